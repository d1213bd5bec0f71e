package io.github.montecat.kernel;

import java.util.List;

/**
 * A trained network as plain arrays, for whatever runs it: GRU layers with dropout after each, the last state into a
 * linear output. Nothing is copied; whoever reads it leaves the arrays as they are.
 *
 * @param layers the GRU layers, first to last, all of the same number of units
 * @param outputWeights units x outputs, row-major
 * @param outputBias one number per output
 * @param steps length of the input sequence
 * @param dropout rate of dropout after each layer
 */
public record GruNetwork(List<GruWeights> layers, float[] outputWeights, float[] outputBias, int steps,
        double dropout) {

    /** @return units per layer */
    public int units() {
        return layers.get(0).units();
    }

    /** @return numbers per pass */
    public int outputs() {
        return outputBias.length;
    }
}
