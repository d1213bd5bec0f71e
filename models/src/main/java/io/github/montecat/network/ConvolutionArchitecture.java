package io.github.montecat.network;

import io.github.montecat.head.Head;
import io.github.montecat.kernel.ConvolutionSampler;
import io.github.montecat.kernel.ConvolutionWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * The paper's CNN+ANN: two convolutions along the bins, then fully connected layers, all of rectified units with dropout
 * after each, and a linear layer of the head's outputs. Planes are channels of the first convolution; extras are channels
 * that are the same in all bins.
 *
 * <p>Source: Tutone et al. 2025, section 2.2 and tables 2 and 5. The paper does not name the activation, the width of the
 * filters, stride, padding or pooling: here units are rectified, and filters span {@value #WIDTH} bins and move bin by bin
 * with zeros beyond the ends, unpooled. Weights start as in Keras: uniform after Glorot and Bengio 2010, biases zero.
 *
 * <p>In Deeplearning4j the convolutions are two-dimensional, with bins as height and a width of 1, since its
 * one-dimensional ones cannot be flattened into a dense layer. Dropout after a convolution is a layer of its own: as dropout
 * of the next one's input it fails in this format (a mask [bins, 1, channels] meets gradients [channels, bins, 1]), and
 * one-dimensional convolutions leave it out of the backward pass.
 *
 * @param shape what it is given of a spectrum
 * @param layers number of fully connected hidden layers; 4 in the paper
 * @param units filters per convolution and units per hidden layer; 100 for Model A and 200 for Model B in the paper
 * @param dropout rate of dropout; 0.10 and 0.05 in the paper
 * @param head what its outputs mean
 */
public record ConvolutionArchitecture(InputShape shape, int layers, int units, double dropout, Head head)
        implements NetworkArchitecture {

    /** Name in files and on the command line. */
    public static final String TYPE = "cnn";
    /** Number of convolutions. */
    public static final int CONVOLUTIONS = 2;
    /** Bins that a filter spans. */
    public static final int WIDTH = 3;

    /** Checks that all sizes are positive and the rate is below 1. */
    public ConvolutionArchitecture {
        new DenseStack(shape.bins() * units, layers, units, dropout, head);
    }

    private DenseStack stack() {
        return new DenseStack(shape.bins() * units, layers, units, dropout, head);
    }

    @Override
    public String type() {
        return TYPE;
    }

    /** @return numbers per bin before the first convolution */
    public int channels() {
        return shape.planes() + shape.extras();
    }

    @Override
    public long[] inputShape() {
        return new long[] {shape.bins(), 1, channels()};
    }

    @Override
    public MultiLayerNetwork create(IUpdater updater, long seed, DataType precision) {
        NeuralNetConfiguration.ListBuilder list = NetworkStart.list(updater, seed, precision);
        int before = 0;
        for (int c = 0; c < CONVOLUTIONS; c++) {
            list.layer(before++, new ConvolutionLayer.Builder(WIDTH, 1)
                    .nIn(c == 0 ? channels() : units).nOut(units)
                    .stride(1, 1)
                    .convolutionMode(ConvolutionMode.Same)
                    .dataFormat(CNN2DFormat.NHWC)
                    .activation(Activation.RELU)
                    .build());
            if (dropout > 0) {
                list.layer(before++, new DropoutLayer(new McDropout(dropout, c * shape.bins(), seed)));
            }
        }
        list.inputPreProcessor(before, new CnnToFeedForwardPreProcessor(shape.bins(), 1, units, CNN2DFormat.NHWC));
        stack().addTo(list, CONVOLUTIONS * shape.bins(), seed);
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        return network;
    }

    @Override
    public float[] layOut(float[] spectrum) {
        return shape.sequence(spectrum, 1);
    }

    @Override
    public ConvolutionSampler sampler(MultiLayerNetwork network) {
        List<Layer> trained = Arrays.stream(network.getLayers()).filter(l -> l.numParams() > 0).toList();
        List<ConvolutionWeights> convolutions = new ArrayList<>();
        if (trained.size() <= CONVOLUTIONS) {
            throw new IllegalArgumentException("network is not of the architecture " + this);
        }
        for (int c = 0; c < CONVOLUTIONS; c++) {
            convolutions.add(weights(trained.get(c), c == 0 ? channels() : units));
        }
        return new ConvolutionSampler(shape.bins(), convolutions,
                stack().weights(trained.subList(CONVOLUTIONS, trained.size())), dropout);
    }

    private ConvolutionWeights weights(Layer trained, int in) {
        if (!(trained.conf().getLayer() instanceof ConvolutionLayer c && c.getNIn() == in && c.getNOut() == units
                && Arrays.equals(c.getKernelSize(), new int[] {WIDTH, 1})
                && c.getActivationFn() instanceof ActivationReLU)) {
            throw new IllegalArgumentException("network is not of the architecture " + this);
        }
        // [filter, channel, bin, 1] in Deeplearning4j.
        INDArray w = trained.getParam("W").permute(2, 3, 1, 0);
        return new ConvolutionWeights(WIDTH, in, units, HostArrays.floats(w), HostArrays.floats(trained.getParam("b")));
    }
}
