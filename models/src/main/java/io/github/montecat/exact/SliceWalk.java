package io.github.montecat.exact;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Draws points uniformly from where the likelihood is above a threshold: copies of points that are there walk by slice
 * sampling along random directions, scaled to the covariance of all. All walk in step, so that the likelihood is evaluated
 * for many at once. The interval on a direction is as wide as a uniform ellipsoid of that covariance, laid at random over the
 * point, and shrinks to the point at each failure (Neal 2003, section 4.2 and figure 5). Not safe for use by several threads.
 */
final class SliceWalk {

    private final LogLikelihood likelihood;
    private final UniformRandomProvider random;
    private final ZigguratSampler.NormalizedGaussian normal;
    private final int moves;
    private long evaluations;

    SliceWalk(LogLikelihood likelihood, UniformRandomProvider random, int moves) {
        this.likelihood = likelihood;
        this.random = random;
        this.normal = ZigguratSampler.NormalizedGaussian.of(random);
        this.moves = moves;
    }

    long evaluations() {
        return evaluations;
    }

    /**
     * Replaces points.
     *
     * @param points the first {@code count} are to be filled, the others are above the threshold
     * @param values ln L of the points, to be filled as they are
     * @param count how many to fill
     * @param threshold ln L of the new ones is at least this
     */
    void replace(double[][] points, double[] values, int count, double threshold) {
        CholeskyFactor shape = shape(points, count);
        Walker[] walking = new Walker[count];
        for (int i = 0; i < count; i++) {
            int from = count + random.nextInt(points.length - count);
            walking[i] = new Walker(i, points[from].clone(), values[from]);
            walking[i].turn(shape);
        }
        while (walking.length > 0) {
            double[][] tried = new double[walking.length][];
            for (int i = 0; i < tried.length; i++) {
                tried[i] = walking[i].propose();
            }
            double[] found = likelihood.values(tried);
            evaluations += tried.length;
            int left = 0;
            for (int i = 0; i < tried.length; i++) {
                Walker walker = walking[i];
                if (found[i] >= threshold) {
                    walker.move(tried[i], found[i]);
                    if (walker.moved == moves) {
                        points[walker.index] = walker.point;
                        values[walker.index] = walker.value;
                        continue;
                    }
                    walker.turn(shape);
                } else {
                    walker.shrink();
                }
                walking[left++] = walker;
            }
            walking = Arrays.copyOf(walking, left);
        }
    }

    private static CholeskyFactor shape(double[][] points, int from) {
        int d = points[from].length;
        int n = points.length - from;
        double[] mean = new double[d];
        double[][] covariance = new double[d][d];
        for (int i = from; i < points.length; i++) {
            for (int a = 0; a < d; a++) {
                mean[a] += points[i][a] / n;
            }
        }
        for (int i = from; i < points.length; i++) {
            for (int a = 0; a < d; a++) {
                for (int b = 0; b <= a; b++) {
                    covariance[a][b] += (points[i][a] - mean[a]) * (points[i][b] - mean[b]) / n;
                }
            }
        }
        Optional<CholeskyFactor> factor = CholeskyFactor.of(covariance);
        // Any shape is right, this one only slow.
        return factor.orElseGet(() -> CholeskyFactor.identity(d));
    }

    private final class Walker {

        private final int index;
        private double[] point;
        private double value;
        private int moved;
        private double[] direction;
        private double low;
        private double high;
        private double place;

        Walker(int index, double[] point, double value) {
            this.index = index;
            this.point = point;
            this.value = value;
        }

        /** Chooses a new direction and lays an interval over the point, cut off at the faces of the cube. */
        void turn(CholeskyFactor shape) {
            int d = point.length;
            double[] v = new double[d];
            double length = 0;
            for (int p = 0; p < d; p++) {
                v[p] = normal.sample();
                length += v[p] * v[p];
            }
            // A uniform ellipsoid reaches to the root of d + 2 standard deviations on both sides.
            double width = 2 * Math.sqrt(d + 2);
            for (int p = 0; p < d; p++) {
                v[p] *= width / Math.sqrt(length);
            }
            direction = shape.times(v);
            low = -random.nextDouble();
            high = low + 1;
            for (int p = 0; p < d; p++) {
                double toOne = (1 - point[p]) / direction[p];
                double toZero = -point[p] / direction[p];
                if (direction[p] != 0) {
                    high = Math.min(high, Math.max(toOne, toZero));
                    low = Math.max(low, Math.min(toOne, toZero));
                }
            }
        }

        double[] propose() {
            place = low + (high - low) * random.nextDouble();
            double[] tried = new double[point.length];
            for (int p = 0; p < tried.length; p++) {
                tried[p] = Math.min(Math.max(point[p] + place * direction[p], 0), 1);
            }
            return tried;
        }

        void move(double[] to, double found) {
            point = to;
            value = found;
            moved++;
        }

        void shrink() {
            if (place < 0) {
                low = place;
            } else {
                high = place;
            }
        }
    }
}
