package io.github.montecat.exact;

import io.github.montecat.exact.LogLikelihood.Residuals;
import io.github.montecat.random.StandardNormal;
import java.util.Arrays;

/**
 * A maximum of the posterior and the normal distribution that touches it there. Found in {@link ProbitSpace} by the
 * Levenberg-Marquardt method: the prior is a sum of squares as well, so every direction is constrained. Four damping factors
 * are tried at a time, which costs no more than one. Immutable.
 *
 * @param unit where it is, a point of the unit cube
 * @param covariance inverse of the curvature there, that of the prior's variance included
 * @param logMass logarithm of the likelihood's integral, if it were that normal distribution
 * @param evaluations how often the likelihood was evaluated
 */
record PosteriorMode(double[] unit, double[][] covariance, double logMass, int evaluations) {

    private static final int MAX_STEPS = 30;
    /** Fall of chi-squared below which a step no longer matters. */
    private static final double TOLERANCE = 1e-3;
    private static final double DIFFERENCE = 1e-4;
    private static final double FIRST_DAMPING = 0.1;
    private static final double[] DAMPING = {0.03, 0.3, 3, 30};
    private static final double MOST_DAMPING = 1e9;
    /** Farther out the prior has nothing. */
    private static final double FARTHEST = 6;
    /** Inverse of the variance of a uniform prior. */
    private static final double PRIOR_CURVATURE = 12;

    /** Climbs from a point of the unit cube to the maximum near it. */
    static PosteriorMode from(double[] start, Residuals residuals) {
        double[] z = ProbitSpace.fromUnit(start);
        double damping = FIRST_DAMPING;
        int evaluations = 0;
        for (int step = 0; step < MAX_STEPS; step++) {
            Tangent tangent = Tangent.at(z, residuals);
            double[][] curvature = tangent.curvature(1);
            double[] gradient = tangent.gradient();
            double[][] tried = new double[DAMPING.length][];
            for (int t = 0; t < tried.length; t++) {
                tried[t] = step(z, curvature, gradient, damping * DAMPING[t]);
            }
            double[][] found = residuals.values(ProbitSpace.toUnits(tried));
            evaluations += z.length + 1 + tried.length;
            double least = chiSquared(z, tangent.residuals());
            double before = least;
            int best = -1;
            for (int t = 0; t < tried.length; t++) {
                double chiSquared = chiSquared(tried[t], found[t]);
                if (chiSquared < least) {
                    least = chiSquared;
                    best = t;
                }
            }
            if (best >= 0) {
                z = tried[best];
                damping *= DAMPING[best];
            } else {
                damping *= DAMPING[DAMPING.length - 1] / DAMPING[0];
            }
            if (best >= 0 && before - least < TOLERANCE || damping > MOST_DAMPING) {
                break;
            }
        }
        Tangent tangent = Tangent.at(z, residuals);
        CholeskyFactor factor = CholeskyFactor.of(tangent.inUnits().curvature(PRIOR_CURVATURE)).orElseThrow(
                () -> new ArithmeticException("the curvature of the posterior at its maximum is not finite"));
        double logLikelihood = -chiSquared(new double[0], tangent.residuals()) / 2;
        return new PosteriorMode(ProbitSpace.toUnit(z), factor.inverse(),
                logLikelihood + z.length * Math.log(2 * Math.PI) / 2 - factor.logDeterminant(),
                evaluations + z.length + 1);
    }

    /**
     * Residuals at a point and how they change.
     *
     * @param z the point
     * @param residuals the residuals
     * @param slopes their derivatives, coordinates x residuals
     */
    private record Tangent(double[] z, double[] residuals, double[][] slopes) {

        static Tangent at(double[] z, Residuals residuals) {
            int d = z.length;
            double[][] points = new double[d + 1][];
            for (int p = 0; p <= d; p++) {
                points[p] = z.clone();
                if (p < d) {
                    points[p][p] += difference(z[p]);
                }
            }
            double[][] r = residuals.values(ProbitSpace.toUnits(points));
            double[][] slopes = new double[d][r[d].length];
            for (int p = 0; p < d; p++) {
                for (int b = 0; b < slopes[p].length; b++) {
                    slopes[p][b] = (r[p][b] - r[d][b]) / difference(z[p]);
                }
            }
            return new Tangent(z, r[d], slopes);
        }

        /** Towards the middle, where nothing ends. */
        private static double difference(double z) {
            return z > 0 ? -DIFFERENCE : DIFFERENCE;
        }

        /** The same with derivatives after coordinates of the unit cube. */
        Tangent inUnits() {
            double[][] steeper = new double[slopes.length][];
            for (int p = 0; p < steeper.length; p++) {
                // Change of the unit coordinate with this one.
                double slope = StandardNormal.density(z[p]);
                steeper[p] = Arrays.stream(slopes[p]).map(s -> s / slope).toArray();
            }
            return new Tangent(z, residuals, steeper);
        }

        /** Gradient of half chi-squared, the prior's included. */
        double[] gradient() {
            double[] gradient = z.clone();
            for (int p = 0; p < z.length; p++) {
                for (int b = 0; b < residuals.length; b++) {
                    gradient[p] += slopes[p][b] * residuals[b];
                }
            }
            return gradient;
        }

        double[][] curvature(double prior) {
            int d = z.length;
            double[][] curvature = new double[d][d];
            for (int p = 0; p < d; p++) {
                for (int q = 0; q <= p; q++) {
                    for (int b = 0; b < residuals.length; b++) {
                        curvature[p][q] += slopes[p][b] * slopes[q][b];
                    }
                    curvature[q][p] = curvature[p][q];
                }
                curvature[p][p] += prior;
            }
            return curvature;
        }
    }

    private static double[] step(double[] z, double[][] curvature, double[] gradient, double damping) {
        double[][] damped = new double[z.length][];
        for (int p = 0; p < z.length; p++) {
            damped[p] = curvature[p].clone();
            damped[p][p] *= 1 + damping;
        }
        double[] step = CholeskyFactor.of(damped).map(f -> f.solve(gradient)).orElseGet(() -> new double[z.length]);
        double[] to = z.clone();
        for (int p = 0; p < z.length; p++) {
            to[p] = Math.min(Math.max(z[p] - step[p], -FARTHEST), FARTHEST);
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
