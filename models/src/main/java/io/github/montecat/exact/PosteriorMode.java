package io.github.montecat.exact;

import io.github.montecat.exact.LogLikelihood.Residuals;
import io.github.montecat.fit.BoundedMinimum;
import io.github.montecat.random.StandardNormal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A maximum of the posterior and the normal distribution that touches it there. {@link BoundedMinimum} finds it in
 * {@link ProbitSpace}: the prior is a sum of squares as well, so every direction is constrained. Four damping factors
 * are tried at a time, which takes no longer than one. Immutable.
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
    private static final int TRIES = 4;
    private static final double DIFFERENCE = 1e-4;
    /** Farther out the prior has nothing. */
    private static final double FARTHEST = 6;
    /** Inverse of the variance of a uniform prior. */
    private static final double PRIOR_CURVATURE = 12;

    /** Climbs from a point of the unit cube to the maximum near it. */
    static PosteriorMode from(double[] start, Residuals residuals) {
        int d = start.length;
        double[] lower = new double[d];
        double[] upper = new double[d];
        Arrays.fill(lower, -FARTHEST);
        Arrays.fill(upper, FARTHEST);
        Climb climb = new Climb(residuals);
        Point peak = new BoundedMinimum(lower, upper, TOLERANCE, MAX_STEPS, TRIES)
                .from(ProbitSpace.fromUnit(start), climb).trial();
        double[][] curvature = BoundedMinimum.Slopes.of(peak.residuals, peak.derivativesInUnits()).curvature();
        for (int p = 0; p < d; p++) {
            curvature[p][p] += PRIOR_CURVATURE;
        }
        CholeskyFactor factor = CholeskyFactor.of(curvature).orElseThrow(
                () -> new ArithmeticException("the curvature of the posterior at its maximum is not finite"));
        return new PosteriorMode(ProbitSpace.toUnit(peak.point), factor.inverse(),
                -squares(peak.residuals) / 2 + d * Math.log(2 * Math.PI) / 2 - factor.logDeterminant(),
                climb.evaluations);
    }

    private static double squares(double[] numbers) {
        double sum = 0;
        for (double x : numbers) {
            sum += x * x;
        }
        return sum;
    }

    /** Chi-squared of likelihood and prior. For one climb and one thread: it counts evaluations of the likelihood. */
    private static final class Climb implements BoundedMinimum.Objective<Point> {

        private final Residuals residuals;
        private int evaluations;

        Climb(Residuals residuals) {
            this.residuals = residuals;
        }

        double[][] values(double[][] points) {
            evaluations += points.length;
            return residuals.values(ProbitSpace.toUnits(points));
        }

        @Override
        public List<Point> at(double[][] points) {
            double[][] values = values(points);
            return IntStream.range(0, points.length).mapToObj(i -> new Point(points[i], values[i], this)).toList();
        }
    }

    /** A point of {@link ProbitSpace}, the likelihood's residuals there, and how they change. */
    private static final class Point implements BoundedMinimum.Trial {

        private final double[] point;
        private final double[] residuals;
        private final Climb climb;

        Point(double[] point, double[] residuals, Climb climb) {
            this.point = point;
            this.residuals = residuals;
            this.climb = climb;
        }

        @Override
        public double[] point() {
            return point;
        }

        @Override
        public double value() {
            return squares(residuals) + squares(point);
        }

        @Override
        public BoundedMinimum.Slopes slopes() {
            BoundedMinimum.Slopes slopes = BoundedMinimum.Slopes.of(residuals, derivatives());
            for (int p = 0; p < point.length; p++) {
                slopes.gradient()[p] += point[p];
                slopes.curvature()[p][p] += 1;
            }
            return slopes;
        }

        /** Derivatives of the residuals, coordinates x residuals. */
        private double[][] derivatives() {
            int d = point.length;
            double[][] points = new double[d][];
            double[] step = new double[d];
            for (int p = 0; p < d; p++) {
                // Towards the middle, where nothing ends.
                step[p] = point[p] > 0 ? -DIFFERENCE : DIFFERENCE;
                points[p] = point.clone();
                points[p][p] += step[p];
            }
            double[][] derivatives = climb.values(points);
            for (int p = 0; p < d; p++) {
                for (int b = 0; b < residuals.length; b++) {
                    derivatives[p][b] = (derivatives[p][b] - residuals[b]) / step[p];
                }
            }
            return derivatives;
        }

        /** The same with respect to coordinates of the unit cube. */
        double[][] derivativesInUnits() {
            double[][] derivatives = derivatives();
            for (int p = 0; p < point.length; p++) {
                // Change of the unit coordinate with this one.
                double density = StandardNormal.density(point[p]);
                derivatives[p] = Arrays.stream(derivatives[p]).map(s -> s / density).toArray();
            }
            return derivatives;
        }
    }
}
