package io.github.montecat.statistic;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.DecompositionSolver;

/**
 * The smooth shape of a measured background: a penalised cubic spline of the logarithm of its counts per keV, fitted by
 * Poisson likelihood. The spline's coordinate runs half with ln E and, the more counts there are, half with the
 * cumulated counts, so that bright lines have knots enough. The penalty is the sum of squared differences of
 * neighbouring coefficients; its strength has the least AIC,
 * corrected for small samples. So few counts give a constant, many counts any shape. Immutable
 * and safe for use by several threads.
 *
 * <p>Source: Eilers and Marx 1996, Statist. Sci. 11, 89 (P-splines); Simmonds et al. 2018, A and A 618, A66 (empirical
 * backgrounds chosen by AIC); Hurvich and Tsai 1989, Biometrika 76, 297.
 */
public final class BackgroundShape {

    private static final int FEWEST_SPLINES = 8;
    private static final int MOST_SPLINES = 60;
    /** Counts for each spline that is added to the fewest. */
    private static final double COUNTS_PER_SPLINE = 10;
    /** Counts at which the coordinate runs a quarter with the counts. */
    private static final double COUNTS_OF_WARP = 500;
    private static final double STRONGEST = 1e4;
    private static final double WEAKEST = 1e-2;
    private static final int MOST_STEPS = 60;
    private static final double TOLERANCE = 1e-9;

    private final double[] shares;
    private final double total;
    private final double degrees;

    private BackgroundShape(double[] shares, double total, double degrees) {
        this.shares = shares;
        this.total = total;
        this.degrees = degrees;
    }

    /**
     * Fits the background of a spectrum.
     *
     * @param data counts with a background
     * @param bins their bins
     * @return the shape of the background
     * @throws IllegalArgumentException if there is no background or a number of bins differs
     */
    public static BackgroundShape of(BinnedCounts data, NoticedBins bins) {
        if (!data.hasBackground() || bins.size() != data.size()) {
            throw new IllegalArgumentException("a shape needs a background in the same bins");
        }
        double[] counts = new double[data.size()];
        double[] width = new double[counts.length];
        double[] place = new double[counts.length];
        for (int b = 0; b < counts.length; b++) {
            counts[b] = data.background(b);
            double low = Math.max(bins.low(b), 1e-3);
            double high = Math.max(bins.high(b), low * (1 + 1e-9));
            width[b] = (high - low) * data.backgroundExposure(b);
            place[b] = Math.log(low * high) / 2;
        }
        return of(counts, width, place);
    }

    /**
     * Fits counts.
     *
     * @param counts counts per bin, from 0 up
     * @param width what a constant shape is proportional to in each bin, above 0
     * @param place coordinate of each bin, ascending or descending throughout
     * @return the shape
     */
    static BackgroundShape of(double[] counts, double[] width, double[] place) {
        double total = Arrays.stream(counts).sum();
        double all = Arrays.stream(width).sum();
        double[] flat = Arrays.stream(width).map(w -> w / all).toArray();
        if (total == 0 || counts.length < 2) {
            return new BackgroundShape(flat, total, 0);
        }
        int splines = (int) Math.min(Math.min(MOST_SPLINES, counts.length), FEWEST_SPLINES + total / COUNTS_PER_SPLINE);
        Fit fit = new Fit(counts, flat, coordinates(counts, place, total), Math.max(splines, 4));
        double least = Double.POSITIVE_INFINITY;
        double[] best = flat;
        double degrees = 1;
        for (double penalty = STRONGEST; penalty >= WEAKEST; penalty /= Math.sqrt(10)) {
            double own = fit.improve(penalty);
            double left = total - own - 1;
            double criterion = left > 0 ? fit.deviance() + 2 * own + 2 * own * (own + 1) / left
                    : Double.POSITIVE_INFINITY;
            if (criterion < least) {
                least = criterion;
                best = fit.expected.clone();
                degrees = own;
            }
        }
        double sum = Arrays.stream(best).sum();
        return new BackgroundShape(Arrays.stream(best).map(e -> e / sum).toArray(), total, degrees);
    }

    /** Coordinates from 0 to 1. */
    private static double[] coordinates(double[] counts, double[] place, double total) {
        double warp = 0.5 * total / (total + COUNTS_OF_WARP);
        double from = place[0];
        double length = place[place.length - 1] - from;
        double[] x = new double[place.length];
        double below = 0;
        for (int b = 0; b < x.length; b++) {
            double even = length == 0 ? (b + 0.5) / x.length : (place[b] - from) / length;
            x[b] = (1 - warp) * even + warp * (below + counts[b] / 2) / total;
            below += counts[b];
        }
        return x;
    }

    /** @return share of the background's counts that each bin has; they sum to 1 and are above 0 */
    public double[] shares() {
        return shares.clone();
    }

    /** @return counts of the background in all bins */
    public double total() {
        return total;
    }

    /** @return effective number of parameters of the shape: 1 for a constant, 0 if there was no count to fit */
    public double degrees() {
        return degrees;
    }

    /** A penalised regression; each penalty starts from the coefficients of the one before. */
    private static final class Fit {

        private static final int ORDER = 4;

        private final double[] counts;
        private final double[] offset;
        private final int[] first;
        private final double[][] basis;
        private final double[] coefficients;
        private double[] expected;

        Fit(double[] counts, double[] flat, double[] x, int splines) {
            this.counts = counts;
            this.offset = flat;
            first = new int[counts.length];
            basis = new double[counts.length][];
            int spans = splines - ORDER + 1;
            for (int b = 0; b < counts.length; b++) {
                double t = Math.min(Math.max(x[b], 0), 1) * spans;
                first[b] = Math.min((int) t, spans - 1);
                double u = t - first[b];
                double v = 1 - u;
                basis[b] = new double[] {v * v * v / 6, (3 * u * u * u - 6 * u * u + 4) / 6,
                    (3 * v * v * v - 6 * v * v + 4) / 6, u * u * u / 6};
            }
            coefficients = new double[splines];
            Arrays.fill(coefficients, Math.log(Arrays.stream(counts).sum()));
            expected = expected(coefficients);
        }

        private double[] expected(double[] c) {
            double[] e = new double[counts.length];
            for (int b = 0; b < e.length; b++) {
                double log = 0;
                for (int k = 0; k < ORDER; k++) {
                    log += basis[b][k] * c[first[b] + k];
                }
                e[b] = offset[b] * Math.exp(Math.min(log, 600));
            }
            return e;
        }

        double deviance() {
            return deviance(expected);
        }

        private double deviance(double[] e) {
            double sum = 0;
            for (int b = 0; b < e.length; b++) {
                sum += 2 * (e[b] - counts[b] + (counts[b] > 0 ? counts[b] * Math.log(counts[b] / e[b]) : 0));
            }
            return sum;
        }

        private static double roughness(double[] c) {
            double sum = 0;
            for (int k = 1; k < c.length; k++) {
                sum += (c[k] - c[k - 1]) * (c[k] - c[k - 1]);
            }
            return sum;
        }

        /** Newton's method; returns the effective number of parameters. */
        double improve(double penalty) {
            double objective = deviance() + penalty * roughness(coefficients);
            for (int step = 0; step < MOST_STEPS; step++) {
                double[] gradient = new double[coefficients.length];
                double[][] curvature = curvature(gradient);
                addPenalty(curvature, gradient, penalty);
                double[] move = solver(curvature).solve(new ArrayRealVector(gradient)).toArray();
                double before = objective;
                double length = 1;
                for (; length > 1e-6; length /= 2) {
                    double[] c = coefficients.clone();
                    for (int k = 0; k < c.length; k++) {
                        c[k] += length * move[k];
                    }
                    double[] e = expected(c);
                    double now = deviance(e) + penalty * roughness(c);
                    if (now <= objective) {
                        System.arraycopy(c, 0, coefficients, 0, c.length);
                        expected = e;
                        objective = now;
                        break;
                    }
                }
                if (before - objective <= TOLERANCE * (1 + Math.abs(before))) {
                    break;
                }
            }
            double[][] data = curvature(new double[coefficients.length]);
            double[][] both = Arrays.stream(data).map(double[]::clone).toArray(double[][]::new);
            addPenalty(both, new double[coefficients.length], penalty);
            return solver(both).solve(new Array2DRowRealMatrix(data, false)).getTrace();
        }

        /** Half the second derivatives of the deviance, and half its fall along each coefficient. */
        private double[][] curvature(double[] gradient) {
            double[][] h = new double[gradient.length][gradient.length];
            for (int b = 0; b < counts.length; b++) {
                for (int k = 0; k < ORDER; k++) {
                    gradient[first[b] + k] += basis[b][k] * (counts[b] - expected[b]);
                    for (int l = 0; l < ORDER; l++) {
                        h[first[b] + k][first[b] + l] += basis[b][k] * basis[b][l] * expected[b];
                    }
                }
            }
            return h;
        }

        private void addPenalty(double[][] h, double[] gradient, double penalty) {
            for (int k = 1; k < gradient.length; k++) {
                h[k][k] += penalty;
                h[k - 1][k - 1] += penalty;
                h[k][k - 1] -= penalty;
                h[k - 1][k] -= penalty;
                double slope = penalty * (coefficients[k] - coefficients[k - 1]);
                gradient[k] -= slope;
                gradient[k - 1] += slope;
            }
        }

        private static DecompositionSolver solver(double[][] h) {
            // A trace on the diagonal keeps rounding from making it indefinite.
            for (int k = 0; k < h.length; k++) {
                h[k][k] += 1e-9 * (1 + h[k][k]);
            }
            return new CholeskyDecomposition(new Array2DRowRealMatrix(h, false), 1e-6, 0).getSolver();
        }
    }
}
