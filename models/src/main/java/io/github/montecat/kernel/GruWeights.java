package io.github.montecat.kernel;

/**
 * The weights of one GRU layer, as plain row-major arrays. The columns of every array are the gates one after another:
 * reset, update, candidate. With input x and state h:
 *
 * <pre>
 * r  = sigmoid(x Wr + h Rr + br + cr)
 * u  = sigmoid(x Wu + h Ru + bu + cu)
 * c  = tanh(x Wc + bc + r (h Rc + cc))
 * h' = u h + (1 - u) c
 * </pre>
 *
 * <p>This is the form of cuDNN and of Keras with {@code reset_after=True}, whose columns are ordered update, reset,
 * candidate. In the original of Cho et al. 2014, Keras's {@code reset_after=False}, the reset gate acts on the state
 * before the product:
 *
 * <pre>
 * c  = tanh(x Wc + bc + (r h) Rc + cc)
 * </pre>
 *
 * <p>There only the sum of the two biases matters; both are kept, as in ONNX, so that the layout is the same.
 *
 * @param inputs width of the input
 * @param units number of units
 * @param kernel W, inputs x 3 units
 * @param recurrent R, units x 3 units
 * @param bias b followed by c, 2 x 3 units
 * @param resetAfter whether the reset gate acts after the recurrent product (the first form) or before it
 */
public record GruWeights(int inputs, int units, float[] kernel, float[] recurrent, float[] bias, boolean resetAfter) {

    /** Checks the lengths; the arrays are not copied. */
    public GruWeights {
        if (inputs < 1 || units < 1 || kernel.length != inputs * 3 * units || recurrent.length != 3 * units * units
                || bias.length != 6 * units) {
            throw new IllegalArgumentException("GRU layer of " + inputs + " inputs and " + units + " units has "
                    + kernel.length + " kernel, " + recurrent.length + " recurrent weights and " + bias.length
                    + " biases; expected " + inputs * 3 * units + ", " + 3 * units * units + " and " + 6 * units);
        }
    }

    /**
     * Weights of a layer whose reset gate acts after the recurrent product.
     *
     * @param inputs width of the input
     * @param units number of units
     * @param kernel W, inputs x 3 units
     * @param recurrent R, units x 3 units
     * @param bias b followed by c, 2 x 3 units
     */
    public GruWeights(int inputs, int units, float[] kernel, float[] recurrent, float[] bias) {
        this(inputs, units, kernel, recurrent, bias, true);
    }
}
