package io.github.montecat.kernel;

/**
 * Forward pass and backpropagation through time of one GRU layer over a batch, in single precision. One object serves
 * one layer of one network: it keeps what the forward pass left for the backward pass, and is not safe for use by
 * several threads.
 */
public sealed interface GruPasses permits GruTrainer, ResetBeforeGru {

    /**
     * @param resetAfter whether the reset gate acts after the recurrent product or before it, see {@link GruWeights}
     * @return what runs such a layer
     */
    static GruPasses of(boolean resetAfter) {
        return resetAfter ? new GruTrainer() : new ResetBeforeGru();
    }

    /**
     * Runs the layer.
     *
     * @param layer the weights
     * @param x input, rows x steps x inputs; kept for the backward pass
     * @param rowCount number of rows
     * @param stepCount number of steps
     * @return states after each step, rows x steps x units
     * @throws IllegalArgumentException if the weights are of the other form
     */
    float[] forward(GruWeights layer, float[] x, int rowCount, int stepCount);

    /**
     * Runs the layer backward, after {@link #forward}.
     *
     * @param dOut gradients of the loss with respect to the states, rows x steps x units; or rows x units if only the
     *        last state was used
     * @return all gradients
     * @throws IllegalStateException if there was no forward pass
     */
    GruGradients backward(float[] dOut);
}
