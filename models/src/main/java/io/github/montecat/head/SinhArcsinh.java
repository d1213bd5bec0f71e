package io.github.montecat.head;

import org.apache.commons.math3.util.FastMath;

/**
 * Turns a standard normal variable z into one that is shifted, stretched, skewed and has other tails: shift + stretch
 * sinh((arsinh z + skew) / tail). It increases with z. Immutable.
 *
 * <p>Source: Jones and Pewsey 2009, "Sinh-arcsinh distributions", Biometrika 96, 761, section 2.
 *
 * @param shift what is added
 * @param stretch what is multiplied by, positive
 * @param skew positive for a longer upper tail; 0 for symmetry
 * @param tail below 1 for heavier tails than normal ones, above 1 for lighter ones; positive
 */
public record SinhArcsinh(double shift, double stretch, double skew, double tail) {

    /** Number of parameters; {@link #coordinates} has as many. */
    static final int PARAMETERS = 4;

    /** Checks that it is finite and increases. */
    public SinhArcsinh {
        if (!Double.isFinite(shift) || !Double.isFinite(skew) || !(stretch > 0 && Double.isFinite(stretch))
                || !(tail > 0 && Double.isFinite(tail))) {
            throw new IllegalArgumentException("shift " + shift + ", stretch " + stretch + ", skew " + skew + ", tail " + tail
                    + ", expected finite numbers, stretch and tail positive");
        }
    }

    /** From what {@link #coordinates} gives. */
    static SinhArcsinh at(double[] coordinates) {
        return new SinhArcsinh(coordinates[0], Math.exp(coordinates[1]), coordinates[2], Math.exp(coordinates[3]));
    }

    /** Shift, logarithm of stretch, skew and logarithm of tail: without bounds, and all 0 where nothing is changed. */
    double[] coordinates() {
        return new double[] {shift, Math.log(stretch), skew, Math.log(tail)};
    }

    /**
     * @param normal value of a standard normal variable
     * @return what it becomes
     */
    public double of(double normal) {
        return shift + stretch * FastMath.sinh((FastMath.asinh(normal) + skew) / tail);
    }

    /**
     * @param value what {@link #of} gives
     * @return the value of the standard normal variable
     */
    public double inverse(double value) {
        return FastMath.sinh(tail * FastMath.asinh((value - shift) / stretch) - skew);
    }

    /** @return the median */
    public double median() {
        return of(0);
    }

    /** @return half the width of the central 68 % interval, which is 1 where nothing is changed */
    public double width() {
        return (of(1) - of(-1)) / 2;
    }

    /** Fills in the derivatives of {@link #inverse} at a value by the coordinates; the inverse itself is returned. */
    double inverse(double value, double[] slopes) {
        double y = (value - shift) / stretch;
        double wide = FastMath.asinh(y);
        double inverse = FastMath.sinh(tail * wide - skew);
        double cosh = Math.sqrt(1 + inverse * inverse);
        double byY = cosh * tail / Math.sqrt(1 + y * y);
        slopes[0] = -byY / stretch;
        slopes[1] = -byY * y;
        slopes[2] = -cosh;
        slopes[3] = cosh * tail * wide;
        return inverse;
    }
}
