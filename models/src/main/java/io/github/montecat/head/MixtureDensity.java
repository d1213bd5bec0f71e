package io.github.montecat.head;

import io.github.montecat.statistic.LogSum;
import java.util.Arrays;

/**
 * The mixture behind {@link DensityHead}, for one set of network outputs at a time. For each component k: one output for
 * its weight (softmax), P for its mean, P for the logarithms of the diagonal of A, P(P-1)/2 for the rest of the upper
 * triangle of A, row by row, where A'A is the inverse covariance; so
 * log density = sum of log diagonal - |A (z - mean)|<sup>2</sup> / 2 - P log(2 pi) / 2.
 * Not safe for use by several threads.
 */
final class MixtureDensity {

    private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);
    /** Outputs beyond are taken as this, so that an untrained network cannot overflow. */
    private static final double STEEPEST = 15;

    private final int parameters;
    private final int components;
    private final int stride;
    private double[] outputs;
    private final double[] weights;
    private final double[] responsibilities;
    private final double[] difference;
    private final double[] whitened;

    MixtureDensity(int parameters, int components) {
        this.parameters = parameters;
        this.components = components;
        stride = 1 + 2 * parameters + parameters * (parameters - 1) / 2;
        weights = new double[components];
        responsibilities = new double[components];
        difference = new double[parameters];
        whitened = new double[parameters];
    }

    int outputs() {
        return components * stride;
    }

    /** Takes outputs over for the methods below. */
    void set(double[] values) {
        outputs = values;
        for (int k = 0; k < components; k++) {
            weights[k] = values[weightAt(k)];
        }
        LogSum.normalise(weights);
    }

    double weight(int k) {
        return weights[k];
    }

    double mean(int k, int p) {
        return outputs[meanAt(k, p)];
    }

    private double logDiagonal(int k, int p) {
        return Math.max(-STEEPEST, Math.min(STEEPEST, outputs[logDiagonalAt(k, p)]));
    }

    /** Derivative of A[p][p] by its output, 0 where that is held. */
    double slope(int k, int p) {
        return Math.abs(outputs[logDiagonalAt(k, p)]) > STEEPEST ? 0 : Math.exp(outputs[logDiagonalAt(k, p)]);
    }

    /** Place of a component's weight among the outputs. */
    int weightAt(int k) {
        return k * stride;
    }

    /** Place of a mean among the outputs. */
    int meanAt(int k, int p) {
        return k * stride + 1 + p;
    }

    /** Place of the logarithm of A[p][p] among the outputs. */
    int logDiagonalAt(int k, int p) {
        return k * stride + 1 + parameters + p;
    }

    /** Place of A[i][j], j above i, among the outputs. */
    int aboveAt(int k, int i, int j) {
        return k * stride + 1 + 2 * parameters + i * parameters - i * (i + 1) / 2 + j - i - 1;
    }

    /** Negative log density of a point. */
    double loss(double[] values, double[] z) {
        set(values);
        for (int k = 0; k < components; k++) {
            responsibilities[k] = Math.log(weights[k]) + logNormal(k, z);
        }
        return -LogSum.normalise(responsibilities);
    }

    private double logNormal(int k, double[] z) {
        double log = -parameters * HALF_LOG_2PI;
        for (int p = 0; p < parameters; p++) {
            difference[p] = z[p] - mean(k, p);
        }
        for (int i = 0; i < parameters; i++) {
            double v = Math.exp(logDiagonal(k, i)) * difference[i];
            for (int j = i + 1; j < parameters; j++) {
                v += outputs[aboveAt(k, i, j)] * difference[j];
            }
            whitened[i] = v;
            log += logDiagonal(k, i) - 0.5 * v * v;
        }
        return log;
    }

    /** The loss's gradient by the outputs; the loss is returned. */
    double gradient(double[] values, double[] z, double[] gradient) {
        double loss = loss(values, z);
        for (int k = 0; k < components; k++) {
            double r = responsibilities[k];
            logNormal(k, z);
            gradient[weightAt(k)] = weights[k] - r;
            for (int i = 0; i < parameters; i++) {
                double a = Math.exp(logDiagonal(k, i));
                gradient[logDiagonalAt(k, i)] = slope(k, i) == 0 ? 0 : -r * (1 - whitened[i] * difference[i] * a);
                // Column i of A times the whitened difference.
                double s = a * whitened[i];
                for (int j = 0; j < i; j++) {
                    s += outputs[aboveAt(k, j, i)] * whitened[j];
                }
                gradient[meanAt(k, i)] = -r * s;
                for (int j = i + 1; j < parameters; j++) {
                    gradient[aboveAt(k, i, j)] = r * whitened[i] * difference[j];
                }
            }
        }
        return loss;
    }

    /** A draw from a component: A x = normal solved from below. */
    double[] draw(int k, double[] normal) {
        double[] x = solved(k, normal);
        for (int i = 0; i < parameters; i++) {
            x[i] += mean(k, i);
        }
        return x;
    }

    /** The component that a number in [0, 1) chooses. */
    int component(double choice) {
        double sum = 0;
        for (int k = 0; k < components - 1; k++) {
            sum += weights[k];
            if (choice < sum) {
                return k;
            }
        }
        return components - 1;
    }

    /** Variance of each parameter: its row of a root of the covariance, such as the inverse of A, squared. */
    static double[] variances(double[][] root) {
        return Arrays.stream(root).mapToDouble(row -> product(row, row)).toArray();
    }

    /** Standard deviation of each parameter. */
    static double[] deviations(double[][] root) {
        return Arrays.stream(variances(root)).map(Math::sqrt).toArray();
    }

    /** A root of the correlation matrix from one of the covariance. */
    static double[][] normalised(double[][] root, double[] deviations) {
        double[][] normalised = new double[root.length][];
        for (int p = 0; p < root.length; p++) {
            double deviation = deviations[p];
            normalised[p] = Arrays.stream(root[p]).map(v -> v / deviation).toArray();
        }
        return normalised;
    }

    static double product(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += a[c] * b[c];
        }
        return sum;
    }

    /** The inverse of A, upper triangular as A is. */
    double[][] inverse(int k) {
        double[][] x = new double[parameters][parameters];
        for (int i = parameters - 1; i >= 0; i--) {
            double a = Math.exp(logDiagonal(k, i));
            x[i][i] = 1 / a;
            for (int c = i + 1; c < parameters; c++) {
                for (int j = i + 1; j <= c; j++) {
                    x[i][c] -= outputs[aboveAt(k, i, j)] * x[j][c];
                }
                x[i][c] /= a;
            }
        }
        return x;
    }

    private double[] solved(int k, double[] right) {
        double[] x = right.clone();
        for (int i = parameters - 1; i >= 0; i--) {
            for (int j = i + 1; j < parameters; j++) {
                x[i] -= outputs[aboveAt(k, i, j)] * x[j];
            }
            x[i] /= Math.exp(logDiagonal(k, i));
        }
        return x;
    }
}
