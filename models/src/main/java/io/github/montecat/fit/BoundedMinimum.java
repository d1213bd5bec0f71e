package io.github.montecat.fit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds the minimum of a sum of squares inside bounds, near a start, by the Levenberg-Marquardt method. Sums of scores
 * (Fisher scoring) are sums of squares too, once each bin is divided by its standard deviation.
 *
 * <p>A coordinate at a bound is held there while the gradient points outside, and released once it points inside. A
 * step that would cross a bound ends at it, and the other coordinates take the step that is best given that.
 * Coordinates without effect stay where they are. Damping is relative to the curvature, so the units of coordinates do
 * not matter. Immutable and safe for use by several threads.
 *
 * <p>Source: Levenberg 1944, Quart. Appl. Math. 2, 164; Marquardt 1963, SIAM J. Appl. Math. 11, 431; Bertsekas 1982,
 * SIAM J. Control Optim. 20, 221 (projection on bounds).
 */
public final class BoundedMinimum {

    private static final double FIRST_DAMPING = 3e-3;
    private static final double LEAST_DAMPING = 1e-12;
    /** Steps that are damped more are too short to be told from rounding. */
    private static final double MOST_DAMPING = 1e9;
    /** The least damping after a step that led up. */
    private static final double DAMPING_AFTER_FAILURE = 1e-2;
    /** From one damping that is tried to the next. */
    private static final double LADDER = 10;
    /** From a damping that led down to the first that is tried next. */
    private static final double RELIEF = 0.03;
    /** Falls of the value that are rounding, relative to it. */
    private static final double ROUNDING = 1e-12;

    private final double[] lower;
    private final double[] upper;
    private final double tolerance;
    private final int mostSteps;
    private final int tries;

    /**
     * @param lower the least value of each coordinate
     * @param upper the greatest value of each coordinate
     * @param tolerance fall of the sum of squares below which a step no longer matters
     * @param mostSteps steps after which the search gives up
     * @param tries number of dampings that each step tries at once, from 1 up; the best one is taken
     */
    public BoundedMinimum(double[] lower, double[] upper, double tolerance, int mostSteps, int tries) {
        this.lower = lower.clone();
        this.upper = upper.clone();
        this.tolerance = tolerance;
        this.mostSteps = mostSteps;
        this.tries = tries;
    }

    /**
     * What is to be smallest.
     *
     * @param <T> what is known of a point
     */
    @FunctionalInterface
    public interface Objective<T extends Trial> {

        /**
         * Evaluates several points at once, which is often faster than one by one.
         *
         * @param points points inside the bounds; not to be changed
         * @return what is known of each, in the same order
         */
        List<T> at(double[][] points);
    }

    /** A point that was tried. */
    public interface Trial {

        /** @return the point; not to be changed */
        double[] point();

        /** @return the sum of squares there; NaN is never a minimum */
        double value();

        /** @return its derivatives there; asked for only where a step starts */
        Slopes slopes();
    }

    /**
     * First derivatives and approximate second derivatives of half a sum of squares. Arrays are not copied.
     *
     * @param gradient the gradient
     * @param curvature sums over products of first derivatives, as Gauss and Newton take them; symmetric
     */
    public record Slopes(double[] gradient, double[][] curvature) {

        /**
         * @param residuals the numbers that are squared
         * @param derivatives their derivatives, coordinates x residuals
         * @return the derivatives of half the sum of squares
         */
        public static Slopes of(double[] residuals, double[][] derivatives) {
            int n = derivatives.length;
            double[] gradient = new double[n];
            double[][] curvature = new double[n][n];
            for (int p = 0; p < n; p++) {
                for (int b = 0; b < residuals.length; b++) {
                    gradient[p] += derivatives[p][b] * residuals[b];
                }
                for (int q = 0; q <= p; q++) {
                    for (int b = 0; b < residuals.length; b++) {
                        curvature[p][q] += derivatives[p][b] * derivatives[q][b];
                    }
                    curvature[q][p] = curvature[p][q];
                }
            }
            return new Slopes(gradient, curvature);
        }
    }

    /**
     * Where a search ended.
     *
     * @param <T> what is known of a point
     * @param trial the lowest point that was tried
     * @param converged whether no step leads lower by more than the tolerance; else the steps were used up
     */
    public record Result<T extends Trial>(T trial, boolean converged) {
    }

    /**
     * Searches.
     *
     * @param start where to start; taken to the nearest bound if outside
     * @param objective what is to be smallest
     * @param <T> what is known of a point
     * @return the minimum, or the point as far as the steps lead
     */
    public <T extends Trial> Result<T> from(double[] start, Objective<T> objective) {
        double[] inside = new double[start.length];
        Arrays.setAll(inside, p -> Math.min(Math.max(start[p], lower[p]), upper[p]));
        T at = objective.at(new double[][] {inside}).get(0);
        double damping = FIRST_DAMPING;
        boolean smallBefore = false;
        for (int step = 0; step < mostSteps; step++) {
            DampedStep from = new DampedStep(at.point(), at.slopes(), lower, upper);
            if (from.isStationary()) {
                return new Result<>(at, Double.isFinite(at.value()));
            }
            double[] dampings = new double[tries];
            double[][] points = new double[tries][];
            int count = 0;
            for (int t = 0; t < tries; t++) {
                double tried = damping * Math.pow(LADDER, t);
                Optional<double[]> point = from.to(tried);
                if (point.isPresent()) {
                    dampings[count] = tried;
                    points[count++] = point.get();
                }
            }
            T best = null;
            double chosen = 0;
            List<T> found = count == 0 ? List.of() : objective.at(Arrays.copyOf(points, count));
            for (int t = 0; t < count; t++) {
                T trial = found.get(t);
                if (trial.value() <= (best == null ? at.value() : best.value())) {
                    best = trial;
                    chosen = dampings[t];
                }
            }
            if (best == null) {
                damping = Math.max(damping * Math.pow(LADDER, tries), DAMPING_AFTER_FAILURE);
                if (damping > MOST_DAMPING) {
                    return new Result<>(at, Double.isFinite(at.value()));
                }
                continue;
            }
            boolean small = at.value() - best.value() <= tolerance + ROUNDING * at.value();
            at = best;
            damping = Math.max(chosen * RELIEF, LEAST_DAMPING);
            // A strongly damped step may be small because it is short: then the next one decides.
            if (small && (chosen <= 1 || smallBefore)) {
                return new Result<>(at, true);
            }
            smallBefore = small;
        }
        return new Result<>(at, false);
    }
}
