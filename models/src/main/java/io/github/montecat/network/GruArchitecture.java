package io.github.montecat.network;

import io.github.montecat.kernel.GruSampler;
import io.github.montecat.kernel.GruWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * The paper's recurrent network: GRU layers with dropout after each, the last state into a linear layer of one output
 * per parameter. The bins of a spectrum are its steps, or several bins at a time where {@code binsPerStep} is above 1,
 * which divides the cost by about that number; the last step is filled up with zeros (the mean, after standardisation).
 *
 * <p>Source: Tutone et al. 2025, figure 2 and tables 2 and 5. Weights start as in Keras: uniform after Glorot and Bengio
 * 2010, recurrent ones orthogonal, biases zero.
 *
 * @param bins number of bins of a spectrum
 * @param binsPerStep bins per step; 1 in the paper
 * @param layers number of GRU layers; 4 in the paper
 * @param units units per layer; 100 for Model A and 200 for Model B in the paper
 * @param dropout rate of dropout; 0.10 and 0.05 in the paper
 * @param outputs number of parameters
 */
public record GruArchitecture(int bins, int binsPerStep, int layers, int units, double dropout, int outputs) {

    /** Checks that all sizes are positive and the rate is below 1. */
    public GruArchitecture {
        if (bins < 1 || binsPerStep < 1 || layers < 1 || units < 1 || outputs < 1 || !(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("network of " + layers + " layers x " + units + " units for " + bins
                    + " bins, " + binsPerStep + " per step, and " + outputs + " outputs with dropout " + dropout
                    + ": sizes must be positive and 0 <= dropout < 1");
        }
    }

    /** @return number of steps of the sequence */
    public int steps() {
        return (bins + binsPerStep - 1) / binsPerStep;
    }

    /**
     * Makes the network with fresh weights.
     *
     * @param updater how weights follow gradients, such as Adam
     * @param seed seed of the weights and of the masks in training
     * @param precision FLOAT, or DOUBLE for checking gradients
     * @return the network; input [batch, steps, binsPerStep], output [batch, outputs], loss mean squared error
     */
    public MultiLayerNetwork create(IUpdater updater, long seed, DataType precision) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .dataType(precision)
                .updater(updater)
                .weightInit(WeightInit.XAVIER_UNIFORM)
                .list();
        for (int l = 0; l < layers; l++) {
            Gru.Builder gru = new Gru.Builder()
                    .nIn(l == 0 ? binsPerStep : units)
                    .nOut(units)
                    .weightInitRecurrent(new OrthogonalInit())
                    .dataFormat(RNNFormat.NWC)
                    .returnSequences(l < layers - 1);
            if (l > 0 && dropout > 0) {
                gru.dropOut(new McDropout(dropout, (l - 1) * steps(), seed));
            }
            list.layer(gru.build());
        }
        OutputLayer.Builder output = new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                .nIn(units)
                .nOut(outputs)
                .activation(Activation.IDENTITY);
        if (dropout > 0) {
            output.dropOut(new McDropout(dropout, layers * steps() - 1, seed));
        }
        MultiLayerConfiguration conf = list.layer(output.build()).build();
        MultiLayerNetwork network = new MultiLayerNetwork(conf);
        network.init();
        return network;
    }

    /**
     * Lays spectra out as the network's input.
     *
     * @param spectra one standardised spectrum of {@link #bins} numbers each
     * @return array of shape [spectra, steps, binsPerStep] in single precision
     */
    public INDArray input(List<float[]> spectra) {
        int width = steps() * binsPerStep;
        float[] all = new float[spectra.size() * width];
        for (int m = 0; m < spectra.size(); m++) {
            System.arraycopy(sequence(spectra.get(m)), 0, all, m * width, width);
        }
        return Nd4j.create(all, new long[] {spectra.size(), steps(), binsPerStep}, 'c');
    }

    /**
     * Lays one spectrum out as a sequence.
     *
     * @param spectrum {@link #bins} numbers
     * @return steps x binsPerStep numbers
     * @throws IllegalArgumentException if the number of bins is wrong
     */
    public float[] sequence(float[] spectrum) {
        if (spectrum.length != bins) {
            throw new IllegalArgumentException("spectrum has " + spectrum.length + " bins, the network expects "
                    + bins);
        }
        return Arrays.copyOf(spectrum, steps() * binsPerStep);
    }

    /**
     * Reads the weights of a trained network into the fused sampler.
     *
     * @param network a network of this architecture
     * @return the sampler
     * @throws IllegalArgumentException if the network is of another architecture
     */
    public GruSampler sampler(MultiLayerNetwork network) {
        requireSame(network);
        List<GruWeights> gru = new ArrayList<>();
        for (int l = 0; l < layers; l++) {
            gru.add(((GruLayer) network.getLayer(l)).weights());
        }
        return new GruSampler(gru, HostArrays.floats(network.getLayer(layers).getParam("W")),
                HostArrays.floats(network.getLayer(layers).getParam("b")), steps(), dropout);
    }

    private void requireSame(MultiLayerNetwork network) {
        boolean same = network.getnLayers() == layers + 1;
        for (int l = 0; same && l < layers; l++) {
            same = network.getLayer(l) instanceof GruLayer g && g.layerConf().getNOut() == units
                    && g.layerConf().getNIn() == (l == 0 ? binsPerStep : units);
        }
        same = same && network.getLayer(layers).getParam("W").size(1) == outputs;
        if (!same) {
            throw new IllegalArgumentException("network is not of the architecture " + this);
        }
    }
}
