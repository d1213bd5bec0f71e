package io.github.montecat.dl4j;

import io.github.montecat.network.ConvolutionArchitecture;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A {@link ConvolutionArchitecture}. Its convolutions are two-dimensional here, with bins as height and a width of 1,
 * since Deeplearning4j's one-dimensional ones cannot be flattened into a dense layer. Dropout after a convolution is a
 * layer of its own: as dropout of the next one's input it fails in this format (a mask [bins, 1, channels] meets
 * gradients [channels, bins, 1]), and one-dimensional convolutions leave it out of the backward pass.
 */
final class ConvolutionForm extends Deeplearning4jForm {

    private final ConvolutionArchitecture cnn;

    ConvolutionForm(ConvolutionArchitecture cnn) {
        super(cnn);
        this.cnn = cnn;
    }

    @Override
    void addLayers(NeuralNetConfiguration.ListBuilder list, long seed) {
        int bins = cnn.shape().bins();
        int before = 0;
        for (int c = 0; c < ConvolutionArchitecture.CONVOLUTIONS; c++) {
            list.layer(before++, new ConvolutionLayer.Builder(ConvolutionArchitecture.WIDTH, 1)
                    .nIn(c == 0 ? cnn.channels() : cnn.units()).nOut(cnn.units())
                    .stride(1, 1)
                    .convolutionMode(ConvolutionMode.Same)
                    .dataFormat(CNN2DFormat.NHWC)
                    .activation(Activation.RELU)
                    .build());
            if (cnn.dropout() > 0) {
                list.layer(before++, new DropoutLayer(new McDropout(cnn.dropout(), c * bins, seed)));
            }
        }
        list.inputPreProcessor(before, new CnnToFeedForwardPreProcessor(bins, 1, cnn.units(), CNN2DFormat.NHWC));
        DenseForm.addStack(list, bins * cnn.units(), cnn.layers(), cnn.units(), cnn.dropout(), cnn.head(),
                ConvolutionArchitecture.CONVOLUTIONS * bins, seed);
    }

    @Override
    List<INDArray> views(MultiLayerNetwork network) {
        List<Layer> trained = Arrays.stream(network.getLayers()).filter(l -> l.numParams() > 0).toList();
        return IntStream.range(0, trained.size()).boxed()
                .flatMap(l -> l < ConvolutionArchitecture.CONVOLUTIONS ? convolution(trained.get(l))
                        : DenseForm.views(trained.get(l)))
                .toList();
    }

    /** The kernel is [filter, channel, bin, 1] in Deeplearning4j and [bin, channel, filter] here. */
    private static Stream<INDArray> convolution(Layer layer) {
        return Stream.of(layer.getParam("W").permute(2, 3, 1, 0), layer.getParam("b"));
    }
}
