package io.github.montecat.assessment;

import io.github.montecat.random.PhiloxStream;
import io.github.montecat.random.RandomPurpose;
import io.github.montecat.random.StandardNormal;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * How the posterior of one simulated spectrum stands to the truth. All values are places in the prior (0 to 1) and all
 * arrays have one element per parameter; they are not copied and must not be changed.
 *
 * <p>The place of the truth among n samples is (number of samples below it + U) / (n + 1), U uniform between 0 and the
 * number of samples equal to it plus 1. If truth and samples are draws of the same distribution that number is exactly
 * uniform in (0, 1), for any n and with ties, so it serves both for coverage and for ranks in any number of bins.
 * Samples must be independent, as stochastic passes are; those of a Markov chain, or resampled with many repetitions,
 * have to be thinned before (Talts et al. 2018, section 5.1).
 *
 * @param counts total counts of the spectrum, to look at results by brightness
 * @param truth the true values
 * @param mean means of the samples
 * @param std standard deviations of the samples
 * @param median medians
 * @param lower 16 % quantiles of the distribution that the samples are of
 * @param upper 84 % quantiles of it
 * @param place places of the truth among the samples, in (0, 1)
 * @param correlation correlations of the samples' normal scores, parameters x parameters
 */
public record ScoredPosterior(double counts, double[] truth, double[] mean, double[] std, double[] median, double[] lower,
        double[] upper, double[] place, double[][] correlation) {

    /**
     * Compares samples with the truth.
     *
     * @param counts total counts of the spectrum
     * @param truth true places in the prior
     * @param samples parameters x samples, places in the prior
     * @param seed seed of the numbers that break ties
     * @param row number of the spectrum; with the seed it determines them
     * @return the comparison
     * @throws IllegalArgumentException if the numbers of parameters differ or there is no sample
     */
    public static ScoredPosterior of(double counts, double[] truth, double[][] samples, long seed, long row) {
        if (samples.length != truth.length || samples.length == 0 || samples[0].length == 0) {
            throw new IllegalArgumentException("truth of " + truth.length + " parameters, samples of " + samples.length
                    + (samples.length == 0 ? "" : " x " + samples[0].length)
                    + "; expected the same number, at least one");
        }
        int n = truth.length;
        ScoredPosterior scored = new ScoredPosterior(counts, truth.clone(), new double[n], new double[n], new double[n],
                new double[n], new double[n], new double[n], new double[n][n]);
        UniformRandomProvider random = new PhiloxStream(seed, RandomPurpose.TIES, row);
        double[][] scores = new double[n][];
        for (int p = 0; p < n; p++) {
            double[] sorted = samples[p].clone();
            Arrays.sort(sorted);
            scored.mean[p] = Arrays.stream(sorted).average().orElseThrow();
            scored.std[p] = deviation(sorted, scored.mean[p]);
            scored.median[p] = Quantiles.of(sorted, 0.5);
            scored.lower[p] = Quantiles.ofDistribution(sorted, 0.16);
            scored.upper[p] = Quantiles.ofDistribution(sorted, 0.84);
            scored.place[p] = place(sorted, truth[p], random.nextDouble());
            scores[p] = scores(sorted, samples[p]);
            for (int q = 0; q <= p; q++) {
                scored.correlation[p][q] = ErrorCorrelation.ofScores(scores[p], scores[q]);
                scored.correlation[q][p] = scored.correlation[p][q];
            }
        }
        return scored;
    }

    /** Where a normal distribution has as much below it as the samples have below each of them. */
    private static double[] scores(double[] sorted, double[] samples) {
        return Arrays.stream(samples).map(s -> StandardNormal.quantile((Arrays.binarySearch(sorted, s) + 0.5) / sorted.length))
                .toArray();
    }

    private static double deviation(double[] sorted, double mean) {
        double squares = 0;
        for (double v : sorted) {
            squares += (v - mean) * (v - mean);
        }
        return sorted.length > 1 ? Math.sqrt(squares / (sorted.length - 1)) : 0;
    }

    private static double place(double[] sorted, double truth, double uniform) {
        int below = 0;
        int equal = 0;
        for (double v : sorted) {
            below += v < truth ? 1 : 0;
            equal += v == truth ? 1 : 0;
        }
        return (below + (equal + 1) * uniform) / (sorted.length + 1);
    }

    /**
     * @param parameter index of a parameter
     * @param level probability of a central interval, 0 to 1
     * @return whether the central interval of the posterior contains the truth
     */
    public boolean covers(int parameter, double level) {
        return Math.abs(place[parameter] - 0.5) <= level / 2;
    }
}
