package io.github.montecat.network;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.head.Head;
import io.github.montecat.kernel.DenseWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The fully connected end of a network: hidden layers of rectified units with dropout after each, and a linear output.
 *
 * @param inputs width of its input
 * @param layers number of hidden layers
 * @param units units per hidden layer
 * @param dropout rate of dropout
 * @param head what the outputs mean
 */
record DenseStack(int inputs, int layers, int units, double dropout, Head head) {

    static final String KERNEL = "/kernel";
    static final String BIAS = "/bias";

    /** Checks that all sizes are positive and the rate is below 1. */
    DenseStack {
        if (inputs < 1 || layers < 1 || units < 1 || !(dropout >= 0 && dropout < 1)) {
            throw new RefusedValueException("network of " + layers + " layers x " + units + " units on " + inputs
                    + " inputs, with dropout " + dropout + ": sizes must be positive and 0 <= dropout < 1");
        }
    }

    /** Adds the shapes of the layers' weights, first to last. */
    void addShapes(Map<String, int[]> shapes) {
        for (int l = 0; l <= layers; l++) {
            int out = l < layers ? units : head.outputs();
            shapes.put(name(l) + KERNEL, new int[] {l == 0 ? inputs : units, out});
            shapes.put(name(l) + BIAS, new int[] {out});
        }
    }

    private String name(int layer) {
        return layer < layers ? "dense" + layer : "output";
    }

    /**
     * Picks these layers' weights.
     *
     * @param weights weights that {@link NetworkWeights#requireOf} has checked
     * @return hidden layers and output
     */
    List<DenseWeights> weights(NetworkWeights weights) {
        List<DenseWeights> list = new ArrayList<>();
        for (int l = 0; l <= layers; l++) {
            list.add(new DenseWeights(l == 0 ? inputs : units, l < layers ? units : head.outputs(),
                    weights.get(name(l) + KERNEL), weights.get(name(l) + BIAS)));
        }
        return list;
    }
}
