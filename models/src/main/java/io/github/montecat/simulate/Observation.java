package io.github.montecat.simulate;

import java.util.Optional;

/**
 * A simulated observation, with Poisson noise. Immutable by agreement: the arrays are not copied and must not be
 * changed.
 *
 * @param values values of the free parameters it was simulated with
 * @param exposure exposure in s
 * @param counts counts per output bin, background included
 * @param background counts per output bin of a background measurement of its own, if there is a background
 */
public record Observation(double[] values, double exposure, int[] counts, Optional<int[]> background) {
}
