package io.github.montecat.statistic;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.spectrum.BinnedSpectrum;
import io.github.montecat.spectrum.Spectrum;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What was measured in the noticed bins of a spectrum, ready for a {@link FitStatistic}: counts of source and background,
 * their exposures with all scalings, and the variance of the net rate, systematic errors included. Immutable and safe
 * for use by several threads.
 *
 * <p>AREASCAL and BACKSCAL of a bin are means over its channels, weighted so that counts divided by the mean are the sum of
 * counts divided by each channel's value; plain harmonic means where the counts sum to 0. A value of 0 counts as 1. Rates
 * are per unit of AREASCAL, as models fold to. SYS_ERR of a bin is the largest of its channels, a fraction of the bin's
 * counts. That is what XSPEC does with them.
 */
public final class BinnedCounts {

    private static final String UNNAMED = "the spectrum";

    private final String name;
    private final double[] counts;
    private final double[] exposure;
    private final double[] background;
    private final double[] backgroundExposure;
    private final double[] variance;
    private final boolean poisson;
    /** Background counts to expect in the source's region; NaN where they are not taken for known, null if nowhere. */
    private final double[] known;

    /**
     * @param spectrum the spectrum, with its background if it has one
     * @param bins its bins
     * @throws IllegalArgumentException if the exposure of spectrum or background is not a positive number, a count is not
     *         finite, or the bins are of a spectrum with another number of channels
     */
    public BinnedCounts(Spectrum spectrum, NoticedBins bins) {
        known = null;
        name = spectrum.name().isEmpty() ? UNNAMED : spectrum.name();
        counts = bins.sum(spectrum.counts());
        for (int b = 0; b < counts.length; b++) {
            if (!Double.isFinite(counts[b])) {
                throw new RefusedValueException(name + " has " + counts[b] + " counts at " + (float) bins.low(b)
                        + "-" + (float) bins.high(b) + " keV, expected a finite number");
            }
        }
        double[] area = BinSums.scale(spectrum.areaScale().orElse(null), spectrum, bins);
        double[] extent = BinSums.scale(spectrum.backScale().orElse(null), spectrum, bins);
        double seconds = BinSums.exposure(spectrum, name);
        exposure = new double[counts.length];
        Arrays.setAll(exposure, b -> seconds * area[b]);
        double[] sourceVariance = BinSums.variance(spectrum, bins);
        boolean sourcePoisson = BinSums.isPoisson(counts, sourceVariance);
        BinSums.addSystematic(counts, spectrum, bins, sourceVariance);
        if (spectrum.background().isPresent()) {
            Spectrum back = spectrum.background().get();
            background = bins.sum(back.counts());
            double[] backArea = BinSums.scale(back.areaScale().orElse(null), back, bins);
            double[] backExtent = BinSums.scale(back.backScale().orElse(null), back, bins);
            double backSeconds = BinSums.exposure(back, "the background of " + name);
            backgroundExposure = new double[counts.length];
            Arrays.setAll(backgroundExposure, b -> backSeconds * backArea[b] * backExtent[b] / extent[b]);
            double[] backVariance = BinSums.variance(back, bins);
            poisson = sourcePoisson && BinSums.isPoisson(background, backVariance);
            BinSums.addSystematic(background, back, bins, backVariance);
            variance = BinSums.variance(sourceVariance, exposure, backVariance, backgroundExposure);
        } else {
            background = null;
            poisson = sourcePoisson;
            backgroundExposure = null;
            variance = BinSums.variance(sourceVariance, exposure);
        }
    }

    private BinnedCounts(String name, double[] counts, double[] exposure, double[] background,
            double[] backgroundExposure, double[] known) {
        this.known = known;
        this.name = name;
        this.counts = counts;
        this.exposure = exposure;
        this.background = background;
        this.backgroundExposure = backgroundExposure;
        variance = background == null ? BinSums.variance(counts, exposure)
                : BinSums.variance(counts, exposure, background, backgroundExposure);
        poisson = true;
    }

    private BinnedCounts(List<BinnedCounts> parts) {
        name = parts.stream().map(p -> p.name).collect(Collectors.joining(" and "));
        counts = joined(parts, p -> p.counts);
        exposure = joined(parts, p -> p.exposure);
        variance = joined(parts, p -> p.variance);
        poisson = parts.stream().allMatch(p -> p.poisson);
        boolean any = parts.stream().anyMatch(p -> p.background != null);
        background = any ? joined(parts, p -> p.background == null ? new double[p.size()] : p.background) : null;
        backgroundExposure = any ? joined(parts, p -> p.background == null ? filled(p.size(), Double.NaN)
                : p.backgroundExposure) : null;
        known = parts.stream().anyMatch(p -> p.known != null)
                ? joined(parts, p -> p.known == null ? filled(p.size(), Double.NaN) : p.known) : null;
    }

    private static double[] joined(List<BinnedCounts> parts, Function<BinnedCounts, double[]> array) {
        return parts.stream().map(array).flatMapToDouble(Arrays::stream).toArray();
    }

    /**
     * The counts of several spectra, one after the other.
     *
     * @param parts counts of single spectra, at least one; some may have a background and others none
     * @return all of them
     */
    public static BinnedCounts joined(List<BinnedCounts> parts) {
        return parts.size() == 1 ? parts.get(0) : new BinnedCounts(parts);
    }

    /**
     * Poisson counts alone.
     *
     * @param counts counts per bin, from 0 up
     * @return the counts, with an exposure of 1 s and without background
     */
    public static BinnedCounts of(double[] counts) {
        return new BinnedCounts(UNNAMED, counts.clone(), filled(counts.length, 1), null, null, null);
    }

    /**
     * Poisson counts with those of a background measurement.
     *
     * @param counts counts per bin, source and background together, from 0 up
     * @param background counts per bin of a background measurement, from 0 up
     * @param scale counts in the source's region to expect for each count of the background measurement (the ratio of
     *        exposure, AREASCAL and BACKSCAL), per bin, above 0; 0 for a bin without a background measurement
     * @return the counts, with an exposure of 1 s
     * @throws IllegalArgumentException if the lengths differ
     */
    public static BinnedCounts of(double[] counts, double[] background, double[] scale) {
        if (background.length != counts.length || scale.length != counts.length) {
            throw new IllegalArgumentException(counts.length + " bins with " + background.length
                    + " of the background and " + scale.length + " scales, expected as many of each");
        }
        return new BinnedCounts(UNNAMED, counts.clone(), filled(counts.length, 1), background.clone(),
                Arrays.stream(scale).map(s -> s > 0 ? 1 / s : Double.NaN).toArray(), null);
    }

    /**
     * @param spectrum Poisson counts in a network's bins
     * @return the same counts
     */
    public static BinnedCounts of(BinnedSpectrum spectrum) {
        int bins = spectrum.counts().length;
        double[] exposure = filled(bins, spectrum.exposure());
        return spectrum.background().map(back -> new BinnedCounts(UNNAMED, spectrum.counts().clone(), exposure,
                back.counts().clone(), filled(bins, spectrum.exposure() / back.ratio()), null))
                .orElseGet(() -> new BinnedCounts(UNNAMED, spectrum.counts().clone(), exposure, null, null, null));
    }

    /**
     * Takes the background for known instead of measured.
     *
     * @param expected background counts to expect in the source's region, per bin, from 0 up; not copied
     * @return the same counts, whose statistic is C with this background
     * @throws IllegalArgumentException if the number of bins differs
     */
    public BinnedCounts knowingBackground(double[] expected) {
        if (expected.length != counts.length) {
            throw new IllegalArgumentException(expected.length + " background counts for " + counts.length + " bins");
        }
        return new BinnedCounts(name, counts, exposure, null, null, expected);
    }

    private static double[] filled(int size, double value) {
        double[] array = new double[size];
        Arrays.fill(array, value);
        return array;
    }

    /** @return name of the spectrum, for messages */
    String name() {
        return name;
    }

    /** @return the number of bins */
    public int size() {
        return counts.length;
    }

    /** @return whether there is a background spectrum, of all bins or of some */
    public boolean hasBackground() {
        return background != null;
    }

    private boolean hasBackground(int bin) {
        return background != null && !Double.isNaN(backgroundExposure[bin]);
    }

    /** @return whether the errors are those of Poisson counts throughout, as the statistics C and W take them to be */
    public boolean isPoisson() {
        return poisson;
    }

    /**
     * @param bin a noticed bin
     * @return counts of source and background together, as measured
     */
    public double counts(int bin) {
        return counts[bin];
    }

    /**
     * @param bin a noticed bin
     * @return exposure times AREASCAL in s: model rates times this are expected source counts
     */
    public double exposure(int bin) {
        return exposure[bin];
    }

    /**
     * @param bin a noticed bin
     * @return counts of the background spectrum, as measured; 0 if there is none
     */
    public double background(int bin) {
        return background == null ? 0 : background[bin];
    }

    /**
     * @param bin a noticed bin
     * @return exposure times AREASCAL of the background spectrum times the ratio of its BACKSCAL to the source's, in s;
     *         background counts divided by this are the background's rate in the source region; NaN if there is none
     */
    public double backgroundExposure(int bin) {
        return background == null ? Double.NaN : backgroundExposure[bin];
    }

    /**
     * @param bin a noticed bin
     * @return counts/s of the source, the background taken off
     */
    public double netRate(int bin) {
        return counts[bin] / exposure[bin] - (hasBackground(bin) ? background[bin] / backgroundExposure[bin] : 0);
    }

    /**
     * The variance of the net rate, from counts or the spectra's own errors. Where it is 0 the variance of one count is
     * taken, of source or background, whichever is smaller.
     *
     * @param bin a noticed bin
     * @return (counts/s) squared, above 0
     */
    public double variance(int bin) {
        return variance[bin];
    }

    /** @return the sum of all counts, source and background together */
    public double total() {
        return Arrays.stream(counts).sum();
    }

    /**
     * @param bin a noticed bin
     * @return counts in the source's region that a background count stands for, 0 if there is no background
     */
    public double scale(int bin) {
        return hasBackground(bin) ? exposure[bin] / backgroundExposure[bin] : 0;
    }

    /**
     * @param bin a noticed bin, of counts from 0 up
     * @param source expected counts of the source
     * @return the most likely counts of the background in the source's region, 0 if none was measured or is known
     */
    public double backgroundIn(int bin, double source) {
        return known != null && !Double.isNaN(known[bin]) ? known[bin] : !hasBackground(bin) ? 0
                : PoissonDeviance.backgroundRate(counts[bin], background[bin], 1, 1 / scale(bin), source);
    }

    /**
     * @param source expected counts of the source per bin
     * @return the same with those of the background, where it is known or measured
     */
    public double[] withBackground(double[] source) {
        double[] both = new double[source.length];
        Arrays.setAll(both, b -> source[b] + backgroundIn(b, source[b]));
        return both;
    }

    /**
     * The statistic of Poisson counts.
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
     * The term of neighbouring bins of Poisson counts taken together.
     *
     * @param from first bin
     * @param to the bin after the last
     * @param source expected counts of the source in all of them
     * @return twice the logarithm of a likelihood ratio, from 0 up but for rounding
     */
    public double deviance(int from, int to, double source) {
        double sum = 0;
        double off = 0;
        double scaled = 0;
        double scales = 0;
        double back = 0;
        for (int b = from; b < to; b++) {
            sum += counts[b];
            if (known != null && !Double.isNaN(known[b])) {
                back += known[b];
            } else if (background != null) {
                off += background[b];
                scaled += background[b] * scale(b);
                scales += scale(b);
            }
        }
        if (!(scales > 0)) {
            return PoissonDeviance.of(sum, source + back);
        }
        double mean = off > 0 ? scaled / off : scales / (to - from);
        return PoissonDeviance.profiled(sum, off, 1, 1 / mean, source + back);
    }
}
