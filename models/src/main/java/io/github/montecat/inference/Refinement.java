package io.github.montecat.inference;

/**
 * How the correction of a network's samples by the exact likelihood went.
 *
 * @param converged whether it worked; if not, the samples are the network's own
 * @param effectiveSamples what the weighted points are worth, as a number of independent samples
 * @param efficiency that number over the number of points drawn
 * @param logEvidence ln of the evidence, the likelihood relative to a perfect fit (-1/2 times C or W)
 * @param logEvidenceError its standard error
 * @param paretoShape shape k of the tail of the weights; above 0.7 they cannot be relied on; NaN for nested sampling
 * @param evaluations how often the likelihood was evaluated; not counted is an attempt that started from a network and
 *        failed
 */
public record Refinement(boolean converged, double effectiveSamples, double efficiency, double logEvidence,
        double logEvidenceError, double paretoShape, long evaluations) {
}
