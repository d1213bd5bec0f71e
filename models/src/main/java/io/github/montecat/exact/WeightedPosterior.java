package io.github.montecat.exact;

import io.github.montecat.random.PhiloxStream;
import io.github.montecat.random.RandomPurpose;
import io.github.montecat.statistic.LogSum;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A posterior as weighted points of the prior's unit cube, with its evidence. Immutable and safe for use by several threads.
 */
public final class WeightedPosterior {

    private final double[][] units;
    private final double[] logLikelihoods;
    private final double[] weights;
    private final double logEvidence;
    private final double logEvidenceError;
    private final long evaluations;

    /** Takes arrays over; weights are given as logarithms and need not be normalised, the greatest is finite. */
    WeightedPosterior(double[][] units, double[] logLikelihoods, double[] logWeights, double logEvidence,
            double logEvidenceError, long evaluations) {
        this.units = units;
        this.logLikelihoods = logLikelihoods;
        this.weights = normalised(logWeights);
        this.logEvidence = logEvidence;
        this.logEvidenceError = logEvidenceError;
        this.evaluations = evaluations;
    }

    /** Weights that sum to 1 from logarithms of which one is finite. */
    static double[] normalised(double[] logWeights) {
        if (Arrays.stream(logWeights).allMatch(w -> w == Double.NEGATIVE_INFINITY)) {
            throw new ArithmeticException("the likelihood is 0 at all " + logWeights.length + " points that were tried");
        }
        double[] weights = logWeights.clone();
        LogSum.normalise(weights);
        return weights;
    }

    /** Kish's effective sample size of weights that sum to 1. */
    static double effectiveSize(double[] weights) {
        return 1 / Arrays.stream(weights).map(w -> w * w).sum();
    }

    /** @return the number of points, those of weight 0 included */
    public int size() {
        return weights.length;
    }

    /** @return the number of parameters */
    public int dimension() {
        return units[0].length;
    }

    /**
     * @param point index of a point
     * @return its coordinates, each in [0, 1]; a copy
     */
    public double[] unit(int point) {
        return units[point].clone();
    }

    /**
     * @param point index of a point
     * @return its weight; all sum to 1
     */
    public double weight(int point) {
        return weights[point];
    }

    /**
     * @param point index of a point
     * @return its ln L
     */
    public double logLikelihood(int point) {
        return logLikelihoods[point];
    }

    /** @return ln of the mean likelihood over the prior, in the likelihood's normalisation */
    public double logEvidence() {
        return logEvidence;
    }

    /** @return standard error of {@link #logEvidence} as far as it is known from the weights */
    public double logEvidenceError() {
        return logEvidenceError;
    }

    /** @return how often the likelihood was evaluated */
    public long evaluations() {
        return evaluations;
    }

    /** @return 1 / (sum of squared weights): as many samples of equal weight would tell a mean as well */
    public double effectiveSampleSize() {
        return effectiveSize(weights);
    }

    /**
     * @param parameter index of a parameter
     * @return mean of its coordinate in [0, 1]
     */
    public double mean(int parameter) {
        double mean = 0;
        for (int i = 0; i < weights.length; i++) {
            mean += weights[i] * units[i][parameter];
        }
        return mean;
    }

    /**
     * @param parameter index of a parameter
     * @return variance of its coordinate in [0, 1]
     */
    public double variance(int parameter) {
        double mean = mean(parameter);
        double variance = 0;
        for (int i = 0; i < weights.length; i++) {
            variance += weights[i] * (units[i][parameter] - mean) * (units[i][parameter] - mean);
        }
        return variance;
    }

    /**
     * Quantiles of a coordinate; since priors map it monotonically, they are mapped to those of the parameter.
     *
     * @param parameter index of a parameter
     * @param levels probabilities from 0 to 1
     * @return the coordinate in [0, 1] below which each share of the weight lies
     */
    public double[] quantiles(int parameter, double... levels) {
        int[] order = IntStream.range(0, weights.length).boxed()
                .sorted(Comparator.comparingDouble(i -> units[i][parameter])).mapToInt(i -> i).toArray();
        double[] cumulated = new double[order.length];
        double sum = 0;
        for (int i = 0; i < order.length; i++) {
            // The middle of a point's own share.
            cumulated[i] = sum + weights[order[i]] / 2;
            sum += weights[order[i]];
        }
        return Arrays.stream(levels).map(level -> {
            int above = Arrays.binarySearch(cumulated, level);
            above = above < 0 ? -above - 1 : above;
            if (above == 0 || above == order.length) {
                return units[order[Math.min(above, order.length - 1)]][parameter];
            }
            double from = units[order[above - 1]][parameter];
            double to = units[order[above]][parameter];
            double step = cumulated[above] - cumulated[above - 1];
            return step > 0 ? from + (to - from) * (level - cumulated[above - 1]) / step : to;
        }).toArray();
    }

    /**
     * Draws samples of equal weight by systematic resampling, in random order.
     *
     * @param count number of samples
     * @param seed the seed
     * @param row number of the spectrum, so that rows have random numbers of their own
     * @return the samples
     */
    public EqualWeightSamples resample(int count, long seed, long row) {
        if (count < 1) {
            throw new IllegalArgumentException("number of samples is " + count + ", expected 1 or more");
        }
        int[] chosen = SystematicResampling.indices(weights, 1, count,
                new PhiloxStream(seed, RandomPurpose.RESAMPLING, row));
        int distinct = (int) Arrays.stream(chosen).distinct().count();
        return new EqualWeightSamples(Arrays.stream(chosen).mapToObj(i -> units[i].clone()).toArray(double[][]::new),
                Arrays.stream(chosen).mapToDouble(i -> logLikelihoods[i]).toArray(), distinct);
    }

    @Override
    public String toString() {
        return size() + " points worth " + Math.round(effectiveSampleSize()) + ", ln Z " + (float) logEvidence + " +- "
                + (float) logEvidenceError + ", " + evaluations + " evaluations";
    }
}
