package io.github.montecat.prior;

import io.github.montecat.error.RefusedValueException;

/**
 * Equal density in the logarithm on a range above zero.
 *
 * @param min lower end, above 0
 * @param max upper end, above min
 */
public record LogUniformPrior(double min, double max) implements Prior {

    static final String KIND = "loguniform";

    /** Checks the range. */
    public LogUniformPrior {
        if (!(min > 0) || !(min < max) || Double.isInfinite(max)) {
            throw new RefusedValueException("log-uniform prior needs 0 < min < max, got " + min + ", " + max);
        }
    }

    @Override
    public double toUnit(double value) {
        return Math.log(value / min) / Math.log(max / min);
    }

    @Override
    public double fromUnit(double unit) {
        return min * Math.exp(unit * Math.log(max / min));
    }

    @Override
    public double density(double value) {
        return 1 / (value * Math.log(max / min));
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
