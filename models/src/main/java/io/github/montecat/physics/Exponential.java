package io.github.montecat.physics;

import io.github.montecat.vector.VectorUse;

/**
 * The exponential function of whole arrays, within 1 unit in the last place of the exact value: by the Java Vector API
 * where there is one and it pays, several times faster than {@link Math#exp}, and by the same operations one by one
 * otherwise, so that the result is the same to the last bit.
 *
 * <p>x = n ln 2 + r with |r| &lt;= ln 2 / 2, and exp(x) = 2^n (1 + r + r^2/2 + ...), the series up to r^13, whose next
 * term is below 5e-18.
 */
final class Exponential {

    static final double LOG2_E = 1.4426950408889634;
    /** Added to a number below 2^51, leaves its nearest integer in the low bits. */
    static final double ROUNDING = 0x1.8p52;
    /** The upper bits of ln 2, few enough that products with n are exact, and the rest. */
    static final double LN2_HIGH = 6.93147180369123816490e-01;
    static final double LN2_LOW = 1.90821492927058770002e-10;
    /** Below, the result is 0 (exactly: less than 4e-308); it would not be a normal number further down. */
    static final double LOWEST = -708;
    /** Above, the result is infinite (exactly: more than 8e307). */
    static final double HIGHEST = 709;
    static final int BIAS = 1023;
    static final int FRACTION_BITS = 52;
    /** 1/2!, 1/3!, ... 1/13!. */
    static final double C2 = 1 / 2.0;
    static final double C3 = 1 / 6.0;
    static final double C4 = 1 / 24.0;
    static final double C5 = 1 / 120.0;
    static final double C6 = 1 / 720.0;
    static final double C7 = 1 / 5040.0;
    static final double C8 = 1 / 40320.0;
    static final double C9 = 1 / 362880.0;
    static final double C10 = 1 / 3628800.0;
    static final double C11 = 1 / 39916800.0;
    static final double C12 = 1 / 479001600.0;
    static final double C13 = 1 / 6227020800.0;

    /** Elements that are computed one by one before the vector loop pays; a spectrum takes some 200,000. */
    private static final VectorUse USE = new VectorUse(20_000_000);

    private Exponential() {
    }

    /** Replaces every element by its exponential. */
    static void replace(double[] x) {
        int done = VectorUse.AVAILABLE && USE.pays(x.length) ? VectorExponential.replace(x) : 0;
        for (int i = done; i < x.length; i++) {
            x[i] = of(x[i]);
        }
    }

    static double of(double x) {
        if (x < LOWEST) {
            return 0;
        }
        if (x > HIGHEST) {
            return Double.POSITIVE_INFINITY;
        }
        double shifted = x * LOG2_E + ROUNDING;
        double n = shifted - ROUNDING;
        double r = x - n * LN2_HIGH - n * LN2_LOW;
        // The series in short chains (Estrin's scheme), which the processor runs side by side.
        double r2 = r * r;
        double r4 = r2 * r2;
        double low = r * C3 + C2 + (r * C5 + C4) * r2;
        double middle = r * C7 + C6 + (r * C9 + C8) * r2;
        double high = r * C11 + C10 + (r * C13 + C12) * r2;
        double sum = (high * r4 + middle) * r4 + low;
        double power = Double.longBitsToDouble(Double.doubleToRawLongBits(shifted) + BIAS << FRACTION_BITS);
        return (sum * r2 + r + 1) * power;
    }
}
