package io.github.montecat.simulate;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.random.PhiloxStream;
import io.github.montecat.random.RandomPurpose;
import java.util.OptionalDouble;

/**
 * Exposures of simulated spectra: all the same, or drawn log-uniformly from a range. The exposure of draw {@code row}
 * under a seed is always the same.
 *
 * @param min shortest exposure in s
 * @param max longest exposure in s; the same as the shortest if it is fixed
 */
public record ExposureDraw(double min, double max) {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if it is not 0 &lt; min &lt;= max &lt; infinity
     */
    public ExposureDraw {
        if (!(min > 0 && min <= max) || Double.isInfinite(max)) {
            throw new RefusedValueException("exposures from " + min + " to " + max
                    + " s, expected 0 < shortest <= longest");
        }
    }

    /**
     * @param exposure exposure of all spectra in s
     * @return that exposure
     */
    public static ExposureDraw fixed(double exposure) {
        return new ExposureDraw(exposure, exposure);
    }

    /**
     * Reads an exposure or a range.
     *
     * @param text a number such as {@code 10}, or two such as {@code 5,50}, in s
     * @return the exposures
     * @throws IllegalArgumentException if it is neither
     */
    public static ExposureDraw parse(String text) {
        String[] ends = text.split(",", -1);
        try {
            if (ends.length <= 2) {
                return new ExposureDraw(Double.parseDouble(ends[0].trim()),
                        Double.parseDouble(ends[ends.length - 1].trim()));
            }
        } catch (NumberFormatException e) {
            // Falls through to the same sentence as too many numbers.
        }
        throw new RefusedValueException("'" + text + "' is neither an exposure in s, such as 10, nor a range, such "
                + "as 5,50");
    }

    /** @return the exposure of all spectra in s; empty if exposures differ */
    public OptionalDouble fixed() {
        return min == max ? OptionalDouble.of(min) : OptionalDouble.empty();
    }

    /**
     * @param seed the seed
     * @param row number of the draw
     * @return its exposure in s
     */
    public double draw(long seed, long row) {
        if (min == max) {
            return min;
        }
        return min * Math.pow(max / min, new PhiloxStream(seed, RandomPurpose.EXPOSURE, row).nextDouble());
    }

    @Override
    public String toString() {
        return min == max ? min + " s" : min + "-" + max + " s";
    }
}
