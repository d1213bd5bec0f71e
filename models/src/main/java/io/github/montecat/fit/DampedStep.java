package io.github.montecat.fit;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;

/** Steps of {@link BoundedMinimum} from one point. Immutable by agreement: arrays are not copied. */
final class DampedStep {

    /** What rounding leaves of a singular matrix with a diagonal of 1. */
    static final double SINGULAR = 1e-14;
    private static final double SYMMETRY = 1e-6;

    private final double[] point;
    private final double[] lower;
    private final double[] upper;
    /** Inverse square roots of the curvature's diagonal: steps are in units of these. */
    private final double[] scale;
    private final double[] gradient;
    private final double[][] curvature;
    private final boolean[] held;

    DampedStep(double[] point, BoundedMinimum.Slopes slopes, double[] lower, double[] upper) {
        int n = point.length;
        this.point = point;
        this.lower = lower;
        this.upper = upper;
        scale = new double[n];
        gradient = new double[n];
        curvature = new double[n][n];
        held = new boolean[n];
        for (int p = 0; p < n; p++) {
            scale[p] = 1 / Math.sqrt(slopes.curvature()[p][p]);
            double downhill = -slopes.gradient()[p];
            held[p] = !(scale[p] > 0 && scale[p] < Double.POSITIVE_INFINITY)
                    || point[p] <= lower[p] && downhill <= 0 || point[p] >= upper[p] && downhill >= 0;
        }
        for (int p = 0; p < n; p++) {
            gradient[p] = held[p] ? 0 : slopes.gradient()[p] * scale[p];
            for (int q = 0; q < n; q++) {
                curvature[p][q] = held[p] || held[q] ? 0 : slopes.curvature()[p][q] * scale[p] * scale[q];
            }
        }
    }

    /** Whether no coordinate may move downhill. */
    boolean isStationary() {
        return Arrays.stream(gradient).allMatch(g -> g == 0);
    }

    /** Where a step leads, inside the bounds; empty if the damped curvature is singular. */
    Optional<double[]> to(double damping) {
        int n = point.length;
        double[] to = point.clone();
        boolean[] fixed = held.clone();
        // Each round fixes the coordinates that leave the bounds, so there are no more rounds than coordinates.
        for (int round = 0; round <= n; round++) {
            Optional<double[]> move = solved(damping, fixed, to);
            if (move.isEmpty()) {
                return Optional.empty();
            }
            boolean within = true;
            for (int p = 0; p < n; p++) {
                if (!fixed[p]) {
                    double next = point[p] + move.get()[p] * scale[p];
                    to[p] = Math.min(Math.max(next, lower[p]), upper[p]);
                    boolean left = next < lower[p] || next > upper[p];
                    fixed[p] = left;
                    within &= !left;
                }
            }
            if (within) {
                break;
            }
        }
        return Optional.of(to);
    }

    /** The moves of all coordinates that are not fixed, in units of their scale, given those of the fixed ones. */
    private Optional<double[]> solved(double damping, boolean[] fixed, double[] to) {
        int n = point.length;
        double[] pull = new double[n];
        double[][] damped = new double[n][n];
        for (int p = 0; p < n; p++) {
            damped[p][p] = 1 + damping;
            if (fixed[p]) {
                continue;
            }
            pull[p] = -gradient[p];
            for (int q = 0; q < n; q++) {
                if (fixed[q]) {
                    pull[p] -= held[q] ? 0 : curvature[p][q] * (to[q] - point[q]) / scale[q];
                } else if (q != p) {
                    damped[p][q] = curvature[p][q];
                }
            }
        }
        try {
            return Optional.of(new CholeskyDecomposition(new Array2DRowRealMatrix(damped, false), SYMMETRY, SINGULAR)
                    .getSolver().solve(new ArrayRealVector(pull, false)).toArray());
        } catch (NonPositiveDefiniteMatrixException e) {
            return Optional.empty();
        }
    }
}
