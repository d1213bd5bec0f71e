package io.github.montecat.assessment;

import io.github.montecat.random.PhiloxStream;
import io.github.montecat.random.RandomPurpose;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Whether stated probabilities are right: of statements with the probability p a share of p is true. Statements are
 * gathered in five bins of probability of equal width, and one statistic is summed over the bins: the squared
 * difference of true statements and their expected number, over the variance of a sum of independent statements, which
 * is sum p (1 - p). Its p-value comes from {@value #REPLICATES} replicated sets of truths, since chi-squared is no good
 * limit where nearly all probabilities of a bin are near 0 or 1.
 *
 * @param bins the bins, in ascending order; those without statements are left out
 * @param chiSquared the statistic
 * @param pValue probability of one at least as large
 */
public record ProbabilityCalibration(List<Bin> bins, double chiSquared, double pValue) {

    /** Number of bins. */
    public static final int BINS = 5;

    private static final int REPLICATES = 10_000;

    /**
     * Statements with probabilities in a range.
     *
     * @param from lowest probability
     * @param to highest probability
     * @param count number of statements
     * @param mean mean of their probabilities
     * @param fractionTrue share that is true
     */
    public record Bin(double from, double to, int count, double mean, double fractionTrue) {
    }

    /** Copies the list. */
    public ProbabilityCalibration {
        bins = List.copyOf(bins);
    }

    /**
     * @param probabilities stated probabilities, from 0 to 1, of independent statements
     * @param truths whether each is true
     * @param seed seed of the replicated truths
     * @return the calibration
     * @throws IllegalArgumentException if the lengths differ or there is none
     */
    public static ProbabilityCalibration of(double[] probabilities, boolean[] truths, long seed) {
        if (probabilities.length == 0 || truths.length != probabilities.length) {
            throw new IllegalArgumentException(probabilities.length + " probabilities of " + truths.length
                    + " statements, expected as many of each and at least one");
        }
        double found = statistic(probabilities, truths);
        UniformRandomProvider random = new PhiloxStream(seed, RandomPurpose.COVERAGE_REPLICATES, 0);
        boolean[] drawn = new boolean[truths.length];
        int atLeast = 0;
        for (int r = 0; r < REPLICATES; r++) {
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = random.nextDouble() < probabilities[i];
            }
            // Sums of the same numbers in the same order, but for rounding.
            atLeast += statistic(probabilities, drawn) >= found * (1 - 1e-12) ? 1 : 0;
        }
        return new ProbabilityCalibration(bins(probabilities, truths), found, (atLeast + 1.0) / (REPLICATES + 1));
    }

    private static int bin(double probability) {
        return Math.min((int) (probability * BINS), BINS - 1);
    }

    private static List<Bin> bins(double[] probabilities, boolean[] truths) {
        int[] count = new int[BINS];
        int[] right = new int[BINS];
        double[] sum = new double[BINS];
        for (int i = 0; i < truths.length; i++) {
            int b = bin(probabilities[i]);
            count[b]++;
            right[b] += truths[i] ? 1 : 0;
            sum[b] += probabilities[i];
        }
        List<Bin> bins = new ArrayList<>();
        for (int b = 0; b < BINS; b++) {
            if (count[b] > 0) {
                bins.add(new Bin((double) b / BINS, (b + 1.0) / BINS, count[b], sum[b] / count[b],
                        (double) right[b] / count[b]));
            }
        }
        return bins;
    }

    private static double statistic(double[] probabilities, boolean[] truths) {
        double[] difference = new double[BINS];
        double[] variance = new double[BINS];
        for (int i = 0; i < truths.length; i++) {
            int b = bin(probabilities[i]);
            difference[b] += (truths[i] ? 1 : 0) - probabilities[i];
            variance[b] += probabilities[i] * (1 - probabilities[i]);
        }
        double sum = 0;
        for (int b = 0; b < BINS; b++) {
            // Without variance any difference is impossible, but for rounding.
            sum += variance[b] > 0 ? difference[b] * difference[b] / variance[b]
                    : Math.abs(difference[b]) > 1e-9 ? Double.POSITIVE_INFINITY : 0;
        }
        return sum;
    }
}
