package io.github.montecat.exact;

import io.github.montecat.exact.LogLikelihood.Residuals;

/**
 * A maximum of the posterior density in {@link ProbitSpace} and the normal distribution that touches it there. Found by the
 * Levenberg-Marquardt method: the prior is a sum of squares as well, so every direction is constrained. Four damping factors
 * are tried at a time, which costs no more than one. Immutable.
 *
 * @param z where it is
 * @param covariance inverse of the curvature there
 * @param logMass logarithm of the density's integral, if it were that normal distribution
 * @param evaluations how often the likelihood was evaluated
 */
record PosteriorMode(double[] z, double[][] covariance, double logMass, int evaluations) {

    private static final int MAX_STEPS = 30;
    /** Half the fall of chi-squared below which a step no longer matters. */
    private static final double TOLERANCE = 1e-3;
    private static final double DIFFERENCE = 1e-4;
    private static final double[] DAMPING = {0.03, 0.3, 3, 30};
    private static final double MOST_DAMPING = 1e9;

    /** Climbs from a point to the maximum near it. */
    static PosteriorMode from(double[] start, Residuals residuals) {
        int d = start.length;
        double[] z = start.clone();
        double damping = 0.1;
        int evaluations = 0;
        double[][] curvature = null;
        double chiSquared = Double.NaN;
        for (int step = 0; step < MAX_STEPS; step++) {
            double[][] points = new double[d + 1][];
            for (int p = 0; p <= d; p++) {
                points[p] = z.clone();
                if (p < d) {
                    points[p][p] += z[p] > 0 ? -DIFFERENCE : DIFFERENCE;
                }
            }
            double[][] r = residuals.values(ProbitSpace.toUnits(points));
            evaluations += d + 1;
            double[] gradient = z.clone();
            curvature = slopes(z, r, gradient);
            chiSquared = chiSquared(z, r[d]);
            double[][] tried = new double[DAMPING.length][];
            for (int t = 0; t < tried.length; t++) {
                tried[t] = step(z, curvature, gradient, damping * DAMPING[t]);
            }
            double[][] found = residuals.values(ProbitSpace.toUnits(tried));
            evaluations += tried.length;
            int best = 0;
            double[] chi = new double[tried.length];
            for (int t = 0; t < tried.length; t++) {
                chi[t] = chiSquared(tried[t], found[t]);
                best = chi[t] < chi[best] || Double.isNaN(chi[best]) ? t : best;
            }
            double gain = chiSquared - chi[best];
            if (gain > 0) {
                z = tried[best];
                damping *= DAMPING[best];
            } else {
                damping *= DAMPING[DAMPING.length - 1] * DAMPING[DAMPING.length - 1];
            }
            if (gain > 0 && gain < TOLERANCE || damping > MOST_DAMPING) {
                chiSquared = Math.min(chiSquared, chi[best]);
                break;
            }
        }
        CholeskyFactor factor = CholeskyFactor.of(curvature).orElseThrow(() -> new ArithmeticException(
                "the curvature of the posterior at its maximum is not finite"));
        return new PosteriorMode(z, factor.inverse(), -chiSquared / 2 - factor.logDeterminant(), evaluations);
    }

    /** Adds the residuals' part to the gradient (of half chi-squared) and gives the curvature, prior included. */
    private static double[][] slopes(double[] z, double[][] r, double[] gradient) {
        int d = z.length;
        double[] at = r[d];
        double[][] slope = new double[d][at.length];
        for (int p = 0; p < d; p++) {
            double difference = z[p] > 0 ? -DIFFERENCE : DIFFERENCE;
            for (int b = 0; b < at.length; b++) {
                slope[p][b] = (r[p][b] - at[b]) / difference;
                gradient[p] += slope[p][b] * at[b];
            }
        }
        double[][] curvature = new double[d][d];
        for (int p = 0; p < d; p++) {
            for (int q = 0; q <= p; q++) {
                for (int b = 0; b < at.length; b++) {
                    curvature[p][q] += slope[p][b] * slope[q][b];
                }
                curvature[q][p] = curvature[p][q];
            }
            curvature[p][p] += 1;
        }
        return curvature;
    }

    private static double[] step(double[] z, double[][] curvature, double[] gradient, double damping) {
        int d = z.length;
        double[][] damped = new double[d][];
        for (int p = 0; p < d; p++) {
            damped[p] = curvature[p].clone();
            damped[p][p] *= 1 + damping;
        }
        double[] step = CholeskyFactor.of(damped).map(f -> f.solve(gradient)).orElseGet(() -> new double[d]);
        double[] to = z.clone();
        for (int p = 0; p < d; p++) {
            to[p] -= step[p];
        }
        return to;
    }

    private static double chiSquared(double[] z, double[] residuals) {
        double sum = 0;
        for (double r : residuals) {
            sum += r * r;
        }
        for (double x : z) {
            sum += x * x;
        }
        return sum;
    }
}
