package io.github.montecat.gpu;

/**
 * How the kernels compute sigmoid and hyperbolic tangent. What the fast way costs shows against the width of a posterior: samples
 * that spread by dropout hide it, a density of many counts is so narrow that it would be shifted by up to 4 % of its width.
 */
enum Gates {
    /** By one instruction of the special function unit, to 11 bits: as many as the operands of the products have. */
    FAST(""),
    /** By exponentials, to the last bits of single precision. Twice the work of the special function unit. */
    EXACT("_exact");

    private final String suffix;

    Gates(String suffix) {
        this.suffix = suffix;
    }

    /** @return the name of a kernel's variant */
    String function(LayerKernel kernel) {
        return kernel.function() + suffix;
    }
}
