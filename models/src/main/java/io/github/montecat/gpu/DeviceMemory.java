package io.github.montecat.gpu;

/** A piece of a device's memory. Freed by {@link #close}; its device's context must be current then. */
final class DeviceMemory implements AutoCloseable {

    private final GpuDevice device;
    private final long address;
    private final long bytes;

    DeviceMemory(GpuDevice device, long address, long bytes) {
        this.device = device;
        this.address = address;
        this.bytes = bytes;
    }

    /** @return where it starts, in the device's address space */
    long address() {
        return address;
    }

    /** @return its size */
    long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        device.free(address);
    }
}
