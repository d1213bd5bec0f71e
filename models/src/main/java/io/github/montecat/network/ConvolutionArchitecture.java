package io.github.montecat.network;

import io.github.montecat.head.Head;
import io.github.montecat.kernel.ConvolutionSampler;
import io.github.montecat.kernel.ConvolutionWeights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The paper's CNN+ANN: two convolutions along the bins, then fully connected layers, all of rectified units with dropout
 * after each, and a linear layer of the head's outputs. Planes are channels of the first convolution; extras are channels
 * that are the same in all bins.
 *
 * <p>Source: Tutone et al. 2025, section 2.2 and tables 2 and 5. The paper does not name the activation, the width of the
 * filters, stride, padding or pooling: here units are rectified, and filters span {@value #WIDTH} bins and move bin by bin
 * with zeros beyond the ends, unpooled.
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
    public float[] layOut(float[] spectrum) {
        return shape.sequence(spectrum, 1);
    }

    @Override
    public Map<String, int[]> weightShapes() {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        for (int c = 0; c < CONVOLUTIONS; c++) {
            shapes.put(name(c) + DenseStack.KERNEL, new int[] {WIDTH, c == 0 ? channels() : units, units});
            shapes.put(name(c) + DenseStack.BIAS, new int[] {units});
        }
        stack().addShapes(shapes);
        return shapes;
    }

    private static String name(int convolution) {
        return "convolution" + convolution;
    }

    @Override
    public ConvolutionSampler sampler(NetworkWeights weights) {
        weights.requireOf(this);
        List<ConvolutionWeights> convolutions = new ArrayList<>();
        for (int c = 0; c < CONVOLUTIONS; c++) {
            convolutions.add(new ConvolutionWeights(WIDTH, c == 0 ? channels() : units, units,
                    weights.get(name(c) + DenseStack.KERNEL), weights.get(name(c) + DenseStack.BIAS)));
        }
        return new ConvolutionSampler(shape.bins(), convolutions, stack().weights(weights), dropout);
    }
}
