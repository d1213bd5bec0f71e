package io.github.montecat.assessment;

import io.github.montecat.spectrum.BinnedSpectrum;
import io.github.montecat.statistic.BinnedCounts;
import io.github.montecat.statistic.PoissonDeviance;
import java.util.Arrays;

/**
 * Poisson counts in bins, with those of a background measurement where there is one. The statistic is C without a
 * background and W with one. Immutable by agreement: arrays are not copied. Safe for use by several threads.
 */
public final class ObservedCounts {

    private final double[] counts;
    private final double[] background;
    private final double[] scale;

    private ObservedCounts(double[] counts, double[] background, double[] scale) {
        this.counts = counts;
        this.background = background;
        this.scale = scale;
    }

    /**
     * @param counts counts per bin, from 0 up
     * @return the counts, without background
     */
    public static ObservedCounts of(double[] counts) {
        return new ObservedCounts(counts, null, null);
    }

    /**
     * @param counts counts per bin, source and background together, from 0 up
     * @param background counts per bin of a background measurement, from 0 up
     * @param scale counts in the source's region to expect for each count of the background measurement (the ratio of
     *        exposure, AREASCAL and BACKSCAL), per bin, above 0
     * @return the counts
     * @throws IllegalArgumentException if the lengths differ
     */
    public static ObservedCounts of(double[] counts, double[] background, double[] scale) {
        if (background.length != counts.length || scale.length != counts.length) {
            throw new IllegalArgumentException(counts.length + " bins with " + background.length
                    + " of the background and "
                    + scale.length + " scales, expected as many of each");
        }
        return new ObservedCounts(counts, background, scale);
    }

    /**
     * @param spectrum what was counted in a network's bins
     * @return the same counts
     */
    public static ObservedCounts of(BinnedSpectrum spectrum) {
        if (spectrum.background().isEmpty()) {
            return of(spectrum.counts());
        }
        BinnedSpectrum.Background background = spectrum.background().get();
        double[] scale = new double[spectrum.counts().length];
        Arrays.fill(scale, background.ratio());
        return of(spectrum.counts(), background.counts(), scale);
    }

    /**
     * @param data what was measured in the noticed bins of a spectrum
     * @return the same counts
     */
    public static ObservedCounts of(BinnedCounts data) {
        double[] counts = new double[data.size()];
        double[] background = new double[data.size()];
        double[] scale = new double[data.size()];
        for (int b = 0; b < counts.length; b++) {
            counts[b] = data.counts(b);
            background[b] = data.background(b);
            scale[b] = data.exposure(b) / data.backgroundExposure(b);
        }
        return data.hasBackground() ? of(counts, background, scale) : of(counts);
    }

    /** @return the number of bins */
    public int size() {
        return counts.length;
    }

    /** @return whether there is a background measurement */
    public boolean hasBackground() {
        return background != null;
    }

    /**
     * @param bin a bin
     * @return its counts, source and background together
     */
    public double counts(int bin) {
        return counts[bin];
    }

    /** @return the sum of all counts, source and background together */
    public double total() {
        double total = 0;
        for (double c : counts) {
            total += c;
        }
        return total;
    }

    /**
     * @param bin a bin
     * @return counts of the background measurement, 0 if there is none
     */
    public double background(int bin) {
        return background == null ? 0 : background[bin];
    }

    /**
     * @param bin a bin
     * @return counts in the source's region that a background count stands for, 0 if there is no background
     */
    public double scale(int bin) {
        return background == null ? 0 : scale[bin];
    }

    /**
     * @param bin a bin
     * @param source expected counts of the source
     * @return the most likely counts of the background in the source's region, 0 if none was measured
     */
    double backgroundIn(int bin, double source) {
        return background == null ? 0
                : PoissonDeviance.backgroundRate(counts[bin], background[bin], 1, 1 / scale[bin], source);
    }

    /**
     * The statistic.
     *
     * @param source expected counts of the source per bin
     * @return C, or W if there is a background
     * @throws IllegalArgumentException if the number of bins differs
     */
    public double statistic(double[] source) {
        if (source.length != counts.length) {
            throw new IllegalArgumentException(source.length + " expected counts for " + counts.length + " bins");
        }
        double sum = 0;
        for (int b = 0; b < source.length; b++) {
            sum += deviance(b, b + 1, source[b]);
        }
        return sum;
    }

    /**
     * The term of neighbouring bins taken together.
     *
     * @param from first bin
     * @param to the bin after the last
     * @param source expected counts of the source in all of them
     * @return twice the logarithm of a likelihood ratio, from 0 up but for rounding
     */
    double deviance(int from, int to, double source) {
        double sum = 0;
        double off = 0;
        double scaled = 0;
        double scales = 0;
        for (int b = from; b < to; b++) {
            sum += counts[b];
            if (background != null) {
                off += background[b];
                scaled += background[b] * scale[b];
                scales += scale[b];
            }
        }
        if (background == null) {
            return PoissonDeviance.of(sum, source);
        }
        double mean = off > 0 ? scaled / off : scales / (to - from);
        return PoissonDeviance.profiled(sum, off, 1, 1 / mean, source);
    }

    /**
     * @param from first bin
     * @param to the bin after the last
     * @param source expected counts of the source in all of them
     * @return counts above those of source and measured background
     */
    double excess(int from, int to, double source) {
        double sum = -source;
        for (int b = from; b < to; b++) {
            sum += counts[b] - (background == null ? 0 : background[b] * scale[b]);
        }
        return sum;
    }
}
