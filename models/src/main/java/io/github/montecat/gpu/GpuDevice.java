package io.github.montecat.gpu;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A GPU with the kernels loaded, and one stream on which everything happens in order. Uses the device's primary context,
 * which it shares with other users of CUDA in the process. All methods but {@link #within} want that context to be
 * current; not safe for use by several threads at once.
 */
final class GpuDevice implements AutoCloseable {

    /** First number of the compute capability from which on the kernels run (Ampere, 2020). */
    static final int LEAST_MAJOR = 8;
    /** Machine code for the devices known when it was built, needs a driver for CUDA 13 or newer. */
    private static final String MACHINE_CODE = "gru.fatbin";
    /** For all others: assembled by the driver at the first start. */
    private static final String PORTABLE_CODE = "gru.ptx";

    private final CudaDriver driver;
    private final int ordinal;
    private final Pointer context;
    private final String name;
    private final int major;
    private final int minor;
    private final int multiprocessors;
    private final int sharedBytes;
    private Pointer module;
    private Pointer stream;
    private final Map<String, Pointer> functions = new HashMap<>();
    private final Map<String, Integer> sharedLimits = new HashMap<>();

    private GpuDevice(CudaDriver driver, int ordinal, Pointer context) {
        this.driver = driver;
        this.ordinal = ordinal;
        this.context = context;
        byte[] text = new byte[256];
        check("cuDeviceGetName", driver.cuDeviceGetName(text, text.length, ordinal));
        int length = 0;
        while (length < text.length && text[length] != 0) {
            length++;
        }
        name = new String(text, 0, length, StandardCharsets.UTF_8);
        major = attribute(driver, CudaDriver.CAPABILITY_MAJOR, ordinal);
        minor = attribute(driver, CudaDriver.CAPABILITY_MINOR, ordinal);
        multiprocessors = attribute(driver, CudaDriver.MULTIPROCESSORS, ordinal);
        sharedBytes = attribute(driver, CudaDriver.SHARED_MEMORY, ordinal);
    }

    /**
     * Opens a device.
     *
     * @param driver the initialised driver
     * @param device the driver's number of it
     * @return the device, to be closed
     * @throws CudaException if the driver refuses
     */
    static GpuDevice open(CudaDriver driver, int device) {
        PointerByReference context = new PointerByReference();
        CudaException.check(driver, "cuDevicePrimaryCtxRetain", driver.cuDevicePrimaryCtxRetain(context, device));
        try {
            GpuDevice gpu = new GpuDevice(driver, device, context.getValue());
            gpu.within(() -> {
                gpu.loadKernels();
                return null;
            });
            return gpu;
        } catch (RuntimeException e) {
            driver.cuDevicePrimaryCtxRelease_v2(device);
            throw e;
        }
    }

    /** An attribute of a device, by the driver's number of both. */
    static int attribute(CudaDriver driver, int attribute, int device) {
        IntByReference value = new IntByReference();
        CudaException.check(driver, "cuDeviceGetAttribute", driver.cuDeviceGetAttribute(value, attribute, device));
        return value.getValue();
    }

    private void loadKernels() {
        try {
            module = load(MACHINE_CODE);
        } catch (CudaException e) {
            if (e.outOfMemory()) {
                throw e;
            }
            // Drivers older than the compiler name various errors.
            module = load(PORTABLE_CODE);
        }
        try {
            PointerByReference made = new PointerByReference();
            check("cuStreamCreate", driver.cuStreamCreate(made, CudaDriver.NON_BLOCKING));
            stream = made.getValue();
        } catch (CudaException e) {
            driver.cuModuleUnload(module);
            throw e;
        }
    }

    private Pointer load(String resource) {
        try (InputStream in = GpuDevice.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + resource + "; models/src/main/cuda/build.sh makes it");
            }
            byte[] bytes = in.readAllBytes();
            // PTX is text and ends with a zero.
            Memory image = new Memory(bytes.length + 1L);
            image.write(0, bytes, 0, bytes.length);
            image.setByte(bytes.length, (byte) 0);
            PointerByReference loaded = new PointerByReference();
            check("cuModuleLoadData of " + resource, driver.cuModuleLoadData(loaded, image));
            Reference.reachabilityFence(image);
            return loaded.getValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does something with this device's context current on the calling thread. */
    <T> T within(Supplier<T> work) {
        check("cuCtxPushCurrent", driver.cuCtxPushCurrent_v2(context));
        try {
            return work.get();
        } finally {
            driver.cuCtxPopCurrent_v2(new PointerByReference());
        }
    }

    /** @return name and compute capability for messages */
    String description() {
        return name + " (compute capability " + major + "." + minor + ")";
    }

    /** @return first number of the compute capability */
    int major() {
        return major;
    }

    /** @return number of multiprocessors */
    int multiprocessors() {
        return multiprocessors;
    }

    /** @return shared memory that a block may have, in bytes */
    int sharedBytes() {
        return sharedBytes;
    }

    /** @return free memory of the device in bytes */
    long freeBytes() {
        LongByReference free = new LongByReference();
        check("cuMemGetInfo", driver.cuMemGetInfo_v2(free, new LongByReference()));
        return free.getValue();
    }

    /**
     * @param bytes size, above 0
     * @return memory, whose content is not defined
     * @throws CudaException if there is too little
     */
    DeviceMemory allocate(long bytes) {
        LongByReference address = new LongByReference();
        check("cuMemAlloc of " + bytes + " bytes", driver.cuMemAlloc_v2(address, bytes));
        return new DeviceMemory(this, address.getValue(), bytes);
    }

    void free(long address) {
        check("cuMemFree", driver.cuMemFree_v2(address));
    }

    /** Copies to the device; the source may be reused at once. */
    void upload(DeviceMemory to, Pointer from, long bytes) {
        if (bytes > to.bytes()) {
            throw new IllegalArgumentException("copy of " + bytes + " bytes into device memory of " + to.bytes());
        }
        check("cuMemcpyHtoDAsync", driver.cuMemcpyHtoDAsync_v2(to.address(), from, bytes, stream));
        synchronize();
    }

    /** @return whether the code that this device took has a kernel; the portable code has none for clusters */
    boolean has(String function) {
        PointerByReference found = new PointerByReference();
        return driver.cuModuleGetFunction(found, module, function) == 0;
    }

    /** Starts to copy from the device; the copy is there after an event recorded later. */
    void startDownload(HostMemory to, DeviceMemory from, long bytes) {
        if (bytes > from.bytes() || bytes > to.bytes()) {
            throw new IllegalArgumentException("copy of " + bytes + " bytes from device memory of " + from.bytes()
                    + " into " + to.bytes());
        }
        check("cuMemcpyDtoHAsync", driver.cuMemcpyDtoHAsync_v2(to.pointer(), from.address(), bytes, stream));
    }

    /**
     * Starts a kernel.
     *
     * @param function its name
     * @param blocks number of blocks
     * @param threads threads per block
     * @param sharedBytesPerBlock dynamic shared memory per block
     * @param arguments its arguments
     */
    void launch(String function, int blocks, int threads, int sharedBytesPerBlock, KernelArguments arguments) {
        Pointer f = function(function, sharedBytesPerBlock);
        check("launch of " + function, driver.cuLaunchKernel(f, blocks, 1, 1, threads, 1, 1, sharedBytesPerBlock, stream,
                arguments.pointers(), null));
        Reference.reachabilityFence(arguments);
    }

    /** A kernel by name, allowed so much dynamic shared memory. */
    private Pointer function(String name, int sharedBytesPerBlock) {
        Pointer f = functions.computeIfAbsent(name, key -> {
            PointerByReference found = new PointerByReference();
            check("cuModuleGetFunction of " + key, driver.cuModuleGetFunction(found, module, key));
            return found.getValue();
        });
        if (sharedBytesPerBlock > sharedLimits.getOrDefault(name, 0)) {
            check("cuFuncSetAttribute of " + name,
                    driver.cuFuncSetAttribute(f, CudaDriver.DYNAMIC_SHARED_MEMORY, sharedBytesPerBlock));
            sharedLimits.put(name, sharedBytesPerBlock);
        }
        return f;
    }

    /**
     * How many clusters of a kernel run at once. Multiprocessors come in groups that no cluster spans, so these are fewer
     * than the device's multiprocessors hold in all. 0 if the device or its driver knows no clusters.
     *
     * @param name name of the kernel
     * @param cluster blocks per cluster
     * @param threads threads per block
     * @param sharedBytesPerBlock dynamic shared memory per block
     */
    int clustersAtOnce(String name, int cluster, int threads, int sharedBytesPerBlock) {
        ClusterLaunch launch = new ClusterLaunch(cluster, threads, sharedBytesPerBlock);
        IntByReference clusters = new IntByReference();
        int error = driver.cuOccupancyMaxActiveClusters(clusters, function(name, sharedBytesPerBlock), launch.config());
        Reference.reachabilityFence(launch);
        return error == 0 ? clusters.getValue() : 0;
    }

    /** Waits for all that was started. */
    void synchronize() {
        check("cuStreamSynchronize", driver.cuStreamSynchronize(stream));
    }

    /** @return a mark in the stream, to be closed */
    StreamEvent event() {
        return new StreamEvent(driver, stream);
    }

    /** @return memory of this machine that copies from the device go to directly, to be closed */
    HostMemory hostMemory(long bytes) {
        return new HostMemory(driver, bytes);
    }

    private void check(String function, int error) {
        CudaException.check(driver, function, error);
    }

    /** Gives everything back; the context must not be current by {@link #within}. */
    @Override
    public void close() {
        try {
            within(() -> {
                driver.cuStreamDestroy_v2(stream);
                driver.cuModuleUnload(module);
                return null;
            });
        } finally {
            driver.cuDevicePrimaryCtxRelease_v2(ordinal);
        }
    }
}
