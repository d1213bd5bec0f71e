package io.github.montecat.head;

import io.github.montecat.statistic.LogSum;

/**
 * The densities of single parameters under a {@link MixtureDensity}, which are mixtures of normal densities as well. With the
 * upper triangular A of a component, whose A'A is the inverse covariance, and X its inverse: covariance C = X X', variance of
 * parameter p the sum of X[p][c]<sup>2</sup> over c, and the variance's derivative by A[i][j] is -2 X[p][i] C[j][p].
 * Not safe for use by several threads.
 */
final class MixtureMarginals {

    private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

    private final MixtureDensity density;
    private final int parameters;
    private final int components;
    /** Of all parameters, per component. */
    private final double[][][] inverse;
    private final double[][] variance;
    private final double[] responsibilities;

    MixtureMarginals(MixtureDensity density, int parameters, int components) {
        this.density = density;
        this.parameters = parameters;
        this.components = components;
        inverse = new double[components][][];
        variance = new double[components][];
        responsibilities = new double[components];
    }

    /** Negative logarithms of the parameters' densities at a point, summed, of the outputs that the mixture was set to. */
    double loss(double[] z) {
        invert();
        double sum = 0;
        for (int p = 0; p < parameters; p++) {
            sum += respond(p, z[p]);
        }
        return sum;
    }

    /** Adds a multiple of the loss's gradient by the outputs; the loss itself is returned. */
    double addGradient(double[] z, double multiple, double[] gradient) {
        invert();
        double sum = 0;
        for (int p = 0; p < parameters; p++) {
            sum += respond(p, z[p]);
            for (int k = 0; k < components; k++) {
                double r = multiple * responsibilities[k];
                double away = (z[p] - density.mean(k, p)) / variance[k][p];
                gradient[density.weightAt(k)] += multiple * density.weight(k) - r;
                gradient[density.meanAt(k, p)] -= r * away;
                addByFactor(k, p, 0.5 * r * (1 / variance[k][p] - away * away), gradient);
            }
        }
        return sum;
    }

    /**
     * Passes on a derivative by the variance of one parameter to the outputs that make A; rows before the parameter's have no
     * part in it.
     */
    private void addByFactor(int k, int p, double byVariance, double[] gradient) {
        double[][] x = inverse[k];
        for (int j = p; j < parameters; j++) {
            double covariance = 0;
            for (int c = j; c < parameters; c++) {
                covariance += x[j][c] * x[p][c];
            }
            for (int i = p; i < j; i++) {
                gradient[density.aboveAt(k, i, j)] -= 2 * byVariance * x[p][i] * covariance;
            }
            gradient[density.logDiagonalAt(k, j)] -= 2 * byVariance * x[p][j] * covariance * density.slope(k, j);
        }
    }

    /** Shares of the components in the density of one parameter, and minus that density's logarithm. */
    private double respond(int p, double z) {
        for (int k = 0; k < components; k++) {
            double away = z - density.mean(k, p);
            responsibilities[k] = Math.log(density.weight(k)) - HALF_LOG_2PI - 0.5 * Math.log(variance[k][p])
                    - 0.5 * away * away / variance[k][p];
        }
        return -LogSum.normalise(responsibilities);
    }

    private void invert() {
        for (int k = 0; k < components; k++) {
            inverse[k] = density.inverse(k);
            variance[k] = MixtureDensity.variances(inverse[k]);
        }
    }
}
