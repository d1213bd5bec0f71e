package io.github.montecat.network;

import io.github.montecat.head.Head;
import io.github.montecat.kernel.DenseSampler;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The paper's ANN: fully connected layers of rectified units with dropout after each, and a linear layer of the head's
 * outputs. It sees all bins, planes and extras of a spectrum at once.
 *
 * <p>Source: Tutone et al. 2025, figure 2 and tables 2 and 5. The paper does not name the units' activation; rectified
 * ones are what such networks usually have.
 *
 * @param shape what it is given of a spectrum
 * @param layers number of hidden layers; 4 in the paper
 * @param units units per hidden layer; 100 for Model A and 200 for Model B in the paper
 * @param dropout rate of dropout; 0.10 and 0.05 in the paper
 * @param head what its outputs mean
 */
public record DenseArchitecture(InputShape shape, int layers, int units, double dropout, Head head)
        implements NetworkArchitecture {

    /** Name in files and on the command line. */
    public static final String TYPE = "ann";

    /** Checks that all sizes are positive and the rate is below 1. */
    public DenseArchitecture {
        new DenseStack(shape.size(), layers, units, dropout, head);
    }

    private DenseStack stack() {
        return new DenseStack(shape.size(), layers, units, dropout, head);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public long[] inputShape() {
        return new long[] {shape.size()};
    }

    @Override
    public float[] layOut(float[] spectrum) {
        shape.require(spectrum);
        return spectrum.clone();
    }

    @Override
    public Map<String, int[]> weightShapes() {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        stack().addShapes(shapes);
        return shapes;
    }

    @Override
    public DenseSampler sampler(NetworkWeights weights) {
        weights.requireOf(this);
        return new DenseSampler(stack().weights(weights), dropout);
    }
}
