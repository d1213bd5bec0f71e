package io.github.montecat.gpu;

/**
 * In what the kernels of the layers after the first compute. What rounding costs shows against the width of a posterior. That of a
 * trained network is so narrow for many counts that half precision shifts it by more than 1 % of its width, whether the
 * width is an output or the spread by dropout; samples of random weights hide the rounding.
 */
public enum Precision {
    /**
     * Operands of the products in half precision, sums in single, on the tensor cores; gates by one instruction of the special
     * function unit, to as many bits as the operands have.
     */
    HALF(Short.BYTES),
    /** All in single precision, on the ordinary cores. */
    SINGLE(Float.BYTES);

    private final int bytes;

    Precision(int bytes) {
        this.bytes = bytes;
    }

    /** @return bytes of a state on its way to the next layer */
    int bytes() {
        return bytes;
    }
}
