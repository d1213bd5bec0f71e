package io.github.montecat.kernel;

import java.util.List;

/**
 * The weights of a trained network of GRU layers and a linear output, as plain arrays, for engines that lay them out
 * their own way. Dropout acts after each layer; only the last state goes into the output.
 *
 * @param layers the GRU layers, first to last, all of the same number of units
 * @param outputWeights units x outputs, row-major; not copied, not to be changed
 * @param outputBias one number per output; not copied, not to be changed
 * @param steps length of the input sequence
 * @param dropout rate of dropout after each layer
 */
public record GruNetwork(List<GruWeights> layers, float[] outputWeights, float[] outputBias, int steps,
        double dropout) {

    /** Checks that the sizes go together. */
    public GruNetwork {
        layers = List.copyOf(layers);
        int units = layers.get(0).units();
        for (int l = 0; l < layers.size(); l++) {
            GruWeights w = layers.get(l);
            if (w.units() != units || l > 0 && w.inputs() != units) {
                throw new IllegalArgumentException("GRU layer " + l + " has " + w.inputs() + " inputs and " + w.units()
                        + " units; expected " + units + " units, and as many inputs after the first layer");
            }
        }
        if (outputWeights.length != units * outputBias.length) {
            throw new IllegalArgumentException("output layer has " + outputWeights.length + " weights, expected " + units
                    + " units x " + outputBias.length + " outputs");
        }
    }

    /** @return units of each layer */
    public int units() {
        return layers.get(0).units();
    }

    /** @return numbers per step of the input */
    public int inputs() {
        return layers.get(0).inputs();
    }

    /** @return numbers per pass */
    public int outputs() {
        return outputBias.length;
    }
}
