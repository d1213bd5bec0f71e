package io.github.montecat.gpu;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import io.github.montecat.error.UserMessage;

/** A function of the driver that failed. The message names the function, the error and the driver's own words for it. */
final class CudaException extends RuntimeException implements UserMessage {

    private static final long serialVersionUID = 1L;

    /** CUDA_ERROR_OUT_OF_MEMORY. */
    private static final int OUT_OF_MEMORY = 2;
    /** CUDA_ERROR_NO_DEVICE. */
    private static final int NO_DEVICE = 100;
    /** From CUDA_ERROR_INVALID_IMAGE to CUDA_ERROR_UNSUPPORTED_PTX_VERSION and its like: no code for this device. */
    private static final int INVALID_IMAGE = 200;
    private static final int NO_BINARY_FOR_GPU = 209;
    private static final int INVALID_PTX = 218;
    private static final int LAST_OF_PTX = 225;

    private final int error;

    private CudaException(String message, int error) {
        super(message);
        this.error = error;
    }

    /**
     * Does nothing if a call went well.
     *
     * @param driver the driver, which knows the errors' names
     * @param function the function that was called
     * @param error what it returned
     * @throws CudaException if that is not 0
     */
    static void check(CudaDriver driver, String function, int error) {
        if (error != 0) {
            PointerByReference text = new PointerByReference();
            String name = driver.cuGetErrorName(error, text) == 0 ? string(text) : "error " + error;
            String words = driver.cuGetErrorString(error, text) == 0 ? string(text) : "no description";
            throw new CudaException(function + " failed: " + name + " (" + words + ")", error);
        }
    }

    private static String string(PointerByReference text) {
        Pointer p = text.getValue();
        return p == null ? "unknown error" : p.getString(0);
    }

    /** @return whether the driver sees no device */
    boolean noDevice() {
        return error == NO_DEVICE;
    }

    /** @return whether the device's memory did not suffice; the context is as good as before */
    boolean outOfMemory() {
        return error == OUT_OF_MEMORY;
    }

    /** @return whether an image holds no code that this driver can run on this device */
    boolean unfitImage() {
        return error == INVALID_IMAGE || error == NO_BINARY_FOR_GPU || error >= INVALID_PTX && error <= LAST_OF_PTX;
    }
}
