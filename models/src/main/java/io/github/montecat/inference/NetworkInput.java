package io.github.montecat.inference;

import io.github.montecat.bundle.ModelBundle;

/**
 * What a network is shown of a row. The array is not copied and must not be changed.
 *
 * @param bundle the bundle whose network it is
 * @param values the network's input
 * @param counts counts in all bins, by which the bundle's densities are calibrated
 */
public record NetworkInput(ModelBundle bundle, float[] values, double counts) {
}
