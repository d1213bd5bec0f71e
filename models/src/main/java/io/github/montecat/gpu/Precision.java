package io.github.montecat.gpu;

/**
 * In what the kernels of the layers after the first compute. What rounding costs shows against the width of a posterior: samples that
 * spread by dropout hide it; a density of many counts is so narrow that half precision would shift it by a few per cent of its
 * width, and fast gates by more.
 */
enum Precision {
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
