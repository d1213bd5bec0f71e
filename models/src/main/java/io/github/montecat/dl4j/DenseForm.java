package io.github.montecat.dl4j;

import io.github.montecat.head.Head;
import io.github.montecat.network.DenseArchitecture;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link DenseArchitecture}. */
final class DenseForm extends Deeplearning4jForm {

    private final DenseArchitecture dense;

    DenseForm(DenseArchitecture dense) {
        super(dense);
        this.dense = dense;
    }

    @Override
    void addLayers(NeuralNetConfiguration.ListBuilder list, long seed) {
        addStack(list, dense.shape().size(), dense.layers(), dense.units(), dense.dropout(), dense.head(), 0, seed);
    }

    /**
     * Adds fully connected layers and the output. Dropout after a layer is dropout of the next one's input, as
     * Deeplearning4j has it.
     *
     * @param list the network so far
     * @param sequence number of the mask after the first hidden layer, see {@link McDropout}
     * @param seed seed of the masks in training
     */
    static void addStack(NeuralNetConfiguration.ListBuilder list, int inputs, int layers, int units, double dropout,
            Head head, int sequence, long seed) {
        for (int l = 0; l < layers; l++) {
            DenseLayer.Builder dense = new DenseLayer.Builder().nIn(l == 0 ? inputs : units).nOut(units)
                    .activation(Activation.RELU);
            if (l > 0 && dropout > 0) {
                dense.dropOut(new McDropout(dropout, sequence + l - 1, seed));
            }
            list.layer(dense.build());
        }
        OutputLayer.Builder output = new OutputLayer.Builder(loss(head)).nIn(units).nOut(head.outputs())
                .activation(Activation.IDENTITY);
        if (dropout > 0) {
            output.dropOut(new McDropout(dropout, sequence + layers - 1, seed));
        }
        list.layer(output.build());
    }

    @Override
    List<INDArray> views(MultiLayerNetwork network) {
        return Stream.of(network.getLayers()).flatMap(DenseForm::views).toList();
    }

    static Stream<INDArray> views(Layer layer) {
        return Stream.of(layer.getParam("W"), layer.getParam("b"));
    }
}
