package io.github.montecat.report;

import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * The straight line of least squares through estimates over what they are compared with, such as the truth: the "linear
 * regression coefficient" of Tutone et al. 2025, figure 4. Even the exact posterior's mean has a slope below 1, by the Bayes
 * risk over the variance of the prior, since it leans to the prior's middle where a spectrum tells little.
 *
 * @param slope the slope; NaN for fewer than two different places
 * @param slopeError its standard error from the scatter about the line; NaN for fewer than three points
 * @param intercept the line's value at 0
 * @param correlation Pearson's coefficient
 * @param spectra number of spectra that have an estimate
 */
public record RegressionLine(double slope, double slopeError, double intercept, double correlation, long spectra) {

    /**
     * Draws the line.
     *
     * @param x what to compare with, one per spectrum
     * @param y estimates, one per spectrum; those that are not finite, as of failed fits, are left out
     * @return the line
     * @throws IllegalArgumentException if the lengths differ
     */
    public static RegressionLine of(double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(y.length + " estimates for " + x.length + " spectra");
        }
        SimpleRegression line = new SimpleRegression();
        for (int i = 0; i < x.length; i++) {
            if (Double.isFinite(x[i]) && Double.isFinite(y[i])) {
                line.addData(x[i], y[i]);
            }
        }
        return new RegressionLine(line.getSlope(), line.getSlopeStdErr(), line.getIntercept(), line.getR(), line.getN());
    }
}
