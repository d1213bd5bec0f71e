package io.github.montecat.assessment;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;

/**
 * The most likely parameters near a start, inside the prior. Fisher scoring with Levenberg's damping: each step takes
 * one call of the model with one vector more than there are parameters, and from a posterior's mean a few steps are
 * enough.
 *
 * @param unit places in the prior, each in [0, 1]
 * @param expected expected counts of the source there
 * @param statistic C, or W with a background
 * @param folds how many vectors were folded
 */
public record LikelihoodPeak(double[] unit, double[] expected, double statistic, int folds) {

    private static final int MOST_STEPS = 20;
    /** A step that improves the statistic by less ends the search: it matters to no one. */
    private static final double ENOUGH = 1e-3;
    /** Step of derivatives in the unit cube. */
    private static final double STEP = 1e-4;
    private static final double LEAST_DAMPING = 1e-6;
    private static final double MOST_DAMPING = 1e8;

    /**
     * Climbs.
     *
     * @param data what was measured
     * @param model the model
     * @param start places in the prior; taken to the nearest end if outside
     * @return the peak, as far as 20 steps lead
     */
    public static LikelihoodPeak near(ObservedCounts data, ExpectedCounts model, double[] start) {
        int n = start.length;
        double[] at = start.clone();
        for (int p = 0; p < n; p++) {
            at[p] = Math.min(Math.max(at[p], 0), 1);
        }
        double[][] folded = model.at(stencil(at));
        double statistic = data.statistic(folded[0]);
        int folds = n + 1;
        double damping = LEAST_DAMPING;
        for (int step = 0; step < MOST_STEPS && damping < MOST_DAMPING; step++) {
            double[] next = step(data, at, folded, damping);
            double[][] there = model.at(stencil(next));
            folds += n + 1;
            double value = data.statistic(there[0]);
            if (!(value <= statistic)) {
                damping = Math.max(damping, 1e-3) * 10;
                continue;
            }
            boolean done = statistic - value < ENOUGH && damping <= 1;
            at = next;
            folded = there;
            statistic = value;
            damping = Math.max(damping / 30, LEAST_DAMPING);
            if (done) {
                break;
            }
        }
        return new LikelihoodPeak(at, folded[0], statistic, folds);
    }

    /** The point itself, and the point moved along each parameter in turn, towards the middle of the prior. */
    private static double[][] stencil(double[] at) {
        double[][] points = new double[at.length + 1][];
        points[0] = at;
        for (int p = 0; p < at.length; p++) {
            points[p + 1] = at.clone();
            points[p + 1][p] += inward(at[p]);
        }
        return points;
    }

    private static double inward(double unit) {
        return unit > 0.5 ? -STEP : STEP;
    }

    /** Where a damped step leads; parameters that an end of the prior holds back stay there. */
    private static double[] step(ObservedCounts data, double[] at, double[][] folded, double damping) {
        int n = at.length;
        double[] slope = new double[n];
        double[][] information = new double[n][n];
        double[] gradient = new double[n];
        for (int b = 0; b < folded[0].length; b++) {
            double background = data.backgroundIn(b, folded[0][b]);
            double mean = Math.max(folded[0][b] + background, 1e-5);
            double weight = 1 / (mean + data.scale(b) * background);
            for (int p = 0; p < n; p++) {
                slope[p] = (folded[p + 1][b] - folded[0][b]) / inward(at[p]);
                gradient[p] += slope[p] * (data.counts(b) / mean - 1);
                for (int q = 0; q <= p; q++) {
                    information[p][q] += slope[p] * slope[q] * weight;
                }
            }
        }
        for (int p = 0; p < n; p++) {
            // The small term keeps a parameter without effect on the counts where it is.
            information[p][p] += damping * information[p][p] + 1e-12;
            for (int q = 0; q < p; q++) {
                information[q][p] = information[p][q];
            }
        }
        for (int p = 0; p < n; p++) {
            if (at[p] <= 0 && gradient[p] < 0 || at[p] >= 1 && gradient[p] > 0) {
                for (int q = 0; q < n; q++) {
                    information[p][q] = 0;
                    information[q][p] = 0;
                }
                information[p][p] = 1;
                gradient[p] = 0;
            }
        }
        double[] next = at.clone();
        try {
            double[] move = new CholeskyDecomposition(new Array2DRowRealMatrix(information, false), 1e-6, 0).getSolver()
                    .solve(new ArrayRealVector(gradient, false)).toArray();
            for (int p = 0; p < n; p++) {
                next[p] = Math.min(Math.max(at[p] + move[p], 0), 1);
            }
        } catch (NonPositiveDefiniteMatrixException e) {
            // Not to be inverted in double precision: no step leads on from here, and the search ends.
            return at.clone();
        }
        return next;
    }
}
