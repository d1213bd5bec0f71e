package io.github.montecat.exact;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.simulate.BackgroundDraw;
import io.github.montecat.spectrum.BinnedSpectrum;
import io.github.montecat.statistic.PoissonDeviance;
import java.util.Arrays;
import java.util.Optional;

/**
 * The Poisson likelihood of a simulated spectrum and its background together, where the background's shape is known and its
 * brightness is not: that is one more coordinate, after those of the parameters, uniform in the logarithm of brightness as
 * {@link BackgroundDraw} draws it. So this, and not W, which knows nothing of shapes, is the likelihood such spectra were drawn
 * from. Its ln L is -1/2 times the C-statistic of the bins of both. Immutable and safe for use by several threads.
 */
public final class BackgroundShapeLikelihood implements LogLikelihood {

    private final SpectrumLikelihood source;
    private final BackgroundDraw shape;
    private final BinnedSpectrum spectrum;
    private final BinnedSpectrum.Background measured;

    /**
     * @param source gives the rates of the source, in all bins of the spectrum
     * @param shape what the background was drawn from, in the same bins
     * @param spectrum what was counted
     * @throws IllegalArgumentException if bins differ or no background was measured
     */
    public BackgroundShapeLikelihood(SpectrumLikelihood source, BackgroundDraw shape, BinnedSpectrum spectrum) {
        int bins = spectrum.counts().length;
        if (source.bins() != bins || shape.rates().length != bins) {
            throw new RefusedValueException("the spectrum has " + bins + " bins, the model " + source.bins()
                    + " and background " + shape.origin() + " " + shape.rates().length);
        }
        this.source = source;
        this.shape = shape;
        this.spectrum = spectrum;
        measured = spectrum.background().orElseThrow(
                () -> new RefusedValueException("the spectrum has no background that " + shape + " could be of"));
    }

    /** Those of the prior, and the brightness of the background. */
    @Override
    public int dimension() {
        return source.dimension() + 1;
    }

    /**
     * A point to start from.
     *
     * @param unit places of the parameters in the prior
     * @return the same, and the place of the brightness that the background's counts have, not at the very ends of what is drawn,
     *         from where nothing could be climbed
     */
    public double[] withBrightness(double[] unit) {
        double expected = Arrays.stream(shape.rates()).sum() * spectrum.exposure() / measured.ratio();
        double seen = Math.max(1, Arrays.stream(measured.counts()).sum()) / expected;
        double[] point = Arrays.copyOf(unit, unit.length + 1);
        double range = Math.log(shape.brightest() / shape.faintest());
        point[unit.length] = range == 0 ? 0.5 : Math.max(0.01, Math.min(0.99, Math.log(seen / shape.faintest()) / range));
        return point;
    }

    @Override
    public double[] values(double[][] units) {
        double[][] all = squareRoots(units);
        double[] values = new double[units.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = -Arrays.stream(all[i]).map(r -> r * r).sum() / 2;
            if (Double.isNaN(values[i])) {
                throw new ArithmeticException("the " + this + " is not a number at " + Arrays.toString(units[i]));
            }
        }
        return values;
    }

    @Override
    public Optional<Residuals> residuals() {
        return Optional.of(this::squareRoots);
    }

    /** Signed roots of the terms, of the source's bins and then of the background's. */
    private double[][] squareRoots(double[][] units) {
        int last = dimension() - 1;
        double[][] rates = source.rates(Arrays.stream(units).map(u -> Arrays.copyOf(u, last)).toArray(double[][]::new));
        double[][] roots = new double[units.length][2 * spectrum.counts().length];
        for (int i = 0; i < units.length; i++) {
            double seconds = spectrum.exposure() * shape.brightness(units[i][last]);
            for (int b = 0; b < rates[i].length; b++) {
                double background = shape.rates()[b] * seconds;
                roots[i][b] = root(spectrum.counts()[b], rates[i][b] * spectrum.exposure() + background);
                roots[i][rates[i].length + b] = root(measured.counts()[b], background / measured.ratio());
            }
        }
        return roots;
    }

    private static double root(double counts, double expected) {
        double root = Math.sqrt(Math.max(PoissonDeviance.of(counts, expected), 0));
        return expected > counts ? root : -root;
    }

    @Override
    public String toString() {
        return "C-statistic of " + source.prior() + " with " + shape;
    }
}
