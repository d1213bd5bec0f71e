package io.github.montecat.gpu;

/** What became of asking for a GPU: the GPU, or the reason why there is none. */
public sealed interface GpuOpening {

    /**
     * There is one.
     *
     * @param passes the GPU, to be closed by the caller
     */
    record Opened(GpuPasses passes) implements GpuOpening {
    }

    /**
     * There is none.
     *
     * @param reason one line for the user, such as {@code no NVIDIA driver (libcuda.so.1) on this machine}
     * @param present whether there seems to be a GPU all the same, one that a user may count on
     */
    record Unavailable(String reason, boolean present) implements GpuOpening {
    }
}
