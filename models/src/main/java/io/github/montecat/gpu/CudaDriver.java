package io.github.montecat.gpu;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;

/**
 * The functions of NVIDIA's driver library that are used here, under their own names. Each returns 0 or an error code, see
 * {@link CudaException}. Device addresses and sizes are {@code long}: 64-bit systems only, as the driver itself.
 *
 * <p>Source: CUDA Driver API, version 13.0.
 */
interface CudaDriver extends Library {

    /** CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT. */
    int MULTIPROCESSORS = 16;
    /** CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR. */
    int CAPABILITY_MAJOR = 75;
    /** CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR. */
    int CAPABILITY_MINOR = 76;
    /** CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN. */
    int SHARED_MEMORY = 97;
    /** CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES. */
    int DYNAMIC_SHARED_MEMORY = 8;
    /** CU_STREAM_NON_BLOCKING. */
    int NON_BLOCKING = 1;
    /** CU_EVENT_DISABLE_TIMING. */
    int NO_TIMING = 2;

    /**
     * @return the library
     * @throws UnsatisfiedLinkError if this machine has none
     */
    static CudaDriver load() {
        return load(libraryName());
    }

    /** Loads a library by name or path. */
    static CudaDriver load(String library) {
        return Native.load(library, CudaDriver.class);
    }

    /** @return what the driver's library is called here */
    static String libraryName() {
        return Platform.isWindows() ? "nvcuda" : "libcuda.so.1";
    }

    int cuInit(int flags);

    int cuDriverGetVersion(IntByReference version);

    int cuDeviceGetCount(IntByReference count);

    int cuDeviceGet(IntByReference device, int ordinal);

    int cuDeviceGetName(byte[] name, int length, int device);

    int cuDeviceGetAttribute(IntByReference value, int attribute, int device);

    int cuDevicePrimaryCtxRetain(PointerByReference context, int device);

    int cuDevicePrimaryCtxRelease_v2(int device);

    int cuCtxPushCurrent_v2(Pointer context);

    int cuCtxPopCurrent_v2(PointerByReference context);

    int cuModuleLoadData(PointerByReference module, Pointer image);

    int cuModuleUnload(Pointer module);

    int cuModuleGetFunction(PointerByReference function, Pointer module, String name);

    int cuFuncSetAttribute(Pointer function, int attribute, int value);

    int cuOccupancyMaxActiveClusters(IntByReference clusters, Pointer function, Pointer launchConfig);

    int cuLaunchKernel(Pointer function, int gridX, int gridY, int gridZ, int blockX, int blockY, int blockZ,
            int sharedBytes, Pointer stream, Pointer parameters, Pointer extra);

    int cuMemGetInfo_v2(LongByReference free, LongByReference total);

    int cuMemAlloc_v2(LongByReference address, long bytes);

    int cuMemFree_v2(long address);

    int cuMemHostAlloc(PointerByReference pointer, long bytes, int flags);

    int cuMemFreeHost(Pointer pointer);

    int cuMemcpyHtoDAsync_v2(long to, Pointer from, long bytes, Pointer stream);

    int cuMemcpyDtoHAsync_v2(Pointer to, long from, long bytes, Pointer stream);

    int cuStreamCreate(PointerByReference stream, int flags);

    int cuStreamSynchronize(Pointer stream);

    int cuStreamDestroy_v2(Pointer stream);

    int cuEventCreate(PointerByReference event, int flags);

    int cuEventRecord(Pointer event, Pointer stream);

    int cuEventSynchronize(Pointer event);

    int cuEventDestroy_v2(Pointer event);

    int cuGetErrorName(int error, PointerByReference name);

    int cuGetErrorString(int error, PointerByReference text);
}
