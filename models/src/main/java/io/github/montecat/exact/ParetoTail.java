package io.github.montecat.exact;

import java.util.Arrays;

/**
 * The shape of the tail of importance weights: that of the generalised Pareto distribution which fits the largest of them.
 * Below 0.7 means of so weighted samples are reliable; from 1 on weights have no mean, and what they give is an accident.
 *
 * <p>Source: Vehtari, Simpson, Gelman, Yao and Gabry 2024, section 3; the fit: Zhang and Stephens 2009, Technometrics 51, 316.
 */
final class ParetoTail {

    private static final int FEWEST = 5;
    /** The prior of the shape counts as this many weights at one half (Vehtari et al., appendix G). */
    private static final double PRIOR_WEIGHTS = 10;
    private static final double PRIOR_SHAPE = 0.5;

    private ParetoTail() {
    }

    /**
     * @param weights importance weights, from 0 up
     * @return the shape k; infinite if there are too few weights to tell
     */
    static double shape(double[] weights) {
        double[] sorted = weights.clone();
        Arrays.sort(sorted);
        int tail = (int) Math.min(0.2 * sorted.length, 3 * Math.sqrt(sorted.length));
        if (tail < FEWEST) {
            return Double.POSITIVE_INFINITY;
        }
        double cut = sorted[sorted.length - tail - 1];
        double[] excess = Arrays.stream(sorted, sorted.length - tail, sorted.length).map(w -> w - cut)
                .filter(x -> x > 0).toArray();
        if (excess.length < FEWEST) {
            // Equal weights have no tail, unless all but a few are 0.
            return cut > 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return fitted(excess);
    }

    /** Shape of excesses in ascending order. */
    private static double fitted(double[] x) {
        int n = x.length;
        int points = 30 + (int) Math.sqrt(n);
        double quartile = x[(int) (n / 4.0 + 0.5) - 1];
        double[] b = new double[points];
        double[] likelihood = new double[points];
        for (int j = 0; j < points; j++) {
            b[j] = 1 / x[n - 1] + (1 - Math.sqrt(points / (j + 0.5))) / (3 * quartile);
            double k = shape(x, b[j]);
            likelihood[j] = n * (Math.log(-b[j] / k) - k - 1);
        }
        double mean = 0;
        double[] weight = WeightedPosterior.normalised(likelihood);
        for (int j = 0; j < points; j++) {
            mean += b[j] * weight[j];
        }
        return (n * shape(x, mean) + PRIOR_WEIGHTS * PRIOR_SHAPE) / (n + PRIOR_WEIGHTS);
    }

    private static double shape(double[] x, double b) {
        return Arrays.stream(x).map(e -> Math.log1p(-b * e)).average().orElseThrow();
    }
}
