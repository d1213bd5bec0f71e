package io.github.montecat.exact;

import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;

/**
 * The lower triangle L of a symmetric positive definite matrix L L', by Commons Math, with what densities need of it.
 * Immutable. For few dimensions.
 */
final class CholeskyFactor {

    /** What rounding leaves of a singular matrix, relative to its diagonal. */
    private static final double ROUNDING = 1e-14;

    private final double[][] lower;
    /** Inverse of the triangle, row after row without zeros: sums that do not wait for each other. */
    private final double[] inverseTriangle;
    private final double logDeterminant;

    private CholeskyFactor(double[][] lower) {
        this.lower = lower;
        int n = lower.length;
        inverseTriangle = new double[n * (n + 1) / 2];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            int row = i * (i + 1) / 2;
            inverseTriangle[row + i] = 1 / lower[i][i];
            for (int j = 0; j < i; j++) {
                double s = 0;
                for (int k = j; k < i; k++) {
                    s += lower[i][k] * inverseTriangle[k * (k + 1) / 2 + j];
                }
                inverseTriangle[row + j] = -s / lower[i][i];
            }
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

    /** The factor of a matrix, of which the lower triangle is read; empty if it is not positive definite. */
    static Optional<CholeskyFactor> of(double[][] matrix) {
        int n = matrix.length;
        double[][] mirrored = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                mirrored[i][j] = matrix[i][j];
                mirrored[j][i] = matrix[i][j];
            }
        }
        try {
            double[][] l = new CholeskyDecomposition(new Array2DRowRealMatrix(mirrored, false),
                    CholeskyDecomposition.DEFAULT_RELATIVE_SYMMETRY_THRESHOLD, 0).getL().getData();
            for (int i = 0; i < l.length; i++) {
                double square = l[i][i] * l[i][i];
                if (!(square > ROUNDING * matrix[i][i]) || Double.isInfinite(square)) {
                    return Optional.empty();
                }
            }
            return Optional.of(new CholeskyFactor(l));
        } catch (NonPositiveDefiniteMatrixException e) {
            return Optional.empty();
        }
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
        int next = 0;
        for (int i = 0; i < a.length; i++) {
            double y = 0;
            for (int k = 0; k <= i; k++) {
                y += inverseTriangle[next++] * (a[k] - b[k]);
            }
            sum += y * y;
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
