package io.github.montecat.prior;

import io.github.montecat.error.RefusedValueException;

/**
 * Equal density everywhere on a range.
 *
 * @param min lower end
 * @param max upper end, above min
 */
public record UniformPrior(double min, double max) implements Prior {

    static final String KIND = "uniform";

    /** Checks the range. */
    public UniformPrior {
        if (!(min < max) || Double.isInfinite(max - min)) {
            throw new RefusedValueException("uniform prior needs min < max, got " + min + ", " + max);
        }
    }

    @Override
    public double toUnit(double value) {
        return (value - min) / (max - min);
    }

    @Override
    public double fromUnit(double unit) {
        return min + unit * (max - min);
    }

    @Override
    public double density(double value) {
        return 1 / (max - min);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String toString() {
        return KIND + ":" + min + "," + max;
    }
}
