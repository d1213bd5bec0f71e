package io.github.montecat.gpu;

/**
 * Mean and standard deviation of a posterior from a network's outputs, in closed form and without random numbers. For a point
 * head those of the outputs over the passes; for a density head those of the mixture over components and passes, in probit
 * space, written from the description of the outputs and without the classes of the head, whose libraries the GPU check lacks.
 */
final class PosteriorMoments {

    /** As the head holds the logarithms of the diagonal. */
    private static final double STEEPEST = 15;

    private PosteriorMoments() {
    }

    /**
     * @param outputs passes x outputs
     * @param parameters number of parameters
     * @param components normal densities of a density head, 0 for a point head
     * @return one per parameter
     */
    static SampleMoments[] of(float[] outputs, int parameters, int components) {
        SampleMoments[] moments = new SampleMoments[parameters];
        if (components == 0) {
            for (int p = 0; p < parameters; p++) {
                moments[p] = SampleMoments.of(outputs, parameters, p);
            }
            return moments;
        }
        int stride = stride(parameters);
        double[] mean = new double[parameters];
        double[] square = new double[parameters];
        int passes = outputs.length / (components * stride);
        for (int pass = 0; pass < passes; pass++) {
            int at = pass * components * stride;
            double sum = 0;
            for (int k = 0; k < components; k++) {
                sum += Math.exp(outputs[at + k * stride]);
            }
            for (int k = 0; k < components; k++) {
                double weight = Math.exp(outputs[at + k * stride]) / sum / passes;
                for (int p = 0; p < parameters; p++) {
                    double m = outputs[at + k * stride + 1 + p];
                    mean[p] += weight * m;
                    square[p] += weight * (m * m + variance(outputs, at + k * stride, parameters, p));
                }
            }
        }
        for (int p = 0; p < parameters; p++) {
            moments[p] = new SampleMoments(mean[p], Math.sqrt(square[p] - mean[p] * mean[p]));
        }
        return moments;
    }

    /** @return outputs per component: weight, means, upper triangle of A, where A'A is the inverse covariance */
    static int stride(int parameters) {
        return 1 + 2 * parameters + parameters * (parameters - 1) / 2;
    }

    /** The squares of row p of A's inverse, found column by column. */
    private static double variance(float[] outputs, int at, int parameters, int p) {
        double variance = 0;
        for (int column = p; column < parameters; column++) {
            double[] x = new double[parameters];
            for (int i = column; i >= p; i--) {
                double rest = i == column ? 1 : 0;
                for (int j = i + 1; j <= column; j++) {
                    rest -= above(outputs, at, parameters, i, j) * x[j];
                }
                double log = outputs[at + 1 + parameters + i];
                x[i] = rest / Math.exp(Math.max(-STEEPEST, Math.min(STEEPEST, log)));
            }
            variance += x[p] * x[p];
        }
        return variance;
    }

    private static double above(float[] outputs, int at, int parameters, int i, int j) {
        int before = 0;
        for (int row = 0; row < i; row++) {
            before += parameters - row - 1;
        }
        return outputs[at + 1 + 2 * parameters + before + j - i - 1];
    }
}
