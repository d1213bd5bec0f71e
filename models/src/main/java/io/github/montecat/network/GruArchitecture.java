package io.github.montecat.network;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.head.Head;
import io.github.montecat.kernel.GruSampler;
import io.github.montecat.kernel.GruWeights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The paper's recurrent network: GRU layers with dropout after each, the last state into a linear layer of one output
 * per parameter. The bins of a spectrum are its steps, or several bins at a time where {@code binsPerStep} is above 1,
 * which divides the cost by about that number; the last step is filled up with zeros (the mean, after standardisation). A
 * step holds its bins of each plane and then all extras, which so are the same at every step.
 *
 * <p>Source: Tutone et al. 2025, figure 2 and tables 2 and 5.
 *
 * @param shape what it is given of a spectrum
 * @param binsPerStep bins per step; 1 in the paper
 * @param layers number of GRU layers; 4 in the paper
 * @param units units per layer; 100 for Model A and 200 for Model B in the paper
 * @param dropout rate of dropout; 0.10 and 0.05 in the paper
 * @param head what its outputs mean
 */
public record GruArchitecture(InputShape shape, int binsPerStep, int layers, int units, double dropout, Head head)
        implements NetworkArchitecture {

    /** Name in files and on the command line. */
    public static final String TYPE = "gru";

    private static final String OUTPUT_KERNEL = "output/kernel";
    private static final String OUTPUT_BIAS = "output/bias";

    /** Checks that all sizes are positive and the rate is below 1. */
    public GruArchitecture {
        if (binsPerStep < 1 || layers < 1 || units < 1 || !(dropout >= 0 && dropout < 1)) {
            throw new RefusedValueException("network of " + layers + " layers x " + units + " units, " + binsPerStep
                    + " bins per step, with dropout " + dropout + ": sizes must be positive and 0 <= dropout < 1");
        }
    }

    @Override
    public String type() {
        return TYPE;
    }

    /** @return number of steps of the sequence */
    public int steps() {
        return (shape.bins() + binsPerStep - 1) / binsPerStep;
    }

    /** @return numbers per step */
    public int stepWidth() {
        return binsPerStep * shape.planes() + shape.extras();
    }

    @Override
    public long[] inputShape() {
        return new long[] {steps(), stepWidth()};
    }

    @Override
    public float[] layOut(float[] spectrum) {
        return shape.sequence(spectrum, binsPerStep);
    }

    @Override
    public Map<String, int[]> weightShapes() {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        for (int l = 0; l < layers; l++) {
            shapes.put(kernel(l), new int[] {l == 0 ? stepWidth() : units, 3 * units});
            shapes.put(recurrent(l), new int[] {units, 3 * units});
            shapes.put(bias(l), new int[] {2, 3 * units});
        }
        shapes.put(OUTPUT_KERNEL, new int[] {units, head.outputs()});
        shapes.put(OUTPUT_BIAS, new int[] {head.outputs()});
        return shapes;
    }

    /** Name of the weights of a layer's input, see {@link GruWeights#kernel}. */
    private static String kernel(int layer) {
        return TYPE + layer + "/kernel";
    }

    /** Name of the weights of a layer's state, see {@link GruWeights#recurrent}. */
    private static String recurrent(int layer) {
        return TYPE + layer + "/recurrent";
    }

    /** Name of a layer's biases, see {@link GruWeights#bias}. */
    private static String bias(int layer) {
        return TYPE + layer + "/bias";
    }

    @Override
    public GruSampler sampler(NetworkWeights weights) {
        weights.requireOf(this);
        List<GruWeights> gru = new ArrayList<>();
        for (int l = 0; l < layers; l++) {
            gru.add(new GruWeights(l == 0 ? stepWidth() : units, units, weights.get(kernel(l)),
                    weights.get(recurrent(l)), weights.get(bias(l))));
        }
        return new GruSampler(gru, weights.get(OUTPUT_KERNEL), weights.get(OUTPUT_BIAS), steps(), dropout);
    }
}
