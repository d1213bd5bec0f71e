package io.github.montecat.assessment;

import io.github.montecat.statistic.BinnedCounts;
import java.util.Arrays;

/**
 * The posterior predictive check: whether the measured spectrum looks like those that the posterior predicts. The
 * statistic is C, or W with a background; the p-value is the probability that a spectrum drawn from a draw of the
 * posterior has a statistic under that draw at least as large as the measured one has (Gelman, Meng and Stern 1996,
 * with the statistic as a realised discrepancy). Near 0: the posterior does not describe the data, be it for a wrong
 * model, a wrong response or a posterior in the wrong place; one that is only too wide shows better in
 * {@link SpectrumCheck#excess}. Near 1: closer than Poisson noise permits.
 * It is not uniform under a right model: the data were used twice, which draws it towards 1/2.
 *
 * @param statistic mean of the statistic over posterior draws
 * @param lowest the smallest of them, near that of a best fit
 * @param expected mean of the statistic that posterior draws expect
 * @param bins number of bins
 * @param pValue the posterior predictive p-value
 * @param draws number of posterior draws used
 * @param ksPValue the same with the Kolmogorov-Smirnov statistic of cumulated counts: the share of spectra drawn from
 *        draws of the posterior that are at least as far from that draw as the measured one is; those without counts
 *        are left out; NaN if the measured one has none
 */
public record PredictiveCheck(double statistic, double lowest, double expected, int bins, double pValue, int draws,
        double ksPValue) {

    /** Draws enough for a row of a table: the p-value's own error is then at most 0.06. */
    public static final int DRAWS_PER_ROW = 64;

    /** Spectra drawn from each draw of the posterior where the distribution of the statistic needs none. */
    private static final int REPLICATES = 4;
    private static final int REPLICATES_WITH_BACKGROUND = 10;

    /**
     * The check of one row. Without a background the distribution of the statistic is known given a draw of the
     * posterior ({@link CashDistribution}), so what Gelman et al. estimate by replicates is computed, and four
     * replicates are drawn from each draw for the Kolmogorov-Smirnov statistic alone. With a background ten replicates
     * are drawn from each for both.
     *
     * @param data what was measured
     * @param draws expected counts of the source, for each of some posterior draws
     * @param seed seed of the replicates
     * @param row number of the spectrum; with the seed it determines them
     * @return the check
     * @throws IllegalArgumentException if there is no draw or numbers of bins differ
     */
    public static PredictiveCheck of(BinnedCounts data, double[][] draws, long seed, long row) {
        if (data.hasBackground()) {
            return replicated(data, draws, REPLICATES_WITH_BACKGROUND, seed, row);
        }
        double[] observed = statistics(data, draws);
        double expected = 0;
        double p = 0;
        for (int s = 0; s < draws.length; s++) {
            CashDistribution one = CashDistribution.of(data.withBackground(draws[s]));
            expected += one.mean() / draws.length;
            p += one.survival(observed[s]) / draws.length;
        }
        return result(data, observed, expected, Math.min(p, 1), new Replicates(data, draws, REPLICATES, seed, row)
                .compare((replicate, draw) -> { }));
    }

    /**
     * The check by replicated spectra. With a background its most likely level, given the data and the draw, serves for
     * the replicates of both measurements.
     *
     * @param data what was measured
     * @param draws expected counts of the source, for each of some posterior draws
     * @param replicates spectra drawn from each, from 1 up
     * @param seed seed of the replicates
     * @param row number of the spectrum; with the seed it determines them
     * @return the check
     * @throws IllegalArgumentException if there is no draw or numbers of bins differ
     */
    public static PredictiveCheck replicated(BinnedCounts data, double[][] draws, int replicates, long seed,
            long row) {
        double[] observed = statistics(data, draws);
        double[] sum = new double[2];
        double ks = new Replicates(data, draws, replicates, seed, row).compare((replicate, s) -> {
            double statistic = replicate.statistic(draws[s]);
            sum[0] += statistic / (draws.length * replicates);
            sum[1] += statistic >= observed[s] ? 1 : 0;
        });
        return result(data, observed, sum[0], sum[1] / (draws.length * replicates), ks);
    }

    private static double[] statistics(BinnedCounts data, double[][] draws) {
        if (draws.length == 0) {
            throw new IllegalArgumentException("a posterior predictive check needs at least one draw of the posterior");
        }
        return Arrays.stream(draws).mapToDouble(data::statistic).toArray();
    }

    private static PredictiveCheck result(BinnedCounts data, double[] observed, double expected, double p,
            double ks) {
        return new PredictiveCheck(Arrays.stream(observed).average().orElseThrow(),
                Arrays.stream(observed).min().orElseThrow(), expected, data.size(), p, observed.length, ks);
    }
}
