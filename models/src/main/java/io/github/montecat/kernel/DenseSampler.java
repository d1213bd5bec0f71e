package io.github.montecat.kernel;

import java.util.List;

/**
 * Stochastic forward passes of a network of fully connected layers: rectified units, dropout after each hidden layer, a
 * linear output. The first layer sees the same input in every pass and runs once per spectrum. Immutable and safe for use
 * by several threads; a call needs about {@code 12 passes units} bytes of scratch.
 */
public final class DenseSampler implements PassSampler {

    private final DenseLayers layers;
    private final double dropout;

    /**
     * Packs a network.
     *
     * @param layers hidden layers, first to last, at least one, all of the same number of units, and the output
     * @param dropout rate of dropout after each hidden layer
     * @throws IllegalArgumentException if layers do not fit each other
     */
    public DenseSampler(List<DenseWeights> layers, double dropout) {
        this.layers = new DenseLayers(layers, dropout);
        this.dropout = dropout;
    }

    @Override
    public int outputs() {
        return layers.outputs();
    }

    /**
     * Runs the first layer's product.
     *
     * @param input the network's input
     * @return its products
     */
    @Override
    public float[] prepare(float[] input) {
        if (input.length != layers.inputs()) {
            throw new IllegalArgumentException("network input has " + input.length + " numbers, expected "
                    + layers.inputs());
        }
        return layers.products(0, input, 1);
    }

    @Override
    public float[] sample(float[] products, long seed, long row, int firstPass, int passes) {
        PassRange range = new PassRange(seed, row, firstPass, passes);
        RectifiedDropout drop = new RectifiedDropout(range, dropout, layers.units());
        float[] x = new float[passes * layers.units()];
        for (int m = 0; m < passes; m++) {
            drop.apply(m, 0, products, 0, x, m * layers.units());
        }
        return layers.run(1, 1, x, range);
    }
}
