package io.github.montecat.exact;

/**
 * Samples of equal weight, drawn from weighted ones. Immutable by agreement: the arrays are not copied and must not be
 * changed.
 *
 * @param units points in the unit cube of the prior, samples x parameters
 * @param logLikelihoods ln L of each; -2 times it is the fit statistic
 * @param distinct how many of the points differ
 */
public record EqualWeightSamples(double[][] units, double[] logLikelihoods, int distinct) {
}
