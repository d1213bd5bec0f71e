package io.github.montecat.kernel;

/**
 * Weights of one convolution along the bins of a spectrum, with a stride of one bin and zeros beyond both ends, so that
 * there are as many bins after it as before: y(t, f) = b(f) + sum over k, c of x(t + k - (width - 1) / 2, c) W(k, c, f).
 *
 * @param width bins that a filter spans, odd
 * @param channels numbers per bin before it
 * @param filters numbers per bin after it
 * @param weights width x channels x filters, row-major; not copied
 * @param bias one number per filter; not copied
 */
public record ConvolutionWeights(int width, int channels, int filters, float[] weights, float[] bias) {

    /** Checks the sizes. */
    public ConvolutionWeights {
        if (width % 2 != 1 || weights.length != width * channels * filters || bias.length != filters) {
            throw new IllegalArgumentException("convolution of " + filters + " filters over " + width + " bins of "
                    + channels + " channels with " + weights.length + " weights and " + bias.length
                    + " biases; the number of bins must be odd");
        }
    }
}
