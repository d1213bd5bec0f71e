package io.github.montecat.kernel;

import io.github.montecat.random.DropoutMask;
import java.util.Arrays;
import java.util.List;

/**
 * Stochastic forward passes of a trained network of GRU layers and a linear output, in single precision: dropout after
 * each layer, the last state only into the output. The first layer sees the same input in every pass and runs once per
 * spectrum. Immutable and safe for use by several threads.
 *
 * <p>The second layer sees the first layer's states x(t), less what a mask drops. Where few units are dropped, its
 * product with the whole of x(t) is taken once per spectrum, and a pass only subtracts the rows of dropped units:
 *
 * <pre>
 * (m x(t)) W = k x(t) W - sum of k x(t)[j] W[j] over the units j that m drops,   k = 1 / (1 - dropout)
 * </pre>
 *
 * <p>That costs dropout x units rows instead of units, each about {@value #ROW_COST} times as dear as in a blocked
 * product.
 *
 * <p>Passes that drop no unit are the same pass, which is run once per spectrum. At a rate of 1e-4, which networks with
 * a density have, they are nine of ten.
 *
 * <p>Memory: 4 steps (4 units + padding) bytes per prepared spectrum, and for a call of {@link #sample}
 * {@code 4 passes (layers + 9) units} bytes, padding aside.
 */
public final class GruSampler implements PassSampler {

    /** What subtracting a row costs, in rows of a blocked product; measured, see docs/benchmarks.md. */
    private static final int ROW_COST = 5;

    /** Units that a pass may drop on average for passes that drop none to be looked for; a third of them do then. */
    private static final int MOST_DROPPED = 1;

    private final FloatKernel kernel;
    private final GruNetwork network;
    private final List<PackedGru> layers;
    private final boolean subtracts;
    /** Whether the pass that drops no unit is run beforehand. */
    private final boolean shares;

    /**
     * Packs a network.
     *
     * @param gru the GRU layers, first to last, all of the same number of units
     * @param outputWeights units x outputs, row-major; not copied
     * @param outputBias one number per output; not copied
     * @param steps length of the input sequence
     * @param dropout rate of dropout after each layer
     */
    public GruSampler(List<GruWeights> gru, float[] outputWeights, float[] outputBias, int steps, double dropout) {
        this(new GruNetwork(gru, outputWeights, outputBias, steps, dropout));
    }

    /**
     * Packs a network.
     *
     * @param network the weights
     */
    public GruSampler(GruNetwork network) {
        this(network, FloatKernel.best(), ROW_COST * network.dropout() < 1,
                network.dropout() * network.units() * masks(network) <= MOST_DROPPED);
    }

    /**
     * Packs a network for a certain arithmetic.
     *
     * @param subtracts whether the second layer's product is taken once and corrected, or taken in every pass
     * @param shares whether the pass that drops no unit is run once, or each time that it occurs
     */
    GruSampler(GruNetwork network, FloatKernel kernel, boolean subtracts, boolean shares) {
        this.kernel = kernel;
        this.network = network;
        this.subtracts = subtracts && network.layers().size() > 1;
        this.shares = shares;
        layers = network.layers().stream().map(w -> new PackedGru(kernel, w)).toList();
    }

    /** @return the arithmetic that is used, for messages */
    public static String kernel() {
        return FloatKernel.best().name();
    }

    /** @return the weights */
    public GruNetwork network() {
        return network;
    }

    @Override
    public int outputs() {
        return network.outputs();
    }

    /**
     * Runs the first layer and, where it is corrected later, the second layer's product with all of its states; and,
     * where many passes drop no unit, such a pass.
     *
     * @param input steps x inputs numbers
     * @return the first layer's states, steps x units; then that product, steps x padded gates; then that pass's
     *         outputs
     */
    @Override
    public float[] prepare(float[] input) {
        int units = network.units();
        int steps = network.steps();
        PackedGru first = layers.get(0);
        if (input.length != steps * first.inputs()) {
            throw new IllegalArgumentException("network input has " + input.length + " numbers, expected " + steps
                    + " steps x " + first.inputs());
        }
        int stride = first.inputStride();
        float[] gx = new float[steps * stride];
        float[] gh = new float[first.stateStride()];
        float[] h = new float[units];
        float[] prepared = new float[steps * (units + (subtracts ? stride : 0)) + (shares ? network.outputs() : 0)];
        first.inputGates(input, steps, gx);
        for (int t = 0; t < steps; t++) {
            first.advance(gx, t * stride, gh, h, 1);
            System.arraycopy(h, 0, prepared, t * units, units);
        }
        if (subtracts) {
            layers.get(1).inputGates(scaled(prepared, 0, steps * units), steps, gx);
            System.arraycopy(gx, 0, prepared, steps * units, steps * stride);
        }
        if (shares) {
            System.arraycopy(run(prepared, 1, Dropped.NONE), 0, prepared, prepared.length - network.outputs(),
                    network.outputs());
        }
        return prepared;
    }

    /** Some states as survivors of dropout see them. */
    private float[] scaled(float[] states, int from, int n) {
        float scale = new DropoutMask(network.dropout()).scale();
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = scale * states[from + i];
        }
        return x;
    }

    @Override
    public float[] sample(float[] prepared, long seed, long row, int firstPass, int passes) {
        DropoutMask mask = new DropoutMask(network.dropout());
        int outputs = network.outputs();
        float[] all = new float[passes * outputs];
        int[] numbers = new int[passes];
        int different = 0;
        for (int m = 0; m < passes; m++) {
            if (shares && !dropsAny(mask, seed, row, firstPass + m)) {
                System.arraycopy(prepared, prepared.length - outputs, all, m * outputs, outputs);
            } else {
                numbers[different++] = firstPass + m;
            }
        }
        float[] drawn = run(prepared, different, (m, sequence, list, offset) ->
                mask.dropped(seed, row, numbers[m], sequence, list, offset, network.units()));
        for (int i = 0; i < different; i++) {
            System.arraycopy(drawn, i * outputs, all, (numbers[i] - firstPass) * outputs, outputs);
        }
        return all;
    }

    /** Masks of a pass that matter: after all layers but the last at each step, and after the last one's last step. */
    private static int masks(GruNetwork network) {
        return (network.layers().size() - 1) * network.steps() + 1;
    }

    private boolean dropsAny(DropoutMask mask, long seed, long row, int pass) {
        int last = layers.size() * network.steps() - 1;
        return layers.size() > 1 && mask.dropsAny(seed, row, pass, 0, masks(network) - 1, network.units())
                || mask.dropsAny(seed, row, pass, last, 1, network.units());
    }

    /** What the passes of a call drop. */
    @FunctionalInterface
    private interface Dropped {

        /** No unit in any pass. */
        Dropped NONE = (m, sequence, list, offset) -> 0;

        /** Lists the units that pass m of the call drops at a step of a layer, and tells how many they are. */
        int list(int m, int sequence, int[] list, int offset);
    }

    private float[] run(float[] prepared, int passes, Dropped masks) {
        int units = network.units();
        int steps = network.steps();
        int stride = layers.get(0).inputStride();
        float[] survivors = new float[units];
        Arrays.fill(survivors, new DropoutMask(network.dropout()).scale());
        float[] x = new float[passes * units];
        float[] gx = new float[passes * stride];
        float[] gh = new float[passes * layers.get(0).stateStride()];
        float[][] h = new float[layers.size()][passes * units];
        int[] dropped = new int[passes * units];
        int[] counts = new int[passes];
        for (int t = 0; t < steps; t++) {
            for (int l = 1; l < layers.size(); l++) {
                int sequence = (l - 1) * steps + t;
                for (int m = 0; m < passes; m++) {
                    counts[m] = masks.list(m, sequence, dropped, m * units);
                }
                if (l == 1 && subtracts) {
                    layers.get(1).inputGatesWithout(prepared, steps * units + t * stride,
                            scaled(prepared, t * units, units), dropped, counts, passes, gx);
                } else {
                    for (int m = 0; m < passes; m++) {
                        kernel.product(l == 1 ? prepared : h[l - 1], l == 1 ? t * units : m * units, survivors, 0, x,
                                m * units, units);
                        for (int i = m * units; i < m * units + counts[m]; i++) {
                            x[m * units + dropped[i]] = 0;
                        }
                    }
                    layers.get(l).inputGates(x, passes, gx);
                }
                layers.get(l).advance(gx, 0, gh, h[l], passes);
            }
        }
        return output(prepared, h[layers.size() - 1], passes, masks);
    }

    private float[] output(float[] prepared, float[] last, int passes, Dropped masks) {
        int units = network.units();
        int outputs = network.outputs();
        int steps = network.steps();
        float scale = new DropoutMask(network.dropout()).scale();
        float[] factors = new float[units];
        int[] dropped = new int[units];
        float[] out = new float[passes * outputs];
        for (int m = 0; m < passes; m++) {
            Arrays.fill(factors, scale);
            int n = masks.list(m, layers.size() * steps - 1, dropped, 0);
            for (int i = 0; i < n; i++) {
                factors[dropped[i]] = 0;
            }
            int at = m * outputs;
            System.arraycopy(network.outputBias(), 0, out, at, outputs);
            for (int j = 0; j < units; j++) {
                float state = layers.size() == 1 ? prepared[(steps - 1) * units + j] : last[m * units + j];
                addRow(state * factors[j], network.outputWeights(), j * outputs, out, at, outputs);
            }
        }
        return out;
    }

    /** A loop of its own, which HotSpot turns into vectors; each output keeps the order of its sum. */
    private static void addRow(float factor, float[] weights, int from, float[] out, int at, int n) {
        for (int k = 0; k < n; k++) {
            out[at + k] += factor * weights[from + k];
        }
    }
}
