package io.github.montecat.exact;

import io.github.montecat.statistic.LogSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * What to draw points of the unit cube from: multivariate Student distributions, and the prior with a small weight, so that no
 * part of it is ever left out. Student distributions reach beyond the cube; points outside are drawn, cost nothing, and have
 * the weight 0, so that what ends at a face of the cube is met as it is. Immutable.
 *
 * <p>Source of the update: Cappé et al. 2008, section 4.2; of its form for Student distributions: Peel and McLachlan 2000,
 * Stat. Comput. 10, 339.
 */
final class StudentMixture {

    /** Weight of the prior. */
    private static final double DEFENCE = 0.05;
    /** Degrees of freedom: tails well above those of a normal distribution, most draws still where it has its mass. */
    private static final int FREEDOM = 8;
    /** Share of the draws that are scattered this much wider than what was fitted, to see what was missed so far. */
    private static final double WIDE = 0.15;
    private static final double WIDTH = 2;
    /** Draws per point in the cube after which no more are tried. */
    private static final int MOST_DRAWN = 200;
    /** Multiples of the golden ratio fill the unit interval evenly. */
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    /** A component with less than this share is dropped. */
    private static final double LEAST_SHARE = 1e-3;
    /** A fit ends when a step adds less than this to the mean logarithm of the density. */
    private static final double LEAST_GAIN = 1e-3;

    /**
     * A component.
     *
     * @param share its share among the components
     * @param mean its centre
     * @param scale factor of its scale matrix
     */
    record Component(double share, double[] mean, CholeskyFactor scale) {
    }

    private final List<Component> components;
    /** Logarithms of the densities at the centres of the components, times their shares. */
    private final double[] logPeaks;

    StudentMixture(List<Component> components) {
        double sum = components.stream().mapToDouble(Component::share).sum();
        this.components = components.stream().filter(c -> c.share() >= LEAST_SHARE * sum)
                .map(c -> new Component(c.share() / sum, c.mean(), c.scale())).toList();
        logPeaks = this.components.stream().mapToDouble(c -> Math.log(c.share()) + LOG_FRONT[c.mean().length]
                - c.scale().logDeterminant()).toArray();
    }

    /** Only the prior. */
    static StudentMixture prior() {
        return new StudentMixture(List.of());
    }

    private double defence() {
        return components.isEmpty() ? 1 : DEFENCE;
    }

    /**
     * Points that were drawn.
     *
     * @param inside those in the unit cube
     * @param drawn how many were drawn to have them
     */
    record Draw(double[][] inside, int drawn) {
    }

    /**
     * Draws until there are enough points in the cube. Components take turns by their shares.
     *
     * @param count number of points in the cube; fewer come if hardly any is inside
     * @param dimension number of coordinates
     * @param random where random numbers come from
     */
    Draw draw(int count, int dimension, UniformRandomProvider random) {
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        SharedStateContinuousSampler gamma = AhrensDieterMarsagliaTsangGammaSampler.of(random, FREEDOM / 2.0, 2.0 / FREEDOM);
        List<double[]> inside = new ArrayList<>();
        double turn = random.nextDouble();
        int drawn = 0;
        while (inside.size() < count && drawn < MOST_DRAWN * count) {
            turn = (turn + GOLDEN) % 1;
            double[] point = new double[dimension];
            double place = turn - defence();
            if (place < 0) {
                Arrays.setAll(point, p -> random.nextDouble());
            } else {
                int k = 0;
                while (k < components.size() - 1 && place >= (1 - defence()) * components.get(k).share()) {
                    place -= (1 - defence()) * components.get(k++).share();
                }
                Component c = components.get(k);
                Arrays.setAll(point, p -> normal.sample());
                point = c.scale().times(point);
                double stretch = (random.nextDouble() < WIDE ? WIDTH : 1) / Math.sqrt(gamma.sample());
                for (int p = 0; p < dimension; p++) {
                    point[p] = c.mean()[p] + stretch * point[p];
                }
            }
            drawn++;
            if (Arrays.stream(point).allMatch(u -> u >= 0 && u <= 1)) {
                inside.add(point);
            }
        }
        return new Draw(inside.toArray(double[][]::new), drawn);
    }

    /**
     * Logarithm of the density at a point of the cube. What is drawn from is wider than what is fitted: in units of the
     * fitted component's density at the same place, that is a factor.
     */
    double logDensity(double[] unit) {
        int d = unit.length;
        int count = components.size();
        double[] logs = new double[count];
        double[] factors = new double[count];
        double top = Math.log(defence());
        double wide = WIDE / halfPower(WIDTH * WIDTH, d);
        for (int k = 0; k < count; k++) {
            Component c = components.get(k);
            double distance = c.scale().distance(unit, c.mean());
            double tails = (1 + distance / FREEDOM) / (1 + distance / FREEDOM / (WIDTH * WIDTH));
            factors[k] = (1 - defence()) * (1 - WIDE + wide * halfPower(tails, FREEDOM + d));
            logs[k] = logDensity(k, distance, d);
            top = Math.max(top, logs[k]);
        }
        double sum = defence() * Math.exp(-top);
        for (int k = 0; k < count; k++) {
            sum += factors[k] * Math.exp(logs[k] - top);
        }
        return top + Math.log(sum);
    }

    /** Of a fitted component at a squared distance from its centre, times its share. */
    private double logDensity(int component, double distance, int dimension) {
        return logPeaks[component] - (FREEDOM + dimension) / 2.0 * Math.log1p(distance / FREEDOM);
    }

    /** The base to the power of half the exponent. */
    private static double halfPower(double base, int exponent) {
        double power = exponent % 2 == 0 ? 1 : Math.sqrt(base);
        for (int i = 0; i < exponent / 2; i++) {
            power *= base;
        }
        return power;
    }

    /** Factors of the density by dimension, for as many as a model may have. */
    private static final double[] LOG_FRONT = new double[64];

    static {
        Arrays.setAll(LOG_FRONT, d -> LogGamma.value((FREEDOM + d) / 2.0) - LogGamma.value(FREEDOM / 2.0)
                - d / 2.0 * Math.log(FREEDOM * Math.PI));
    }

    /** Components placed at points, all of one shape, as a start of {@link #fitted}. */
    static StudentMixture at(double[][] means, CholeskyFactor shape) {
        return new StudentMixture(Arrays.stream(means).map(m -> new Component(1, m.clone(), shape)).toList());
    }

    /**
     * Moves the components towards a weighted sample by steps of expectation and maximisation. Each component's covariance
     * is held up by that of the whole sample, as if some points more had it.
     *
     * @param units points
     * @param weights their weights, which sum to 1
     * @param effective number of points they are worth
     * @param steps number of steps
     */
    StudentMixture fitted(double[][] units, double[] weights, double effective, int steps) {
        int[] used = IntStream.range(0, weights.length)
                .filter(i -> weights[i] > 1e-6 / weights.length).toArray();
        double[][] whole = covariance(units, weights);
        Step step = new Step(this, Double.NEGATIVE_INFINITY);
        for (int s = 0; s < steps; s++) {
            Step next = step.mixture().step(units, weights, used, effective, whole);
            if (next.before() - step.before() < LEAST_GAIN) {
                return next.mixture();
            }
            step = next;
        }
        return step.mixture();
    }

    /**
     * A step of the fit.
     *
     * @param mixture what it led to
     * @param before mean logarithm of the density that it began with
     */
    private record Step(StudentMixture mixture, double before) {
    }

    private Step step(double[][] units, double[] weights, int[] used, double effective, double[][] whole) {
        int d = units[0].length;
        int count = components.size();
        double[][] responsibility = new double[used.length][count];
        double[][] pull = new double[used.length][count];
        double[] logs = new double[used.length];
        IntStream.range(0, used.length).parallel().forEach(n -> {
            double[] shares = responsibility[n];
            for (int k = 0; k < count; k++) {
                Component c = components.get(k);
                double distance = c.scale().distance(units[used[n]], c.mean());
                pull[n][k] = (FREEDOM + d) / (FREEDOM + distance);
                shares[k] = logDensity(k, distance, d);
            }
            logs[n] = weights[used[n]] * LogSum.normalise(shares);
            for (int k = 0; k < count; k++) {
                shares[k] *= weights[used[n]];
                pull[n][k] *= shares[k];
            }
        });
        List<Component> next = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            double share = 0;
            for (double[] shares : responsibility) {
                share += shares[k];
            }
            if (share > LEAST_SHARE) {
                moved(k, share, units, used, pull, effective, whole).ifPresent(next::add);
            }
        }
        return new Step(next.isEmpty() ? this : new StudentMixture(next), Arrays.stream(logs).sum());
    }

    /** A component where its points pull it. Their scatter is summed about the old centre and moved to the new one. */
    private Optional<Component> moved(int k, double share, double[][] units, int[] used, double[][] pull,
            double effective, double[][] whole) {
        double[] centre = components.get(k).mean();
        int d = centre.length;
        double all = 0;
        double[] shift = new double[d];
        double[] off = new double[d];
        double[] scatter = new double[d * (d + 1) / 2];
        for (int n = 0; n < used.length; n++) {
            double f = pull[n][k];
            if (f > 0) {
                double[] unit = units[used[n]];
                all += f;
                int place = 0;
                for (int a = 0; a < d; a++) {
                    off[a] = unit[a] - centre[a];
                    double fa = f * off[a];
                    shift[a] += fa;
                    for (int b = 0; b <= a; b++) {
                        scatter[place++] += fa * off[b];
                    }
                }
            }
        }
        double[] mean = new double[d];
        double own = share * effective;
        double borrowed = (d + 2) / (own + d + 2);
        double[][] covariance = new double[d][d];
        int place = 0;
        for (int a = 0; a < d; a++) {
            mean[a] = centre[a] + shift[a] / all;
            for (int b = 0; b <= a; b++) {
                double about = scatter[place++] - shift[a] * shift[b] / all;
                covariance[a][b] = (1 - borrowed) * about / share + borrowed * whole[a][b];
                covariance[b][a] = covariance[a][b];
            }
        }
        return CholeskyFactor.of(covariance).map(f -> new Component(share, mean, f));
    }

    private static void addScatter(double[][] scatter, double[] point, double[] mean, double factor) {
        for (int a = 0; a < mean.length; a++) {
            double da = factor * (point[a] - mean[a]);
            for (int b = 0; b <= a; b++) {
                scatter[a][b] += da * (point[b] - mean[b]);
            }
        }
    }

    /** Covariance of a weighted sample. */
    static double[][] covariance(double[][] units, double[] weights) {
        int d = units[0].length;
        double[] mean = new double[d];
        for (int i = 0; i < units.length; i++) {
            for (int p = 0; p < d; p++) {
                mean[p] += weights[i] * units[i][p];
            }
        }
        double[][] covariance = new double[d][d];
        for (int i = 0; i < units.length; i++) {
            if (weights[i] > 0) {
                addScatter(covariance, units[i], mean, weights[i]);
            }
        }
        for (int a = 0; a < d; a++) {
            for (int b = 0; b < a; b++) {
                covariance[b][a] = covariance[a][b];
            }
        }
        return covariance;
    }
}
