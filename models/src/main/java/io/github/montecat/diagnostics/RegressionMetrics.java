package io.github.montecat.diagnostics;

import java.util.Collection;

/**
 * How far predictions lie from the truth, in parameters scaled to [0, 1] over the prior.
 *
 * @param mse mean squared error
 * @param msle mean squared difference of log(1 + value)
 * @param mae mean absolute error
 * @param r2 coefficient of determination: 1 - squared errors / squared deviations from the mean truth
 */
public record RegressionMetrics(double mse, double msle, double mae, double r2) {

    /**
     * Compares one parameter over a test set.
     *
     * @param truth true values in [0, 1]
     * @param predicted predicted values; below -1 they have no logarithm and count as -1 + 1e-12
     * @return the metrics
     * @throws IllegalArgumentException if the lengths differ or are zero
     */
    public static RegressionMetrics of(double[] truth, double[] predicted) {
        int n = truth.length;
        if (n == 0 || predicted.length != n) {
            throw new IllegalArgumentException("metrics of " + n + " true and " + predicted.length
                    + " predicted values");
        }
        double mean = 0;
        for (double t : truth) {
            mean += t / n;
        }
        double squares = 0;
        double logs = 0;
        double absolute = 0;
        double variance = 0;
        for (int i = 0; i < n; i++) {
            double d = predicted[i] - truth[i];
            double l = Math.log1p(Math.max(predicted[i], -1 + 1e-12)) - Math.log1p(truth[i]);
            squares += d * d;
            logs += l * l;
            absolute += Math.abs(d);
            variance += (truth[i] - mean) * (truth[i] - mean);
        }
        return new RegressionMetrics(squares / n, logs / n, absolute / n, 1 - squares / variance);
    }

    /**
     * Averages over parameters, as the paper's tables do.
     *
     * @param perParameter at least one
     * @return the mean of each metric
     */
    public static RegressionMetrics mean(Collection<RegressionMetrics> perParameter) {
        return new RegressionMetrics(
                perParameter.stream().mapToDouble(RegressionMetrics::mse).average().orElseThrow(),
                perParameter.stream().mapToDouble(RegressionMetrics::msle).average().orElseThrow(),
                perParameter.stream().mapToDouble(RegressionMetrics::mae).average().orElseThrow(),
                perParameter.stream().mapToDouble(RegressionMetrics::r2).average().orElseThrow());
    }
}
