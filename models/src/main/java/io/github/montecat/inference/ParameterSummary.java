package io.github.montecat.inference;

import io.github.montecat.assessment.Quantiles;
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
 * @param mode half-sample mode (Bickel and Fruehwirth 2006, Comput. Stat. Data Anal. 50, 3500)
 */
public record ParameterSummary(double median, double lower, double upper, double lower90, double upper90, double mean,
        double std, double mode) {

    /**
     * Summarises samples. If one sample is NaN, all statistics are NaN.
     *
     * @param samples at least one number; not changed
     * @return the summary
     */
    public static ParameterSummary of(double[] samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        if (sorted.length > 0 && Double.isNaN(sorted[sorted.length - 1])) {
            Arrays.fill(sorted, Double.NaN);
        }
        double mean = Arrays.stream(sorted).average().orElseThrow(
                () -> new IllegalArgumentException("no samples to summarise"));
        double squares = 0;
        for (double v : sorted) {
            squares += (v - mean) * (v - mean);
        }
        double std = sorted.length > 1 ? Math.sqrt(squares / (sorted.length - 1)) : 0;
        return new ParameterSummary(Quantiles.of(sorted, 0.5), Quantiles.of(sorted, 0.16), Quantiles.of(sorted, 0.84),
                Quantiles.of(sorted, 0.05), Quantiles.of(sorted, 0.95), mean, std, mode(sorted));
    }

    /** The narrowest half of the samples, its narrowest half and so on. */
    private static double mode(double[] sorted) {
        int from = 0;
        int count = sorted.length;
        while (count > 3) {
            int half = (count + 1) / 2;
            int narrowest = from;
            for (int i = from; i + half <= from + count; i++) {
                if (sorted[i + half - 1] - sorted[i] < sorted[narrowest + half - 1] - sorted[narrowest]) {
                    narrowest = i;
                }
            }
            from = narrowest;
            count = half;
        }
        if (count == 3) {
            double left = sorted[from + 1] - sorted[from];
            double right = sorted[from + 2] - sorted[from + 1];
            if (left == right) {
                return sorted[from + 1];
            }
            from += left < right ? 0 : 1;
        }
        return count == 1 ? sorted[from] : (sorted[from] + sorted[from + 1]) / 2;
    }
}
