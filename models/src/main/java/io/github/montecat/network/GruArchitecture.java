package io.github.montecat.network;

import io.github.montecat.head.Head;
import io.github.montecat.kernel.GruSampler;
import io.github.montecat.kernel.GruWeights;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * The paper's recurrent network: GRU layers with dropout after each, the last state into a linear layer of one output
 * per parameter. The bins of a spectrum are its steps, or several bins at a time where {@code binsPerStep} is above 1,
 * which divides the cost by about that number; the last step is filled up with zeros (the mean, after standardisation). A
 * step holds its bins of each plane and then all extras, which so are the same at every step.
 *
 * <p>Source: Tutone et al. 2025, figure 2 and tables 2 and 5. Weights start as in Keras: uniform after Glorot and Bengio
 * 2010, recurrent ones orthogonal, biases zero.
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


    /** Checks that all sizes are positive and the rate is below 1. */
    public GruArchitecture {
        if (binsPerStep < 1 || layers < 1 || units < 1 || !(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("network of " + layers + " layers x " + units + " units, " + binsPerStep
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
    public MultiLayerNetwork create(IUpdater updater, long seed, DataType precision) {
        NeuralNetConfiguration.ListBuilder list = NetworkStart.list(updater, seed, precision);
        for (int l = 0; l < layers; l++) {
            Gru.Builder gru = new Gru.Builder()
                    .nIn(l == 0 ? stepWidth() : units)
                    .nOut(units)
                    .weightInitRecurrent(new OrthogonalInit())
                    .dataFormat(RNNFormat.NWC)
                    .returnSequences(l < layers - 1);
            if (l > 0 && dropout > 0) {
                gru.dropOut(new McDropout(dropout, (l - 1) * steps(), seed));
            }
            list.layer(gru.build());
        }
        OutputLayer.Builder output = new OutputLayer.Builder(head.loss())
                .nIn(units)
                .nOut(head.outputs())
                .activation(Activation.IDENTITY);
        if (dropout > 0) {
            output.dropOut(new McDropout(dropout, layers * steps() - 1, seed));
        }
        MultiLayerConfiguration conf = list.layer(output.build()).build();
        MultiLayerNetwork network = new MultiLayerNetwork(conf);
        network.init();
        return network;
    }

    @Override
    public float[] layOut(float[] spectrum) {
        return shape.sequence(spectrum, binsPerStep);
    }

    @Override
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
                    && g.layerConf().getNIn() == (l == 0 ? stepWidth() : units);
        }
        same = same && network.getLayer(layers).getParam("W").size(1) == head.outputs();
        if (!same) {
            throw new IllegalArgumentException("network is not of the architecture " + this);
        }
    }
}
