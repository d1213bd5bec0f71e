package io.github.montecat.gpu;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

/** Memory of this machine that is locked in place, so that the device copies to it by itself. */
final class HostMemory implements AutoCloseable {

    private final CudaDriver driver;
    private final Pointer pointer;
    private final long bytes;

    HostMemory(CudaDriver driver, long bytes) {
        this.driver = driver;
        this.bytes = bytes;
        PointerByReference made = new PointerByReference();
        CudaException.check(driver, "cuMemHostAlloc of " + bytes + " bytes", driver.cuMemHostAlloc(made, bytes, 0));
        pointer = made.getValue();
    }

    Pointer pointer() {
        return pointer;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        CudaException.check(driver, "cuMemFreeHost", driver.cuMemFreeHost(pointer));
    }
}
