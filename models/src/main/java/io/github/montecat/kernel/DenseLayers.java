package io.github.montecat.kernel;

import java.util.Arrays;
import java.util.List;

/**
 * Fully connected layers at the end of a network: rectified units with dropout after each layer, and a linear output.
 * Immutable and safe for use by several threads.
 */
final class DenseLayers {

    private final FloatKernel kernel = FloatKernel.best();
    private final List<Layer> layers;
    private final double dropout;

    private record Layer(PackedMatrix weights, float[] bias) {

        int stride() {
            return bias.length;
        }
    }

    /**
     * @param weights hidden layers, first to last, all of the same number of units, and the output
     * @param dropout rate of dropout after each hidden layer
     * @throws IllegalArgumentException if layers do not fit each other
     */
    DenseLayers(List<DenseWeights> weights, double dropout) {
        for (int l = 1; l < weights.size(); l++) {
            if (weights.get(l).inputs() != weights.get(0).units()
                    || l < weights.size() - 1 && weights.get(l).units() != weights.get(0).units()) {
                throw new IllegalArgumentException("dense layer " + l + " has " + weights.get(l).inputs()
                        + " inputs and " + weights.get(l).units() + " units after layers of " + weights.get(0).units()
                        + " units; hidden layers must be equally wide");
            }
        }
        this.dropout = dropout;
        int width = kernel.panelWidth();
        layers = weights.stream().map(w -> new Layer(PackedMatrix.of(w.weights(), w.inputs(), w.units(), width),
                Arrays.copyOf(w.bias(), PackedMatrix.padded(w.units(), width)))).toList();
    }

    int inputs() {
        return layers.get(0).weights.rows;
    }

    /** Units of each hidden layer. */
    int units() {
        return layers.get(0).weights.columns;
    }

    int outputs() {
        return layers.get(layers.size() - 1).weights.columns;
    }

    /**
     * Products of one layer, before anything is done to them.
     *
     * @param x rows x inputs of that layer
     * @return rows x {@link #stride}
     */
    float[] products(int layer, float[] x, int rows) {
        Layer l = layers.get(layer);
        float[] z = new float[rows * l.stride()];
        kernel.multiply(x, 0, l.weights.rows, rows, l.weights, l.bias, z, 0, l.stride());
        return z;
    }

    /** Distance of the rows of a layer's products. */
    int stride(int layer) {
        return layers.get(layer).stride();
    }

    /**
     * Runs the layers from one on.
     *
     * @param first the first layer to run
     * @param sequence number of the mask after that layer
     * @param x passes x inputs of that layer, dropout done
     * @return passes x outputs
     */
    float[] run(int first, int sequence, float[] x, PassRange passes) {
        RectifiedDropout drop = new RectifiedDropout(passes, dropout, units());
        float[] seen = x;
        int last = layers.size() - 1;
        for (int l = first; l < last; l++) {
            float[] z = products(l, seen, passes.count());
            seen = new float[passes.count() * units()];
            for (int m = 0; m < passes.count(); m++) {
                drop.apply(m, sequence + l - first, z, m * stride(l), seen, m * units());
            }
        }
        float[] z = products(last, seen, passes.count());
        float[] out = new float[passes.count() * outputs()];
        for (int m = 0; m < passes.count(); m++) {
            System.arraycopy(z, m * stride(last), out, m * outputs(), outputs());
        }
        return out;
    }
}
