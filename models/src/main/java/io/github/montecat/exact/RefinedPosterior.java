package io.github.montecat.exact;

import java.util.Optional;

/**
 * What adaptive importance sampling gives. Immutable and safe for use by several threads.
 *
 * @param posterior the weighted points of all rounds
 * @param efficiency effective sample size over the number of points
 * @param paretoShape shape k of the tail of the weights: reliable below 0.7
 * @param rounds how often points were drawn
 * @param failure why the result is not to be trusted; empty if it converged
 */
public record RefinedPosterior(WeightedPosterior posterior, double efficiency, double paretoShape, int rounds,
        Optional<String> failure) {

    /** @return whether effective sample size and tail of the weights are as they should be */
    public boolean converged() {
        return failure.isEmpty();
    }
}
