package io.github.montecat.prior;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.random.StandardNormal;

/** The cumulative distribution of a normal distribution that is cut off at two ends, and its inverse. */
record TruncatedNormal(double mean, double sigma, double min, double max) {

    static void require(String kind, double mean, double sigma, double min, double max) {
        if (!Double.isFinite(mean) || !(sigma > 0) || Double.isInfinite(sigma) || !(min < max)) {
            throw new RefusedValueException(kind + " prior has the width " + sigma + " and the range " + min + " to "
                    + max + ", expected a width above 0 and min < max");
        }
        if (!(new TruncatedNormal(mean, sigma, min, max).mass() > 0)) {
            throw new RefusedValueException(kind + " prior has no probability between its limits, which lie too far "
                    + "out in one tail");
        }
    }

    /** The tail in which the range lies is the lower one, where small probabilities are exact. */
    private boolean mirrored() {
        return min > mean;
    }

    private double below(double value) {
        double z = (value - mean) / sigma;
        return StandardNormal.below(mirrored() ? -z : z);
    }

    private double mass() {
        return Math.abs(below(max) - below(min));
    }

    double density(double value) {
        double z = (value - mean) / sigma;
        return StandardNormal.density(z) / (sigma * mass());
    }

    double toUnit(double value) {
        return Math.abs(below(value) - below(min)) / mass() * Math.signum(value - min);
    }

    double fromUnit(double unit) {
        double first = below(min);
        double share = Math.min(Math.max(first + unit * (below(max) - first), 0), 1);
        double z = StandardNormal.quantile(share);
        return Math.min(Math.max(mean + sigma * (mirrored() ? -z : z), min), max);
    }
}
