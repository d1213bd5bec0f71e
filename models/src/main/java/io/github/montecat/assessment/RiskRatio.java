package io.github.montecat.assessment;

import io.github.montecat.error.RefusedValueException;

/**
 * The mean squared error of predictions over the Bayes risk, the smallest that any prediction can have: 1 at best.
 *
 * @param ratio the ratio
 * @param error its standard error
 */
public record RiskRatio(double ratio, double error) {

    /**
     * Divides two independent estimates; errors are propagated to first order.
     *
     * @param mse mean squared error
     * @param mseError its standard error
     * @param risk Bayes risk, above 0
     * @param riskError its standard error
     * @return the ratio
     */
    public static RiskRatio of(double mse, double mseError, double risk, double riskError) {
        double ratio = mse / risk;
        return new RiskRatio(ratio, Math.hypot(mseError / risk, ratio * riskError / risk));
    }

    /**
     * Divides sums over the same spectra. What makes a spectrum hard raises both its error and its exact variance, so
     * the ratio is better known than numerator and denominator apart.
     *
     * @param squaredErrors squared error of the prediction of each spectrum
     * @param exactVariances variance of the exact posterior of each
     * @return the ratio of the means, with the standard error of a ratio estimator (Cochran 1977, section 2.11)
     * @throws IllegalArgumentException if the numbers of spectra differ or are below 2
     */
    public static RiskRatio paired(double[] squaredErrors, double[] exactVariances) {
        int n = squaredErrors.length;
        if (n < 2 || exactVariances.length != n) {
            throw new RefusedValueException("squared errors of " + n + " spectra and variances of "
                    + exactVariances.length + ", expected the same number, at least 2");
        }
        double errors = 0;
        double variances = 0;
        for (int i = 0; i < n; i++) {
            errors += squaredErrors[i];
            variances += exactVariances[i];
        }
        double ratio = errors / variances;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double d = squaredErrors[i] - ratio * exactVariances[i];
            squares += d * d;
        }
        return new RiskRatio(ratio, Math.sqrt(squares * n / (n - 1)) / variances);
    }
}
