package io.github.montecat.exact;

import java.util.Optional;

/** The lower triangle L of a symmetric positive definite matrix L L'. Immutable. For few dimensions. */
final class CholeskyFactor {

    private final double[][] lower;
    private final double logDeterminant;

    private CholeskyFactor(double[][] lower) {
        this.lower = lower;
        double sum = 0;
        for (int i = 0; i < lower.length; i++) {
            sum += Math.log(lower[i][i]);
        }
        logDeterminant = sum;
    }

    static CholeskyFactor identity(int size) {
        double[][] one = new double[size][size];
        for (int i = 0; i < size; i++) {
            one[i][i] = 1;
        }
        return new CholeskyFactor(one);
    }

    /** The factor of a matrix, empty if it is not positive definite. */
    static Optional<CholeskyFactor> of(double[][] matrix) {
        int n = matrix.length;
        double[][] l = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double s = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    s -= l[i][k] * l[j][k];
                }
                if (i == j) {
                    // Rounding leaves of a singular matrix something like this.
                    if (!(s > 1e-14 * matrix[i][i]) || Double.isInfinite(s)) {
                        return Optional.empty();
                    }
                    l[i][i] = Math.sqrt(s);
                } else {
                    l[i][j] = s / l[j][j];
                }
            }
        }
        return Optional.of(new CholeskyFactor(l));
    }

    int size() {
        return lower.length;
    }

    /** Half the logarithm of the matrix's determinant. */
    double logDeterminant() {
        return logDeterminant;
    }

    /** L v. */
    double[] times(double[] v) {
        double[] product = new double[v.length];
        for (int i = 0; i < v.length; i++) {
            for (int k = 0; k <= i; k++) {
                product[i] += lower[i][k] * v[k];
            }
        }
        return product;
    }

    /** The squared length of the inverse of L times a - b: their squared Mahalanobis distance. */
    double distance(double[] a, double[] b) {
        double sum = 0;
        double[] y = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            double s = a[i] - b[i];
            for (int k = 0; k < i; k++) {
                s -= lower[i][k] * y[k];
            }
            y[i] = s / lower[i][i];
            sum += y[i] * y[i];
        }
        return sum;
    }

    /** Solves L L' x = v. */
    double[] solve(double[] v) {
        int n = v.length;
        double[] x = v.clone();
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= lower[i][k] * x[k];
            }
            x[i] /= lower[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                x[i] -= lower[k][i] * x[k];
            }
            x[i] /= lower[i][i];
        }
        return x;
    }

    /** The inverse of the matrix. */
    double[][] inverse() {
        int n = lower.length;
        double[][] inverse = new double[n][];
        for (int i = 0; i < n; i++) {
            double[] unit = new double[n];
            unit[i] = 1;
            inverse[i] = solve(unit);
        }
        return inverse;
    }
}
