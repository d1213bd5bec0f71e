package io.github.montecat.fit;

import java.util.Arrays;

/**
 * Where a fit ended. Arrays are copied in and out.
 *
 * @param values one value per model parameter, frozen ones included
 * @param errors standard deviations from the curvature of the statistic at the minimum, one per model parameter; 0 for
 *        frozen ones, NaN for those without effect, and for all if the data cannot tell them apart (the curvature is
 *        singular)
 * @param statistic the statistic there
 * @param bins number of bins it was summed over
 * @param freeParameters number of parameters that were free
 * @param evaluations how often the model was evaluated
 */
public record BestFit(double[] values, double[] errors, double statistic, int bins, int freeParameters,
        int evaluations) {

    /** Copies the arrays. */
    public BestFit {
        values = values.clone();
        errors = errors.clone();
    }

    @Override
    public double[] values() {
        return values.clone();
    }

    @Override
    public double[] errors() {
        return errors.clone();
    }

    /** @return bins less free parameters */
    public int degreesOfFreedom() {
        return bins - freeParameters;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof BestFit f && Arrays.equals(values, f.values) && Arrays.equals(errors, f.errors)
                && statistic == f.statistic && bins == f.bins && freeParameters == f.freeParameters
                && evaluations == f.evaluations;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values) + " +- " + Arrays.toString(errors) + ", statistic " + statistic + " for " + bins
                + " bins";
    }
}
