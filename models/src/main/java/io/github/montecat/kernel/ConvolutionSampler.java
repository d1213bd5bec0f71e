package io.github.montecat.kernel;

import java.util.Arrays;
import java.util.List;

/**
 * Stochastic forward passes of a network of convolutions along the bins, fully connected layers and a linear output:
 * rectified units, dropout after each layer but the output. The first convolution sees the same input in every pass and
 * runs once per spectrum. Immutable and safe for use by several threads; a call needs about
 * {@code 4 passes bins filters} bytes of scratch.
 *
 * <p>A convolution is a matrix product as it stands: with bins after one another, the bins that a filter spans are
 * consecutive numbers, and the next bin's begin one bin further on.
 */
public final class ConvolutionSampler implements PassSampler {

    private final FloatKernel kernel = FloatKernel.best();
    private final int bins;
    private final int filters;
    private final int stride;
    private final double dropout;
    private final List<Convolution> convolutions;
    private final DenseLayers dense;

    private record Convolution(int width, int channels, PackedMatrix weights, float[] bias) {
    }

    /**
     * Packs a network.
     *
     * @param bins number of bins
     * @param convolutions at least one, first to last, all of the same number of filters
     * @param dense hidden layers, first to last, each with as many units as there are filters, and the output; the first
     *        sees bins x filters numbers
     * @param dropout rate of dropout after each layer but the output
     * @throws IllegalArgumentException if layers do not fit each other
     */
    public ConvolutionSampler(int bins, List<ConvolutionWeights> convolutions, List<DenseWeights> dense,
            double dropout) {
        this.bins = bins;
        this.filters = convolutions.get(0).filters();
        this.dropout = dropout;
        this.dense = new DenseLayers(dense, dropout);
        for (int c = 0; c < convolutions.size(); c++) {
            if (convolutions.get(c).filters() != filters || c > 0 && convolutions.get(c).channels() != filters) {
                throw new IllegalArgumentException("convolution " + c + " has " + convolutions.get(c).channels()
                        + " channels and " + convolutions.get(c).filters() + " filters; all must have " + filters
                        + " filters");
            }
        }
        if (this.dense.inputs() != bins * filters || this.dense.units() != filters) {
            throw new IllegalArgumentException("dense layers have " + this.dense.inputs() + " inputs and "
                    + this.dense.units() + " units after " + bins + " bins x " + filters + " filters; expected "
                    + bins * filters + " and " + filters);
        }
        int width = kernel.panelWidth();
        stride = PackedMatrix.padded(filters, width);
        this.convolutions = convolutions.stream().map(w -> new Convolution(w.width(), w.channels(),
                PackedMatrix.of(w.weights(), w.width() * w.channels(), filters, width),
                Arrays.copyOf(w.bias(), stride))).toList();
    }

    @Override
    public int outputs() {
        return dense.outputs();
    }

    /**
     * Runs the first convolution's product.
     *
     * @param input bins x channels numbers
     * @return its products
     */
    @Override
    public float[] prepare(float[] input) {
        Convolution first = convolutions.get(0);
        if (input.length != bins * first.channels) {
            throw new IllegalArgumentException("network input has " + input.length + " numbers, expected " + bins
                    + " bins x " + first.channels);
        }
        float[] room = room(first);
        System.arraycopy(input, 0, room, offset(first), input.length);
        return products(first, room, new float[bins * stride]);
    }

    @Override
    public float[] sample(float[] products, long seed, long row, int firstPass, int passes) {
        PassRange range = new PassRange(seed, row, firstPass, passes);
        RectifiedDropout dropped = new RectifiedDropout(range, dropout, filters);
        float[][] rooms = convolutions.stream().map(this::room).toArray(float[][]::new);
        float[] z = new float[bins * stride];
        float[] flat = new float[passes * bins * filters];
        int last = convolutions.size() - 1;
        for (int m = 0; m < passes; m++) {
            float[] seen = products;
            for (int c = 0; c < last; c++) {
                Convolution next = convolutions.get(c + 1);
                drop(dropped, m, c, seen, rooms[c + 1], offset(next));
                seen = products(next, rooms[c + 1], z);
            }
            drop(dropped, m, last, seen, flat, m * bins * filters);
        }
        return dense.run(0, convolutions.size() * bins, flat, range);
    }

    private void drop(RectifiedDropout dropped, int pass, int convolution, float[] products, float[] x, int offset) {
        for (int t = 0; t < bins; t++) {
            dropped.apply(pass, convolution * bins + t, products, t * stride, x, offset + t * filters);
        }
    }

    /** Room for the bins before a convolution, with zeros beyond both ends. */
    private float[] room(Convolution convolution) {
        return new float[(bins + convolution.width - 1) * convolution.channels];
    }

    /** Where the first bin stands in that room. */
    private static int offset(Convolution convolution) {
        return (convolution.width - 1) / 2 * convolution.channels;
    }

    private float[] products(Convolution convolution, float[] room, float[] z) {
        kernel.multiply(room, 0, convolution.channels, bins, convolution.weights, convolution.bias, z, 0, stride);
        return z;
    }
}
