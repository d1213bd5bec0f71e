package io.github.montecat.fit;

import io.github.montecat.physics.ModelParameter;
import io.github.montecat.statistic.BinnedCounts;
import io.github.montecat.statistic.FitStatistic;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Signed roots of a statistic's terms as functions of the free parameters, positive where the model is above the data.
 * For one fit and one thread: it counts evaluations of the model.
 */
final class FitResiduals implements BoundedMinimum.Objective<FitResiduals.Point> {

    /** Step of numerical derivatives, relative to the parameter: near the cube root of the rounding error. */
    private static final double STEP = 1e-5;
    /** The step's least size, for parameters at 0. */
    private static final double SMALLEST_STEP = 1e-7;

    private final FoldedModel folded;
    private final BinnedCounts data;
    private final FitStatistic statistic;
    private final double[] start;
    private final int[] free;
    private final double[] lower;
    private final double[] upper;
    private int evaluations;

    /**
     * @param start one value per model parameter
     * @param free indices of the free parameters; the others keep their start values
     */
    FitResiduals(FoldedModel folded, BinnedCounts data, FitStatistic statistic, double[] start, int[] free) {
        this.folded = folded;
        this.data = data;
        this.statistic = statistic;
        this.start = start;
        this.free = free;
        lower = limits(ModelParameter::hardMin);
        upper = limits(ModelParameter::hardMax);
    }

    private double[] limits(ToDoubleFunction<ModelParameter> limit) {
        return Arrays.stream(free).mapToDouble(i -> limit.applyAsDouble(folded.model().parameters().get(i))).toArray();
    }

    /** Start values of the free parameters. */
    double[] start() {
        return Arrays.stream(free).mapToDouble(i -> start[i]).toArray();
    }

    /** Hard minima of the free parameters. */
    double[] lower() {
        return lower;
    }

    /** Hard maxima of the free parameters. */
    double[] upper() {
        return upper;
    }

    /** All parameters, from the free ones. */
    double[] values(double[] point) {
        double[] all = start.clone();
        for (int k = 0; k < free.length; k++) {
            all[free[k]] = point[k];
        }
        return all;
    }

    /** How often the model was evaluated. */
    int evaluations() {
        return evaluations;
    }

    @Override
    public List<Point> at(double[][] points) {
        double[][] roots = roots(points);
        return IntStream.range(0, points.length).mapToObj(i -> new Point(points[i], roots[i], this)).toList();
    }

    private double[][] roots(double[][] points) {
        evaluations += points.length;
        double[][] all = folded.rates(Arrays.stream(points).map(this::values).toArray(double[][]::new));
        for (double[] rates : all) {
            for (int b = 0; b < rates.length; b++) {
                rates[b] = statistic.signedRoot(data, b, rates[b]);
            }
        }
        return all;
    }

    private double[][] derivatives(double[] point) {
        int n = free.length;
        double[][] around = new double[2 * n][];
        for (int k = 0; k < n; k++) {
            double step = Math.max(STEP * Math.abs(point[k]), SMALLEST_STEP * Math.min(1, upper[k] - lower[k]));
            around[2 * k] = point.clone();
            around[2 * k][k] = Math.max(point[k] - step, lower[k]);
            around[2 * k + 1] = point.clone();
            around[2 * k + 1][k] = Math.min(point[k] + step, upper[k]);
        }
        double[][] roots = roots(around);
        double[][] derivatives = new double[n][data.size()];
        for (int k = 0; k < n; k++) {
            double width = around[2 * k + 1][k] - around[2 * k][k];
            for (int b = 0; b < derivatives[k].length; b++) {
                derivatives[k][b] = (roots[2 * k + 1][b] - roots[2 * k][b]) / width;
            }
        }
        return derivatives;
    }

    /**
     * Free parameters that were tried, and the residuals there.
     *
     * @param point the parameters
     * @param roots the residuals
     * @param residuals what gives their derivatives
     */
    record Point(double[] point, double[] roots, FitResiduals residuals) implements BoundedMinimum.Trial {

        @Override
        public double value() {
            return Arrays.stream(roots).map(r -> r * r).sum();
        }

        @Override
        public BoundedMinimum.Slopes slopes() {
            return BoundedMinimum.Slopes.of(roots, residuals.derivatives(point));
        }
    }
}
