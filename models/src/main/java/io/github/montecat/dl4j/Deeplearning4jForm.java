package io.github.montecat.dl4j;

import io.github.montecat.head.DensityHead;
import io.github.montecat.head.Head;
import io.github.montecat.network.ConvolutionArchitecture;
import io.github.montecat.network.DenseArchitecture;
import io.github.montecat.network.GruArchitecture;
import io.github.montecat.network.NetworkArchitecture;
import io.github.montecat.network.NetworkWeights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * An architecture as a network of Deeplearning4j: makes it, and moves weights between the two. Immutable and safe for
 * use by several threads; the networks that it makes are not.
 */
public abstract sealed class Deeplearning4jForm permits GruForm, DenseForm, ConvolutionForm {

    private final NetworkArchitecture architecture;

    Deeplearning4jForm(NetworkArchitecture architecture) {
        this.architecture = architecture;
    }

    /**
     * @param architecture an architecture
     * @return its form
     */
    public static Deeplearning4jForm of(NetworkArchitecture architecture) {
        if (architecture instanceof GruArchitecture gru) {
            return new GruForm(gru);
        }
        if (architecture instanceof DenseArchitecture dense) {
            return new DenseForm(dense);
        }
        return new ConvolutionForm((ConvolutionArchitecture) architecture);
    }

    /** Adds the layers of the network. */
    abstract void addLayers(NeuralNetConfiguration.ListBuilder list, long seed);

    /**
     * The arrays of weights of one layer with parameters, first layer to last, as views of the architecture's shapes.
     */
    abstract List<INDArray> views(MultiLayerNetwork network);

    /**
     * Makes the network with fresh weights. Weights start as in Keras: uniform after Glorot and Bengio 2010, recurrent
     * ones orthogonal, biases zero.
     *
     * @param updater how weights follow gradients, such as Adam
     * @param seed seed of the weights and of the masks in training
     * @param precision FLOAT, or DOUBLE for checking gradients
     * @return the network; input as {@link #input} makes it, output [batch, outputs], loss as the head needs it
     */
    public final MultiLayerNetwork create(IUpdater updater, long seed, DataType precision) {
        NeuralNetConfiguration.ListBuilder list = NetworkStart.list(updater, seed, precision);
        addLayers(list, seed);
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        return network;
    }

    /**
     * Makes the network with given weights.
     *
     * @param weights the weights
     * @param updater how weights follow gradients
     * @param seed seed of the masks in training
     * @return the network in single precision
     * @throws IllegalArgumentException if the weights are of another architecture
     */
    public final MultiLayerNetwork create(NetworkWeights weights, IUpdater updater, long seed) {
        weights.requireOf(architecture);
        MultiLayerNetwork network = create(updater, seed, DataType.FLOAT);
        named(network).forEach((name, view) -> HostArrays.put(weights.get(name), view));
        return network;
    }

    /**
     * Reads the weights of a network.
     *
     * @param network a network that this form has made, in single precision
     * @return its weights, copied
     */
    public final NetworkWeights weights(MultiLayerNetwork network) {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        named(network).forEach((name, view) -> arrays.put(name, HostArrays.floats(view)));
        return new NetworkWeights(architecture, arrays);
    }

    /**
     * Reads weights from Deeplearning4j's flat vector of parameters.
     *
     * @param parameters all parameters in Deeplearning4j's order
     * @return the weights
     * @throws IllegalArgumentException if their number is not that of the architecture
     */
    public final NetworkWeights weights(float[] parameters) {
        // Before the network is made: the architecture may come from a file.
        long expected = NetworkWeights.count(architecture);
        if (expected != parameters.length) {
            throw new IllegalArgumentException("the network has " + parameters.length + " parameters, the architecture "
                    + architecture + " needs " + expected);
        }
        MultiLayerNetwork network = create(new NoOp(), 0, DataType.FLOAT);
        network.setParams(Nd4j.create(parameters, new long[] {1, parameters.length}, 'c'));
        return weights(network);
    }

    private Map<String, INDArray> named(MultiLayerNetwork network) {
        Map<String, INDArray> named = new LinkedHashMap<>();
        List<INDArray> views = views(network);
        for (String name : architecture.weightShapes().keySet()) {
            named.put(name, views.get(named.size()));
        }
        return named;
    }

    /**
     * Lays spectra out as one batch.
     *
     * @param spectra {@link io.github.montecat.network.InputShape#size} numbers each
     * @return array of shape [spectra, {@link NetworkArchitecture#inputShape}] in single precision
     */
    public final INDArray input(List<float[]> spectra) {
        long[] one = architecture.inputShape();
        long[] shape = new long[one.length + 1];
        shape[0] = spectra.size();
        System.arraycopy(one, 0, shape, 1, one.length);
        int width = 1;
        for (long n : one) {
            width *= (int) n;
        }
        float[] all = new float[spectra.size() * width];
        for (int m = 0; m < spectra.size(); m++) {
            System.arraycopy(architecture.layOut(spectra.get(m)), 0, all, m * width, width);
        }
        return Nd4j.create(all, shape, 'c');
    }

    /** A new loss for the output layer, whose labels are what {@link Head#label} gives. */
    static ILossFunction loss(Head head) {
        return head instanceof DensityHead density
                ? new MixtureDensityLoss(density.parameters(), density.components()) : new LossMSE();
    }
}
