package io.github.montecat.inference;

import java.util.Arrays;

/**
 * Summary of the samples of one parameter; absolute limits, not error bars.
 *
 * @param median 50 % quantile
 * @param lower 16 % quantile
 * @param upper 84 % quantile
 * @param lower90 5 % quantile
 * @param upper90 95 % quantile
 * @param mean arithmetic mean
 * @param std standard deviation (n - 1), 0 for a single sample
 */
public record ParameterSummary(double median, double lower, double upper, double lower90, double upper90, double mean,
        double std) {

    /**
     * Summarises samples.
     *
     * @param samples at least one finite number; not changed
     * @return the summary
     */
    public static ParameterSummary of(double[] samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        double mean = Arrays.stream(sorted).average().orElseThrow(
                () -> new IllegalArgumentException("no samples to summarise"));
        double squares = 0;
        for (double v : sorted) {
            squares += (v - mean) * (v - mean);
        }
        double std = sorted.length > 1 ? Math.sqrt(squares / (sorted.length - 1)) : 0;
        return new ParameterSummary(quantile(sorted, 0.5), quantile(sorted, 0.16), quantile(sorted, 0.84),
                quantile(sorted, 0.05), quantile(sorted, 0.95), mean, std);
    }

    /**
     * Linear interpolation between order statistics at (n - 1) q: type 7 of Hyndman and Fan 1996, as NumPy's.
     *
     * @param sorted samples in ascending order, at least one
     * @param q the quantile, from 0 to 1
     * @return its value
     */
    public static double quantile(double[] sorted, double q) {
        double position = (sorted.length - 1) * q;
        int below = (int) Math.floor(position);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
