package io.github.montecat.assessment;

import io.github.montecat.statistic.BinnedCounts;

/**
 * The Kolmogorov-Smirnov statistic of binned counts: the largest difference, over the ends of the bins in their order,
 * of the share of the measured counts and the share of the expected counts below. With a background the expected counts
 * are those of the source and of the background's most likely level. It tells of a wrong shape over many bins, where a
 * sum over bins is lost in the noise of each, and does not depend on the number of counts that the model expects.
 *
 * <p>Since counts are binned and models are fitted, its distribution is not Kolmogorov's; {@link PredictiveCheck}
 * simulates it. Stateless.
 *
 * <p>Source: Kolmogorov 1933; as a test of spectra with simulated probabilities: the XSPEC manual, commands
 * {@code statistic test ks} and {@code goodness}.
 */
final class CumulativeDistance {

    private CumulativeDistance() {
    }

    /**
     * @param data what was measured
     * @param source expected counts of the source per bin
     * @return the distance, from 0 to 1; NaN if no counts were measured or none are expected
     * @throws IllegalArgumentException if the numbers of bins differ
     */
    static double of(BinnedCounts data, double[] source) {
        if (source.length != data.size()) {
            throw new IllegalArgumentException(source.length + " expected counts for " + data.size() + " bins");
        }
        double[] expected = data.withBackground(source);
        double all = 0;
        for (double counts : expected) {
            all += counts;
        }
        double total = data.total();
        if (!(total > 0 && all > 0)) {
            return Double.NaN;
        }
        double measured = 0;
        double below = 0;
        double largest = 0;
        for (int b = 0; b < source.length; b++) {
            measured += data.counts(b);
            below += expected[b];
            largest = Math.max(largest, Math.abs(measured / total - below / all));
        }
        return largest;
    }
}
