package io.github.montecat.simulate;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.progress.Progress;
import io.github.montecat.random.PhiloxStream;
import io.github.montecat.random.RandomPurpose;
import io.github.montecat.spectrum.BinnedSpectrum;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Simulated spectra and the parameters they came from. Kept are the expected counts; the noise is drawn when a spectrum is
 * asked for, so each can be had with any number of noise realisations. Immutable and safe for use by several threads.
 * Needs 4 bytes per spectrum and bin.
 */
public final class Dataset {

    /** Spectra folded in one pass over the response. */
    private static final int BATCH = 32;

    private final SpectrumSource source;
    private final long firstRow;
    private final long seed;
    private final double[][] units;
    /** Counts expected of the source alone. */
    private final float[][] expected;

    private Dataset(SpectrumSource source, long firstRow, long seed, double[][] units, float[][] expected) {
        this.source = source;
        this.firstRow = firstRow;
        this.seed = seed;
        this.units = units;
        this.expected = expected;
    }

    /**
     * Draws from the prior and folds, in the current fork-join pool.
     *
     * @param source what to simulate
     * @param firstRow number of the first draw, so that a part of a larger data set can be had alone
     * @param size number of spectra
     * @param seed the seed
     * @param progress counts spectra; may cancel
     * @return the data set
     */
    public static Dataset simulate(SpectrumSource source, long firstRow, int size, long seed, Progress progress) {
        if (size < 1) {
            throw new RefusedValueException("number of spectra is " + size + ", expected 1 or more");
        }
        SpectrumSimulator perSecond = source.perSecond();
        double[][] units = new double[size][];
        float[][] expected = new float[size][];
        AtomicLong done = new AtomicLong();
        IntStream.range(0, (size + BATCH - 1) / BATCH).parallel().forEach(batch -> {
            int from = batch * BATCH;
            int to = Math.min(size, from + BATCH);
            for (int row = from; row < to; row++) {
                units[row] = perSecond.drawUnit(seed, firstRow + row);
            }
            double[][] rates = perSecond.expectedCounts(Arrays.stream(units, from, to)
                    .map(source.prior()::fromUnit).toArray(double[][]::new));
            for (int row = from; row < to; row++) {
                double seconds = source.exposure().draw(seed, firstRow + row);
                expected[row] = new float[rates[row - from].length];
                for (int b = 0; b < expected[row].length; b++) {
                    expected[row][b] = (float) (rates[row - from][b] * seconds);
                }
            }
            progress.update(done.addAndGet(to - from), size);
        });
        return new Dataset(source, firstRow, seed, units, expected);
    }

    /** @return number of spectra */
    public int size() {
        return expected.length;
    }

    /** @return what the spectra are of */
    public SpectrumSource source() {
        return source;
    }

    /** @return number of the first draw */
    public long firstRow() {
        return firstRow;
    }

    /** @return the seed */
    public long seed() {
        return seed;
    }

    /**
     * @param row index of a spectrum
     * @return a copy of its parameters' places in the prior
     */
    public double[] unit(int row) {
        return units[row].clone();
    }

    /**
     * @param row index of a spectrum
     * @param realisation number of the noise realisation, from 0
     * @return the spectrum with that noise
     */
    public BinnedSpectrum spectrum(int row, int realisation) {
        long draw = firstRow + row;
        double seconds = source.exposure().draw(seed, draw);
        double[] counts = new double[expected[row].length];
        if (source.background().isEmpty()) {
            SpectrumSimulator.drawCounts(expected[row], seed, draw, realisation, counts);
            return new BinnedSpectrum(counts, seconds, Optional.empty());
        }
        BackgroundDraw background = source.background().get();
        BackgroundDraw.Drawn drawn = background.draw(seed, draw);
        float[] both = new float[counts.length];
        float[] beside = new float[counts.length];
        for (int b = 0; b < both.length; b++) {
            double inSource = background.rates()[b] * drawn.brightness() * seconds;
            both[b] = (float) (expected[row][b] + inSource);
            beside[b] = (float) (inSource / drawn.ratio());
        }
        SpectrumSimulator.drawCounts(both, seed, draw, realisation, counts);
        double[] backgroundCounts = new double[counts.length];
        SpectrumSimulator.drawCounts(beside, new PhiloxStream(seed, RandomPurpose.BACKGROUND_NOISE, realisation, draw),
                backgroundCounts);
        return new BinnedSpectrum(counts, seconds,
                Optional.of(new BinnedSpectrum.Background(backgroundCounts, drawn.ratio())));
    }

    /** What determines the data set, on one line. */
    @Override
    public String toString() {
        return size() + " spectra from " + firstRow + " on under seed " + seed + ", " + source;
    }
}
