package io.github.montecat.bundle;

import io.github.montecat.error.RefusedValueException;
import java.math.BigDecimal;

/**
 * Exposures that a bundle serves.
 *
 * @param min shortest exposure in s
 * @param max longest exposure in s
 */
public record ExposureRange(double min, double max) {

    /** Checks the order. */
    public ExposureRange {
        if (!(min > 0) || !(max >= min) || Double.isInfinite(max)) {
            throw new RefusedValueException("exposure range needs 0 < min <= max, got " + min + ", " + max);
        }
    }

    /**
     * @param exposure in s
     * @return whether it lies in the range
     */
    public boolean contains(double exposure) {
        return exposure >= min && exposure <= max;
    }

    /**
     * @param exposure in s
     * @return how far it is from the geometric middle, as a logarithm
     */
    double distance(double exposure) {
        return Math.abs(Math.log(exposure / Math.sqrt(min * max)));
    }

    /** @return the shortest exposure in s for people, without digits that come from rounding and without an exponent */
    public String minText() {
        return plain(min);
    }

    /** @return the longest exposure in s, likewise */
    public String maxText() {
        return plain(max);
    }

    @Override
    public String toString() {
        return min == max ? minText() + " s" : minText() + "-" + maxText() + " s";
    }

    private static String plain(double seconds) {
        return new BigDecimal(Float.toString((float) seconds)).stripTrailingZeros().toPlainString();
    }
}
