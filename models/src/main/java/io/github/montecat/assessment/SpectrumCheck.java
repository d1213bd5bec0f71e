package io.github.montecat.assessment;

import io.github.montecat.statistic.BinnedCounts;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What is said of a single spectrum and its posterior: whether the posterior describes the data, and whether the model
 * can.
 *
 * @param predictive the posterior predictive check
 * @param misfit the misfit at the most likely parameters, which a {@link MisfitCalibration} turns into a score
 * @param peak the most likely parameters inside the prior
 * @param ks the Kolmogorov-Smirnov statistic there: the largest difference of the shares of measured and of expected
 *        counts below the end of a bin; NaN if there are no counts
 */
public record SpectrumCheck(PredictiveCheck predictive, Misfit misfit, LikelihoodPeak peak, double ks) {

    /**
     * Checks. Takes about 80 folds of the model.
     *
     * @param data what was measured
     * @param model the model, at the spectrum's exposure
     * @param samples the posterior, parameters x samples, places in the prior; at least one sample, in no particular
     *        order
     * @param seed seed of replicated spectra
     * @param row number of the spectrum; with the seed it determines them
     * @return the check
     */
    public static SpectrumCheck of(BinnedCounts data, ExpectedCounts model, double[][] samples, long seed, long row) {
        int draws = Math.min(PredictiveCheck.DRAWS_PER_ROW, samples[0].length);
        // Evenly spaced, for samples that have an order after all.
        double[][] some = IntStream.range(0, draws).mapToObj(d -> Arrays.stream(samples)
                .mapToDouble(c -> c[(int) ((long) d * c.length / draws)]).toArray()).toArray(double[][]::new);
        double[] mean = Arrays.stream(samples).mapToDouble(c -> Arrays.stream(c).average().orElseThrow()).toArray();
        LikelihoodPeak peak = LikelihoodPeak.near(data, model, mean);
        return new SpectrumCheck(PredictiveCheck.of(data, model.at(some), seed, row), Misfit.of(data, peak.expected()),
                peak, CumulativeDistance.of(data, peak.expected()));
    }

    /**
     * How much worse than the most likely parameters draws of the posterior fit: the mean of the statistic over draws
     * less its smallest value, per parameter. Where counts are enough for the likelihood to be near normal and the
     * prior does not cut it off, that is 1 for the exact posterior (a chi-squared variable of as many degrees of
     * freedom as there are parameters). Far above 1 the posterior is too wide or in the wrong place, well below 1 too
     * narrow.
     *
     * @return the excess, 1 at best
     */
    public double excess() {
        return (predictive.statistic() - Math.min(peak.statistic(), predictive.lowest())) / peak.unit().length;
    }
}
