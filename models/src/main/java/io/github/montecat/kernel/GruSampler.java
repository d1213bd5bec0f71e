package io.github.montecat.kernel;

import io.github.montecat.random.DropoutMask;
import java.util.Arrays;
import java.util.List;

/**
 * Stochastic forward passes of a trained network of GRU layers and a linear output, in single precision: dropout after
 * each layer, the last state only into the output. The first layer sees the same input in every pass and runs once per
 * spectrum. Immutable and safe for use by several threads; a call needs about
 * {@code 4 passes (layers units + units + 6 units)} bytes of scratch.
 */
public final class GruSampler {

    private final FloatKernel kernel = FloatKernel.best();
    private final int units;
    private final int outputs;
    private final int steps;
    private final int stride;
    private final List<Layer> layers;
    private final float[] outputWeights;
    private final float[] outputBias;
    private final double dropout;
    private final GruNetwork network;

    private record Layer(int inputs, PackedMatrix kernel, PackedMatrix recurrent, float[] inputBias,
            float[] stateBias) {
    }

    /**
     * Packs a network.
     *
     * @param gru the GRU layers, first to last, all of the same number of units, reset after the recurrent product
     * @param outputWeights units x outputs, row-major; not copied
     * @param outputBias one number per output; not copied
     * @param steps length of the input sequence
     * @param dropout rate of dropout after each layer
     * @throws IllegalArgumentException if a layer resets before the recurrent product
     */
    public GruSampler(List<GruWeights> gru, float[] outputWeights, float[] outputBias, int steps, double dropout) {
        for (int l = 0; l < gru.size(); l++) {
            if (!gru.get(l).resetAfter()) {
                throw new IllegalArgumentException("GRU layer " + l + " resets before the recurrent product; the fused "
                        + "sampler runs layers that reset after it (resetAfter = true). Sample such a network "
                        + "through Deeplearning4j, or train it with resetAfter");
            }
        }
        this.units = gru.get(0).units();
        this.outputs = outputBias.length;
        this.steps = steps;
        this.dropout = dropout;
        this.outputWeights = outputWeights;
        this.outputBias = outputBias;
        this.network = new GruNetwork(List.copyOf(gru), outputWeights, outputBias, steps, dropout);
        int width = kernel.panelWidth();
        stride = PackedMatrix.padded(3 * units, width);
        layers = gru.stream().map(w -> new Layer(w.inputs(),
                PackedMatrix.of(w.kernel(), w.inputs(), 3 * units, width),
                PackedMatrix.of(w.recurrent(), units, 3 * units, width),
                Arrays.copyOf(Arrays.copyOf(w.bias(), 3 * units), stride),
                Arrays.copyOf(Arrays.copyOfRange(w.bias(), 3 * units, 6 * units), stride))).toList();
    }

    /** @return the arithmetic that is used, for messages */
    public static String kernel() {
        return FloatKernel.best().name();
    }

    /** @return numbers per pass */
    public int outputs() {
        return outputs;
    }

    /** @return the network as it was given, for engines that do their own arithmetic */
    public GruNetwork network() {
        return network;
    }

    /**
     * Runs the first layer.
     *
     * @param input steps x inputs numbers
     * @return its states, steps x units, to be handed to {@link #sample}
     */
    public float[] firstLayer(float[] input) {
        Layer layer = layers.get(0);
        if (input.length != steps * layer.inputs) {
            throw new IllegalArgumentException("network input has " + input.length + " numbers, expected " + steps
                    + " steps x " + layer.inputs);
        }
        float[] gx = new float[steps * stride];
        float[] gh = new float[stride];
        float[] h = new float[units];
        float[] sequence = new float[steps * units];
        kernel.multiply(input, 0, layer.inputs, steps, layer.kernel, layer.inputBias, gx, 0, stride);
        for (int t = 0; t < steps; t++) {
            kernel.multiply(h, 0, units, 1, layer.recurrent, layer.stateBias, gh, 0, stride);
            kernel.gates(gx, t * stride, stride, gh, stride, h, 1, units);
            System.arraycopy(h, 0, sequence, t * units, units);
        }
        return sequence;
    }

    /**
     * Runs stochastic passes over the states of the first layer.
     *
     * @param sequence what {@link #firstLayer} gave
     * @param seed seed of the masks
     * @param row number of the spectrum
     * @param firstPass number of the first pass
     * @param passes number of passes
     * @return passes x outputs numbers
     */
    public float[] sample(float[] sequence, long seed, long row, int firstPass, int passes) {
        DropoutMask mask = new DropoutMask(dropout);
        float[] masks = new float[units];
        float[] x = new float[passes * units];
        float[] gx = new float[passes * stride];
        float[] gh = new float[passes * stride];
        float[][] h = new float[layers.size()][passes * units];
        for (int t = 0; t < steps; t++) {
            for (int l = 1; l < layers.size(); l++) {
                Layer layer = layers.get(l);
                for (int m = 0; m < passes; m++) {
                    mask.fill(seed, row, firstPass + m, (l - 1) * steps + t, masks, 0, units);
                    if (l == 1) {
                        kernel.product(sequence, t * units, masks, 0, x, m * units, units);
                    } else {
                        kernel.product(h[l - 1], m * units, masks, 0, x, m * units, units);
                    }
                }
                kernel.multiply(x, 0, units, passes, layer.kernel, layer.inputBias, gx, 0, stride);
                kernel.multiply(h[l], 0, units, passes, layer.recurrent, layer.stateBias, gh, 0, stride);
                kernel.gates(gx, 0, stride, gh, stride, h[l], passes, units);
            }
        }
        float[] out = new float[passes * outputs];
        int last = layers.size() - 1;
        for (int m = 0; m < passes; m++) {
            mask.fill(seed, row, firstPass + m, last * steps + steps - 1, masks, 0, units);
            for (int k = 0; k < outputs; k++) {
                float s = outputBias[k];
                for (int j = 0; j < units; j++) {
                    float state = last == 0 ? sequence[(steps - 1) * units + j] : h[last][m * units + j];
                    s += state * masks[j] * outputWeights[j * outputs + k];
                }
                out[m * outputs + k] = s;
            }
        }
        return out;
    }
}
