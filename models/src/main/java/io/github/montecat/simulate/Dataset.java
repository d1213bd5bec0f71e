package io.github.montecat.simulate;

import io.github.montecat.progress.Progress;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Simulated spectra and the parameters they came from. Kept are the expected counts; the noise is drawn when counts are
 * asked for, so each spectrum can be had with any number of noise realisations. Immutable and safe for use by several
 * threads. Needs 4 bytes per spectrum and bin.
 */
public final class Dataset {

    /** Spectra folded in one pass over the response. */
    private static final int BATCH = 32;

    private final SpectrumSimulator simulator;
    private final long firstRow;
    private final long seed;
    private final double[][] units;
    private final float[][] expected;

    private Dataset(SpectrumSimulator simulator, long firstRow, long seed, double[][] units, float[][] expected) {
        this.simulator = simulator;
        this.firstRow = firstRow;
        this.seed = seed;
        this.units = units;
        this.expected = expected;
    }

    /**
     * Draws from the prior and folds, in the current fork-join pool.
     *
     * @param simulator what to simulate
     * @param firstRow number of the first draw, so that a part of a larger data set can be had alone
     * @param size number of spectra
     * @param seed the seed
     * @param progress counts spectra; may cancel
     * @return the data set
     */
    public static Dataset simulate(SpectrumSimulator simulator, long firstRow, int size, long seed,
            Progress progress) {
        if (size < 1) {
            throw new IllegalArgumentException("number of spectra is " + size + ", expected 1 or more");
        }
        double[][] units = new double[size][];
        float[][] expected = new float[size][];
        AtomicLong done = new AtomicLong();
        IntStream.range(0, (size + BATCH - 1) / BATCH).parallel().forEach(batch -> {
            int from = batch * BATCH;
            int to = Math.min(size, from + BATCH);
            for (int row = from; row < to; row++) {
                units[row] = simulator.drawUnit(seed, firstRow + row);
            }
            double[][] counts = simulator.expectedCounts(Arrays.stream(units, from, to)
                    .map(simulator.prior()::fromUnit).toArray(double[][]::new));
            for (int row = from; row < to; row++) {
                expected[row] = new float[counts[row - from].length];
                for (int b = 0; b < expected[row].length; b++) {
                    expected[row][b] = (float) counts[row - from][b];
                }
            }
            progress.update(done.addAndGet(to - from), size);
        });
        return new Dataset(simulator, firstRow, seed, units, expected);
    }

    /** @return number of spectra */
    public int size() {
        return expected.length;
    }

    /** @return the simulator the spectra came from */
    public SpectrumSimulator simulator() {
        return simulator;
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
     * @return counts per bin
     */
    public double[] counts(int row, int realisation) {
        double[] counts = new double[expected[row].length];
        SpectrumSimulator.drawCounts(expected[row], seed, firstRow + row, realisation, counts);
        return counts;
    }

    /** What determines the data set, on one line. */
    @Override
    public String toString() {
        return size() + " spectra from " + firstRow + " on under seed " + seed + ", " + simulator.prior() + ", "
                + simulator.response().bins() + ", " + simulator.exposure() + " s";
    }
}
