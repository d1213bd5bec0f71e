package io.github.montecat.exact;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.statistic.BackgroundShape;
import io.github.montecat.statistic.BinnedCounts;
import io.github.montecat.statistic.PoissonDeviance;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * The Poisson likelihood of a spectrum whose background has a known shape and an unknown level. The level is the expected
 * number of background counts in the background measurement; the measured number and a flat prior give it a gamma
 * distribution, and the likelihood of the spectrum is integrated over that. So the level is no coordinate, the
 * parameters are those of the source alone, and likelihoods of several spectra add up.
 *
 * <p>ln L is relative to that of expected counts which equal the measured ones in every bin: -2 ln L is a C-statistic of the
 * spectrum's bins. The integral is a trapezoidal sum over the cube root of the level, in which gamma distributions are
 * nearly normal, around its maximum; its relative error is below 1e-6. Immutable and safe for use by several threads.
 */
public final class BackgroundModelLikelihood implements LogLikelihood {

    /** Steps to each side of the maximum, and their length in standard deviations. */
    private static final int STEPS = 11;
    private static final double STEP = 0.7;
    private static final int MOST_ITERATIONS = 60;

    private final SpectrumLikelihood source;
    private final BinnedCounts data;
    /** Counts in the source's region for each count of the background measurement, and their sum. */
    private final double[] perCount;
    private final double sum;
    private final double measured;
    /** Bins that have counts. */
    private final int[] hit;
    private final double constant;

    /**
     * @param source gives the rates of the source in the same bins
     * @param data counts of the spectrum with its background
     * @param shape shape of the background
     * @throws IllegalArgumentException if there is no background or the numbers of bins differ
     */
    public BackgroundModelLikelihood(SpectrumLikelihood source, BinnedCounts data, BackgroundShape shape) {
        double[] shares = shape.shares();
        if (!data.hasBackground() || source.bins() != data.size() || shares.length != data.size()) {
            throw new RefusedValueException("a background model needs a background in the " + source.bins()
                    + " bins of the spectrum");
        }
        this.source = source;
        this.data = data;
        perCount = new double[shares.length];
        Arrays.setAll(perCount, b -> shares[b] * data.scale(b));
        sum = Arrays.stream(perCount).sum();
        measured = shape.total();
        hit = IntStream.range(0, shares.length).filter(b -> data.counts(b) > 0).toArray();
        double saturated = 0;
        for (int b : hit) {
            saturated += data.counts(b) * Math.log(data.counts(b)) - data.counts(b);
        }
        constant = -saturated - LogGamma.value(measured + 1);
    }

    @Override
    public int dimension() {
        return source.dimension();
    }

    @Override
    public double[] values(double[][] units) {
        double[][] rates = source.rates(units);
        return IntStream.range(0, units.length).parallel().mapToDouble(i -> {
            double value = new Level(rates[i]).logIntegral;
            if (Double.isNaN(value)) {
                throw new ArithmeticException("the " + this + " is not a number at " + Arrays.toString(units[i]));
            }
            return value;
        }).toArray();
    }

    /** Roots of the terms at the most likely level: the spectrum's bins, and the background's counts. */
    @Override
    public Optional<Residuals> residuals() {
        return Optional.of(units -> {
            double[][] rates = source.rates(units);
            return IntStream.range(0, units.length).parallel().mapToObj(i -> {
                Level level = new Level(rates[i]);
                double[] roots = new double[perCount.length + 1];
                for (int b = 0; b < perCount.length; b++) {
                    roots[b] = root(data.counts(b), level.expected[b] + level.best * perCount[b]);
                }
                roots[perCount.length] = root(measured, level.best);
                return roots;
            }).toArray(double[][]::new);
        });
    }

    private static double root(double counts, double expected) {
        double root = Math.sqrt(Math.max(PoissonDeviance.of(counts, expected), 0));
        return expected > counts ? root : -root;
    }

    /**
     * The background that the spectrum and its background measurement tell of together.
     *
     * @param mean expected background counts in all of the spectrum's bins
     * @param std standard deviation of it
     * @param bins the mean in each bin
     */
    public record Background(double mean, double std, double[] bins) {
    }

    /**
     * @param units samples of the posterior, points of the unit cube
     * @return the posterior of the background's level
     */
    public Background background(double[][] units) {
        double mean = 0;
        double squares = 0;
        for (double[] rates : source.rates(units)) {
            Level level = new Level(rates);
            mean += level.mean / units.length;
            squares += level.square / units.length;
        }
        double level = mean;
        return new Background(level * sum, Math.sqrt(Math.max(squares - mean * mean, 0)) * sum,
                Arrays.stream(perCount).map(p -> level * p).toArray());
    }

    /** The integral over the level at one point. */
    private final class Level {

        private final double[] expected;
        private final double best;
        private final double logIntegral;
        private final double mean;
        private final double square;

        Level(double[] rates) {
            expected = rates.clone();
            double all = 0;
            for (int b = 0; b < rates.length; b++) {
                expected[b] *= data.exposure(b);
                all += expected[b];
            }
            best = best();
            double root = Math.cbrt(best);
            double step = STEP * width(root);
            // The sum begins at 0, where the density and its slope are 0, if that is near: else its start would count.
            step = root / Math.ceil(root / step);
            double top = logDensity(root);
            double mass = 0;
            double first = 0;
            double second = 0;
            for (int k = -STEPS; k <= STEPS; k++) {
                double v = root + k * step;
                if (v > 1e-9 * root) {
                    double density = Math.exp(logDensity(v) - top);
                    double level = v * v * v;
                    mass += density;
                    first += density * level;
                    second += density * level * level;
                }
            }
            logIntegral = constant - all + top + Math.log(mass * step);
            mean = first / mass;
            square = second / mass;
        }

        /** ln of the integrand over the root of the level, without what does not depend on it. */
        private double logDensity(double v) {
            double level = v * v * v;
            double log = Math.log(3) + (3 * measured + 2) * Math.log(v) - level * (1 + sum);
            for (int b : hit) {
                log += data.counts(b) * Math.log(Math.max(expected[b] + level * perCount[b], Double.MIN_NORMAL));
            }
            return log;
        }

        /** The level of the greatest integrand, between those where no and where all counts are of the background. */
        private double best() {
            double prior = measured + 2.0 / 3;
            double low = prior / (1 + sum);
            double high = low + Arrays.stream(hit).mapToDouble(data::counts).sum() / (1 + sum);
            double level = high;
            for (int i = 0; i < MOST_ITERATIONS && high - low > 1e-9 * high; i++) {
                double excess = prior - level * (1 + sum);
                double slope = -(1 + sum);
                for (int b : hit) {
                    double both = expected[b] + level * perCount[b];
                    excess += data.counts(b) * level * perCount[b] / both;
                    slope += data.counts(b) * perCount[b] * expected[b] / (both * both);
                }
                if (excess > 0) {
                    low = level;
                } else {
                    high = level;
                }
                double next = level - excess / slope;
                double before = level;
                level = next > low && next < high ? next : (low + high) / 2;
                if (Math.abs(level - before) <= 1e-10 * level) {
                    break;
                }
            }
            return level;
        }

        /** Standard deviation in the root of the level, from the curvature at the maximum. */
        private double width(double v) {
            double step = 1e-3 * v;
            double curvature = (logDensity(v + step) - 2 * logDensity(v) + logDensity(v - step)) / (step * step);
            double least = (3 * measured + 2) / (v * v) / 100;
            return 1 / Math.sqrt(Math.max(-curvature, least));
        }
    }

    @Override
    public String toString() {
        return "C-statistic of " + source.prior() + " with a background model";
    }
}
