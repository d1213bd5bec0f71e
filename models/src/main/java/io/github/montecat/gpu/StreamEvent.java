package io.github.montecat.gpu;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

/** A mark in a device's stream, which can be waited for. */
final class StreamEvent implements AutoCloseable {

    private final CudaDriver driver;
    private final Pointer stream;
    private final Pointer event;

    StreamEvent(CudaDriver driver, Pointer stream) {
        this.driver = driver;
        this.stream = stream;
        PointerByReference made = new PointerByReference();
        CudaException.check(driver, "cuEventCreate", driver.cuEventCreate(made, CudaDriver.NO_TIMING));
        event = made.getValue();
    }

    /** Marks what was started so far. */
    void record() {
        CudaException.check(driver, "cuEventRecord", driver.cuEventRecord(event, stream));
    }

    /** Waits until all that was started before the mark is done; reports what went wrong in it. */
    void await() {
        CudaException.check(driver, "cuEventSynchronize", driver.cuEventSynchronize(event));
    }

    @Override
    public void close() {
        CudaException.check(driver, "cuEventDestroy", driver.cuEventDestroy_v2(event));
    }
}
