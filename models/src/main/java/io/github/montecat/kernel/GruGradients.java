package io.github.montecat.kernel;

/**
 * Gradients of the loss with respect to the weights of one GRU layer, in the layout of {@link GruWeights}.
 *
 * @param kernel inputs x 3 units
 * @param recurrent units x 3 units
 * @param bias 2 x 3 units
 * @param input gradients of the input, rows x steps x inputs
 */
public record GruGradients(float[] kernel, float[] recurrent, float[] bias, float[] input) {
}
