package io.github.montecat.assessment;

import io.github.montecat.random.PhiloxStream;
import io.github.montecat.random.RandomPurpose;
import io.github.montecat.simulate.SpectrumSimulator;
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
 */
public record PredictiveCheck(double statistic, double lowest, double expected, int bins, double pValue, int draws) {

    /** Draws enough for a row of a table: the p-value's own error is then at most 0.06. */
    public static final int DRAWS_PER_ROW = 64;

    /**
     * The check of one row. Without a background nothing is drawn: given a draw of the posterior the distribution of
     * the statistic is known ({@link CashDistribution}), so what Gelman et al. estimate by replicates is computed,
     * which takes no more than the folds of the draws. With a background ten replicates are drawn from each.
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
            return replicated(data, draws, 10, seed, row);
        }
        double[] observed = statistics(data, draws);
        double expected = 0;
        double p = 0;
        for (int s = 0; s < draws.length; s++) {
            CashDistribution one = CashDistribution.of(draws[s]);
            expected += one.mean() / draws.length;
            p += one.survival(observed[s]) / draws.length;
        }
        return result(data, observed, expected, Math.min(p, 1));
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
        int bins = data.size();
        float[] both = new float[bins];
        float[] off = new float[bins];
        double[] scale = new double[bins];
        double expected = 0;
        int asLarge = 0;
        for (int s = 0; s < draws.length; s++) {
            for (int b = 0; b < bins; b++) {
                double background = data.backgroundIn(b, draws[s][b]);
                both[b] = (float) (draws[s][b] + background);
                scale[b] = data.scale(b);
                off[b] = scale[b] > 0 ? (float) (background / scale[b]) : 0;
            }
            for (int r = 0; r < replicates; r++) {
                int number = 2 * (s * replicates + r);
                BinnedCounts replicate = BinnedCounts.of(draw(both, seed, row, number));
                if (data.hasBackground()) {
                    replicate = BinnedCounts.of(draw(both, seed, row, number),
                            draw(off, seed, row, number + 1), scale);
                }
                double statistic = replicate.statistic(draws[s]);
                expected += statistic / (draws.length * replicates);
                asLarge += statistic >= observed[s] ? 1 : 0;
            }
        }
        return result(data, observed, expected, (double) asLarge / (draws.length * replicates));
    }

    private static double[] draw(float[] expected, long seed, long row, int number) {
        double[] counts = new double[expected.length];
        SpectrumSimulator.drawCounts(expected, new PhiloxStream(seed, RandomPurpose.REPLICATES, number, row), counts);
        return counts;
    }

    private static double[] statistics(BinnedCounts data, double[][] draws) {
        if (draws.length == 0) {
            throw new IllegalArgumentException("a posterior predictive check needs at least one draw of the posterior");
        }
        return Arrays.stream(draws).mapToDouble(data::statistic).toArray();
    }

    private static PredictiveCheck result(BinnedCounts data, double[] observed, double expected, double p) {
        return new PredictiveCheck(Arrays.stream(observed).average().orElseThrow(),
                Arrays.stream(observed).min().orElseThrow(), expected, data.size(), p, observed.length);
    }
}
