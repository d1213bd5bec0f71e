package io.github.montecat.features;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.simulate.BackgroundDraw;
import io.github.montecat.simulate.SpectrumSource;
import io.github.montecat.spectrum.BinnedSpectrum;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.stat.correlation.Covariance;

/**
 * The principal components of the logarithms of expected count rates over the prior, and what a spectrum tells of them:
 * their most likely coefficients. A dozen components hold all that the parameters of a smooth model do to a spectrum, so
 * these few numbers are nearly sufficient where single bins drown in noise.
 *
 * <p>log rate = mean + sum of coefficient x direction. Directions have the length of the component's standard deviation
 * over the prior, so that each coefficient has mean 0 and variance 1 there. With a normal distribution of that width as
 * its prior and the Poisson likelihood of the counts, coefficients are found by Fisher scoring. A background adds to what is
 * expected: rates of known shape, as bright as its own measurement tells. Immutable and safe for use by several threads.
 *
 * <p>Source: McCullagh and Nelder 1989, "Generalized Linear Models", section 2.5.
 */
public final class RateComponents {

    /** Draws of the prior that components are found from, under a seed of their own. */
    private static final int DRAWS = 4096;
    private static final int FOLDED_AT_ONCE = 32;
    private static final long SEED = 0x7261746573L;
    /** Rates below are nothing, in 1/s. */
    private static final double LEAST_RATE = 1e-30;
    /** Added to counts to start from, so that their logarithm is finite. */
    private static final double START = 0.3;
    private static final int MOST_STEPS = 30;
    /** Scoring is done when it moves no coefficient farther. */
    private static final double DONE = 1e-4;
    /** Coefficients farther from 0 are of no spectrum of this prior; how far, the network could not know. */
    private static final double FARTHEST = 8;
    /** Logarithm of expected counts that no step goes beyond. */
    private static final double BRIGHTEST = 50;

    private final double[] mean;
    private final double[][] directions;
    private final double[] background;

    /**
     * @param mean means of the logarithms of rates (1/s) in each bin
     * @param directions components x bins, each as long as the component's standard deviation
     * @param background rates (1/s) of the background in each bin, but for a factor that all share; 0 if there is none
     * @throws IllegalArgumentException if there are no components or numbers of bins differ
     */
    public RateComponents(double[] mean, double[][] directions, double[] background) {
        if (directions.length == 0 || background.length != mean.length
                || Arrays.stream(directions).anyMatch(d -> d.length != mean.length)) {
            throw new IllegalArgumentException(directions.length + " components of rates in "
                    + Arrays.stream(directions).map(d -> d.length).toList() + " bins and a background in " + background.length
                    + ", expected one or more, all of " + mean.length + " bins");
        }
        this.mean = mean.clone();
        this.background = background.clone();
        this.directions = Arrays.stream(directions).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * Finds the components, in the current fork-join pool.
     *
     * @param source the spectra
     * @param count number of components
     * @return the components of the greatest variance
     * @throws IllegalArgumentException if there are to be more components than bins
     */
    public static RateComponents of(SpectrumSource source, int count) {
        int bins = source.response().bins().size();
        if (count > bins) {
            throw new RefusedValueException(count + " components of rates for spectra of " + bins
                    + " bins; expected at most as many components as bins");
        }
        double[][] logs = IntStream.range(0, DRAWS / FOLDED_AT_ONCE).parallel().mapToObj(i -> source.perSecond()
                .expectedCounts(IntStream.range(i * FOLDED_AT_ONCE, (i + 1) * FOLDED_AT_ONCE)
                        .mapToObj(row -> source.prior().fromUnit(source.perSecond().drawUnit(SEED, row)))
                        .toArray(double[][]::new)))
                .flatMap(Arrays::stream)
                .map(rates -> Arrays.stream(rates).map(r -> Math.log(Math.max(r, LEAST_RATE))).toArray())
                .toArray(double[][]::new);
        double[] mean = IntStream.range(0, bins)
                .mapToDouble(b -> Arrays.stream(logs).mapToDouble(l -> l[b]).average().orElseThrow()).toArray();
        EigenDecomposition eigen = new EigenDecomposition(new Covariance(logs).getCovarianceMatrix());
        double[][] directions = IntStream.range(0, count)
                .mapToObj(k -> eigen.getEigenvector(k)
                        .mapMultiply(Math.sqrt(Math.max(0, eigen.getRealEigenvalue(k)))).toArray())
                .toArray(double[][]::new);
        return new RateComponents(mean, directions,
                source.background().map(BackgroundDraw::rates).orElseGet(() -> new double[bins]));
    }

    /** @return the number of components */
    public int size() {
        return directions.length;
    }

    /** @return a copy of the means of the logarithms of rates (1/s) in each bin */
    public double[] mean() {
        return mean.clone();
    }

    /** @return a copy of the directions, components x bins */
    public double[][] directions() {
        return Arrays.stream(directions).map(double[]::clone).toArray(double[][]::new);
    }

    /** @return a copy of the background's rates (1/s) in each bin, but for a factor that all share */
    public double[] background() {
        return background.clone();
    }

    /**
     * What a spectrum tells.
     *
     * @param spectrum a spectrum in the components' bins
     * @return the most likely coefficient of each component
     * @throws IllegalArgumentException if it has another number of bins
     */
    double[] coefficients(BinnedSpectrum spectrum) {
        double[] counts = spectrum.counts();
        if (counts.length != mean.length) {
            throw new IllegalArgumentException("spectrum has " + counts.length + " bins, expected " + mean.length);
        }
        double logExposure = Math.log(spectrum.exposure());
        double brightness = brightness(spectrum);
        double[] weight = new double[counts.length];
        double[] pull = new double[counts.length];
        for (int b = 0; b < counts.length; b++) {
            weight[b] = Math.max(counts[b] - brightness * background[b], 0) + START;
            pull[b] = weight[b] * (Math.log(weight[b]) - mean[b] - logExposure);
        }
        double[] coefficients = solved(weight, pull);
        double moved = Double.POSITIVE_INFINITY;
        for (int step = 0; step < MOST_STEPS && moved > DONE; step++) {
            for (int b = 0; b < counts.length; b++) {
                double shift = 0;
                for (int k = 0; k < coefficients.length; k++) {
                    shift += coefficients[k] * directions[k][b];
                }
                double source = Math.exp(Math.min(mean[b] + logExposure + shift, BRIGHTEST));
                double share = source / (source + brightness * background[b]);
                weight[b] = source * share;
                pull[b] = weight[b] * shift + share * counts[b] - source;
            }
            double[] before = coefficients;
            coefficients = solved(weight, pull);
            moved = 0;
            for (int k = 0; k < before.length; k++) {
                moved = Math.max(moved, Math.abs(coefficients[k] - before[k]));
            }
        }
        return Arrays.stream(coefficients).map(c -> Math.max(-FARTHEST, Math.min(FARTHEST, c))).toArray();
    }

    /** Background counts expected in the source's spectrum over the background's rates, by all that was counted beside. */
    private double brightness(BinnedSpectrum spectrum) {
        double rate = Arrays.stream(background).sum();
        return rate == 0 ? 0
                : spectrum.background().map(b -> b.ratio() * Arrays.stream(b.counts()).sum() / rate).orElse(0.0);
    }

    /** Weighted least squares: where the prior's curvature, 1, and that of the weights balance the pull of the bins. */
    private double[] solved(double[] weight, double[] pull) {
        int size = directions.length;
        double[][] curvature = new double[size][size];
        double[] pulled = new double[size];
        double[] weighted = new double[weight.length];
        for (int k = 0; k < size; k++) {
            for (int b = 0; b < weight.length; b++) {
                weighted[b] = weight[b] * directions[k][b];
                pulled[k] += pull[b] * directions[k][b];
            }
            for (int j = 0; j <= k; j++) {
                for (int b = 0; b < weight.length; b++) {
                    curvature[k][j] += weighted[b] * directions[j][b];
                }
                curvature[j][k] = curvature[k][j];
            }
            curvature[k][k] += 1;
        }
        return new CholeskyDecomposition(new Array2DRowRealMatrix(curvature, false)).getSolver()
                .solve(new ArrayRealVector(pulled, false)).toArray();
    }
}
