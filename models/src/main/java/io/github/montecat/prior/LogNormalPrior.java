package io.github.montecat.prior;

import io.github.montecat.error.RefusedValueException;

/**
 * A parameter whose decimal logarithm is normally distributed, cut off at the ends of a range.
 *
 * @param median median before the cut, above 0
 * @param dex standard deviation of the decimal logarithm before the cut, above 0
 * @param min lower end; 0 for none
 * @param max upper end, above min; infinity for none
 */
public record LogNormalPrior(double median, double dex, double min, double max) implements Prior {

    static final String KIND = "lognormal";

    /** Checks the numbers. */
    public LogNormalPrior {
        if (!(median > 0) || !(min >= 0)) {
            throw new RefusedValueException("lognormal prior has the median " + median + " and the lower end " + min
                    + ", expected a median above 0 and an end of 0 or more");
        }
        TruncatedNormal.require(KIND, Math.log10(median), dex, Math.log10(min), Math.log10(max));
    }

    private TruncatedNormal logarithm() {
        return new TruncatedNormal(Math.log10(median), dex, Math.log10(min), Math.log10(max));
    }

    @Override
    public double toUnit(double value) {
        return logarithm().toUnit(Math.log10(value));
    }

    @Override
    public double fromUnit(double unit) {
        return Math.pow(10, logarithm().fromUnit(unit));
    }

    @Override
    public double density(double value) {
        return logarithm().density(Math.log10(value)) / (value * Math.log(10));
    }

    @Override
    public Prior within(double low, double high) {
        return new LogNormalPrior(median, dex, Math.max(min, low), Math.min(max, high));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String toString() {
        return KIND + ":" + median + "," + dex + "," + min + "," + max;
    }
}
