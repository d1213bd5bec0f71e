package io.github.montecat.assessment;

import io.github.montecat.fit.BoundedMinimum;
import io.github.montecat.statistic.BinnedCounts;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The most likely parameters near a start, inside the prior, by Fisher scoring with {@link BoundedMinimum}: each step
 * takes one call of the model with one vector more than there are parameters, and from a posterior's mean a few steps
 * are enough.
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
    /** Expected counts below are taken for this, as the statistics do. */
    private static final double LEAST_MEAN = 1e-5;

    /**
     * Climbs.
     *
     * @param data what was measured
     * @param model the model
     * @param start places in the prior; taken to the nearest end if outside
     * @return the peak, as far as 20 steps lead
     */
    public static LikelihoodPeak near(BinnedCounts data, ExpectedCounts model, double[] start) {
        double[] upper = new double[start.length];
        Arrays.fill(upper, 1);
        Climb climb = new Climb(data, model);
        Point peak = new BoundedMinimum(new double[start.length], upper, ENOUGH, MOST_STEPS, 1)
                .from(start, climb).trial();
        return new LikelihoodPeak(peak.point, peak.folded[0], peak.value, climb.folds);
    }

    private static double inward(double unit) {
        return unit > 0.5 ? -STEP : STEP;
    }

    /** The statistic. For one climb and one thread: it counts folds. */
    private static final class Climb implements BoundedMinimum.Objective<Point> {

        private final BinnedCounts data;
        private final ExpectedCounts model;
        private int folds;

        Climb(BinnedCounts data, ExpectedCounts model) {
            this.data = data;
            this.model = model;
        }

        @Override
        public List<Point> at(double[][] points) {
            double[][] folded = model.at(Arrays.stream(points).flatMap(Climb::stencil).toArray(double[][]::new));
            folds += folded.length;
            int each = folded.length / points.length;
            return IntStream.range(0, points.length)
                    .mapToObj(i -> new Point(points[i], Arrays.copyOfRange(folded, i * each, (i + 1) * each), data))
                    .toList();
        }

        /** The point itself, and the point moved along each parameter in turn, towards the middle of the prior. */
        private static Stream<double[]> stencil(double[] at) {
            return IntStream.rangeClosed(0, at.length).mapToObj(p -> {
                double[] point = at.clone();
                if (p > 0) {
                    point[p - 1] += inward(at[p - 1]);
                }
                return point;
            });
        }
    }

    /** A point that was folded, with those beside it. */
    private static final class Point implements BoundedMinimum.Trial {

        private final double[] point;
        private final double[][] folded;
        private final BinnedCounts data;
        private final double value;

        Point(double[] point, double[][] folded, BinnedCounts data) {
            this.point = point;
            this.folded = folded;
            this.data = data;
            value = data.statistic(folded[0]);
        }

        @Override
        public double[] point() {
            return point;
        }

        @Override
        public double value() {
            return value;
        }

        /** Scores over their standard deviations, whose products are the Fisher information. */
        @Override
        public BoundedMinimum.Slopes slopes() {
            int bins = folded[0].length;
            double[] residuals = new double[bins];
            double[][] derivatives = new double[point.length][bins];
            for (int b = 0; b < bins; b++) {
                double background = data.backgroundIn(b, folded[0][b]);
                double mean = Math.max(folded[0][b] + background, LEAST_MEAN);
                double deviation = Math.sqrt(mean + data.scale(b) * background);
                residuals[b] = (1 - data.counts(b) / mean) * deviation;
                for (int p = 0; p < point.length; p++) {
                    derivatives[p][b] = (folded[p + 1][b] - folded[0][b]) / inward(point[p]) / deviation;
                }
            }
            return BoundedMinimum.Slopes.of(residuals, derivatives);
        }
    }
}
