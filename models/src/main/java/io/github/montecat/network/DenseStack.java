package io.github.montecat.network;

import io.github.montecat.head.Head;
import io.github.montecat.kernel.DenseWeights;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;

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

    /** Checks that all sizes are positive and the rate is below 1. */
    DenseStack {
        if (inputs < 1 || layers < 1 || units < 1 || !(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("network of " + layers + " layers x " + units + " units on " + inputs
                    + " inputs, with dropout " + dropout + ": sizes must be positive and 0 <= dropout < 1");
        }
    }

    /**
     * Adds the layers. Dropout after a layer is dropout of the next one's input, Deeplearning4j's way.
     *
     * @param list the network so far
     * @param sequence number of the mask after the first hidden layer, see {@link McDropout}
     * @param seed seed of the masks in training
     */
    void addTo(NeuralNetConfiguration.ListBuilder list, int sequence, long seed) {
        for (int l = 0; l < layers; l++) {
            DenseLayer.Builder dense = new DenseLayer.Builder().nIn(l == 0 ? inputs : units).nOut(units)
                    .activation(Activation.RELU);
            if (l > 0 && dropout > 0) {
                dense.dropOut(new McDropout(dropout, sequence + l - 1, seed));
            }
            list.layer(dense.build());
        }
        OutputLayer.Builder output = new OutputLayer.Builder(head.loss()).nIn(units).nOut(head.outputs())
                .activation(Activation.IDENTITY);
        if (dropout > 0) {
            output.dropOut(new McDropout(dropout, sequence + layers - 1, seed));
        }
        list.layer(output.build());
    }

    /**
     * Reads the weights of a trained network's last layers.
     *
     * @param trained those layers
     * @return hidden layers and output
     * @throws IllegalArgumentException if they are others than {@link #addTo} makes
     */
    List<DenseWeights> weights(List<Layer> trained) {
        boolean same = trained.size() == layers + 1;
        List<DenseWeights> weights = new ArrayList<>();
        for (int l = 0; same && l <= layers; l++) {
            int in = l == 0 ? inputs : units;
            int out = l < layers ? units : head.outputs();
            IActivation activation = (l < layers ? Activation.RELU : Activation.IDENTITY).getActivationFunction();
            same = trained.get(l).conf().getLayer() instanceof FeedForwardLayer f && f.getNIn() == in
                    && f.getNOut() == out && f.getActivationFn().equals(activation);
            if (same) {
                weights.add(new DenseWeights(in, out, HostArrays.floats(trained.get(l).getParam("W")),
                        HostArrays.floats(trained.get(l).getParam("b"))));
            }
        }
        if (!same) {
            throw new IllegalArgumentException("network does not end in " + this);
        }
        return weights;
    }
}
