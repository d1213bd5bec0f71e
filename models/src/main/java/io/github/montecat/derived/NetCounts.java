package io.github.montecat.derived;

import io.github.montecat.statistic.BinnedCounts;
import io.github.montecat.statistic.OnOffCounts;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Counts of the source, the scaled background taken off, in the bins that were fitted, and their rate, with standard
 * errors: those of Poisson counts, or else the spectrum's own. And the probability that they are of no source. Stateless.
 */
public final class NetCounts implements Derivation {

    private static final DerivedQuantity COUNTS = new DerivedQuantity("net_counts", "count", "phot.count;em.X-ray",
            "counts in the fitted bins, the scaled background taken off", false);
    private static final DerivedQuantity COUNTS_ERROR = new DerivedQuantity("net_counts_error", "count",
            "stat.error;phot.count;em.X-ray", "standard error of net_counts", false);
    private static final DerivedQuantity RATE = new DerivedQuantity("net_rate", "count.s**-1",
            "arith.rate;phot.count;em.X-ray", "net count rate in the fitted bins, per unit of AREASCAL", false);
    private static final DerivedQuantity RATE_ERROR = new DerivedQuantity("net_rate_error", "count.s**-1",
            "stat.error;phot.count;em.X-ray", "standard error of net_rate", false);

    private static final DerivedQuantity PROBABILITY = new DerivedQuantity("background_p", "", "stat.probability",
            "probability of at least as many counts in the fitted bins from the background alone", false);

    /** Makes one. */
    public NetCounts() {
    }

    @Override
    public List<DerivedValues> derive(FittedSamples fitted) {
        return List.of(new DerivedValues(COUNTS, one(fitted, NetCounts::counts)),
                new DerivedValues(COUNTS_ERROR, one(fitted, c -> error(c, false))),
                new DerivedValues(RATE, one(fitted, NetCounts::rate)),
                new DerivedValues(RATE_ERROR, one(fitted, c -> error(c, true))),
                new DerivedValues(PROBABILITY, one(fitted, c -> OnOffCounts.of(c)
                        .map(OnOffCounts::backgroundProbability).orElse(Double.NaN))));
    }

    private static double[] one(FittedSamples fitted, ToDoubleFunction<BinnedCounts> number) {
        return new double[] {fitted.counts().map(number::applyAsDouble).orElse(Double.NaN)};
    }

    private static double counts(BinnedCounts data) {
        double sum = 0;
        for (int b = 0; b < data.size(); b++) {
            sum += data.counts(b) - data.background(b) * data.scale(b);
        }
        return sum;
    }

    private static double rate(BinnedCounts data) {
        double sum = 0;
        for (int b = 0; b < data.size(); b++) {
            sum += data.netRate(b);
        }
        return sum;
    }

    private static double error(BinnedCounts data, boolean ofRate) {
        double variance = 0;
        for (int b = 0; b < data.size(); b++) {
            double seconds = ofRate ? data.exposure(b) : 1;
            double scale = data.scale(b);
            // BinnedCounts gives empty bins the variance of one count, which must not add up over many of them.
            variance += data.isPoisson() ? (data.counts(b) + scale * scale * data.background(b)) / (seconds * seconds)
                    : data.variance(b) * (ofRate ? 1 : data.exposure(b) * data.exposure(b));
        }
        return Math.sqrt(variance);
    }
}
