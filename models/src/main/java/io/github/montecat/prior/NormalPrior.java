package io.github.montecat.prior;

/**
 * A normal distribution cut off at the ends of a range.
 *
 * @param mean mean before the cut
 * @param sigma standard deviation before the cut, above 0
 * @param min lower end; negative infinity for none
 * @param max upper end, above min; infinity for none
 */
public record NormalPrior(double mean, double sigma, double min, double max) implements Prior {

    static final String KIND = "normal";

    /** Checks the numbers. */
    public NormalPrior {
        TruncatedNormal.require(KIND, mean, sigma, min, max);
    }

    @Override
    public double toUnit(double value) {
        return new TruncatedNormal(mean, sigma, min, max).toUnit(value);
    }

    @Override
    public double fromUnit(double unit) {
        return new TruncatedNormal(mean, sigma, min, max).fromUnit(unit);
    }

    @Override
    public double density(double value) {
        return new TruncatedNormal(mean, sigma, min, max).density(value);
    }

    @Override
    public Prior within(double low, double high) {
        return new NormalPrior(mean, sigma, Math.max(min, low), Math.min(max, high));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String toString() {
        return KIND + ":" + mean + "," + sigma + "," + min + "," + max;
    }
}
