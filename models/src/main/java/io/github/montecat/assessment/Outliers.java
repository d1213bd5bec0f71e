package io.github.montecat.assessment;

/**
 * How many estimates lie far from the truth, measured by their own errors.
 *
 * @param parameter label of the parameter
 * @param sigmas what counts as far, in standard deviations
 * @param spectra number of spectra
 * @param outliers how many of them are far
 */
public record Outliers(String parameter, double sigmas, int spectra, int outliers) {

    /**
     * Counts. An estimate that is NaN, or that has no error (NaN or 0) and is not exact, is an outlier: a fit that
     * failed is no better than one that went astray.
     *
     * @param parameter label of the parameter
     * @param sigmas what counts as far, in standard deviations
     * @param truths true values
     * @param estimates estimated values
     * @param errors standard deviations of the estimates
     * @return the count
     * @throws IllegalArgumentException if the lengths differ
     */
    public static Outliers of(String parameter, double sigmas, double[] truths, double[] estimates, double[] errors) {
        if (truths.length != estimates.length || truths.length != errors.length) {
            throw new IllegalArgumentException(truths.length + " truths, " + estimates.length + " estimates and "
                    + errors.length + " errors, expected as many of each");
        }
        int far = 0;
        for (int i = 0; i < truths.length; i++) {
            far += Math.abs(estimates[i] - truths[i]) <= sigmas * errors[i] ? 0 : 1;
        }
        return new Outliers(parameter, sigmas, truths.length, far);
    }

    /** @return the share of spectra that are far, NaN if there are none */
    public double fraction() {
        return (double) outliers / spectra;
    }

    /** @return the binomial standard error of {@link #fraction}, with half an outlier and half a good one added */
    public double error() {
        double f = (outliers + 0.5) / (spectra + 1);
        return spectra == 0 ? Double.NaN : Math.sqrt(f * (1 - f) / spectra);
    }
}
