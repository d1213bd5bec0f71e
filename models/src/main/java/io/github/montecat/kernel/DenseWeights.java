package io.github.montecat.kernel;

/**
 * Weights of one fully connected layer: y = x W + b.
 *
 * @param inputs width of the input
 * @param units width of the output
 * @param weights inputs x units, row-major; not copied
 * @param bias one number per unit; not copied
 */
public record DenseWeights(int inputs, int units, float[] weights, float[] bias) {

    /** Checks the sizes. */
    public DenseWeights {
        if (weights.length != inputs * units || bias.length != units) {
            throw new IllegalArgumentException("dense layer of " + inputs + " inputs and " + units + " units with "
                    + weights.length + " weights and " + bias.length + " biases");
        }
    }
}
