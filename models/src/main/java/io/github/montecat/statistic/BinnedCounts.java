package io.github.montecat.statistic;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.spectrum.Spectrum;
import java.util.Arrays;

/**
 * What was measured in the noticed bins of a spectrum, ready for a {@link FitStatistic}: counts of source and background,
 * their exposures with all scalings, and the variance of the net rate, systematic errors included. Immutable and safe
 * for
 * use by several threads.
 *
 * <p>AREASCAL and BACKSCAL of a bin are means over its channels, weighted so that counts divided by the mean are the sum of
 * counts divided by each channel's value; plain harmonic means where the counts sum to 0. A value of 0 counts as 1. Rates
 * are per unit of AREASCAL, as models fold to. SYS_ERR of a bin is the largest of its channels, a fraction of the bin's
 * counts. That is what XSPEC does with them.
 */
public final class BinnedCounts {

    /** Relative difference of variance and counts that still counts as equal; files give errors in single precision. */
    private static final double POISSON_TOLERANCE = 0.01;

    private final String name;
    private final double[] counts;
    private final double[] exposure;
    private final double[] background;
    private final double[] backgroundExposure;
    private final double[] variance;
    private final boolean poisson;

    /**
     * @param spectrum the spectrum, with its background if it has one
     * @param bins its bins
     * @throws IllegalArgumentException if the exposure of spectrum or background is not a positive number, a count is not
     *         finite, or the bins are of a spectrum with another number of channels
     */
    public BinnedCounts(Spectrum spectrum, NoticedBins bins) {
        name = spectrum.name().isEmpty() ? "the spectrum" : spectrum.name();
        counts = bins.sum(spectrum.counts());
        for (int b = 0; b < counts.length; b++) {
            if (Double.isNaN(counts[b]) || Double.isInfinite(counts[b])) {
                throw new RefusedValueException(name + " has " + counts[b] + " counts at " + (float) bins.low(b)
                        + "-" + (float) bins.high(b) + " keV, expected a finite number");
            }
        }
        double[] area = scale(spectrum.areaScale().orElse(null), spectrum, bins);
        double[] extent = scale(spectrum.backScale().orElse(null), spectrum, bins);
        double seconds = exposure(spectrum, name);
        exposure = new double[counts.length];
        Arrays.setAll(exposure, b -> seconds * area[b]);
        double[] sourceVariance = variance(spectrum, bins);
        boolean sourcePoisson = isPoisson(counts, sourceVariance);
        addSystematic(counts, spectrum, bins, sourceVariance);
        if (spectrum.background().isPresent()) {
            Spectrum back = spectrum.background().get();
            background = bins.sum(back.counts());
            double[] backArea = scale(back.areaScale().orElse(null), back, bins);
            double[] backExtent = scale(back.backScale().orElse(null), back, bins);
            double backSeconds = exposure(back, "the background of " + name);
            backgroundExposure = new double[counts.length];
            Arrays.setAll(backgroundExposure, b -> backSeconds * backArea[b] * backExtent[b] / extent[b]);
            double[] backVariance = variance(back, bins);
            poisson = sourcePoisson && isPoisson(background, backVariance);
            addSystematic(background, back, bins, backVariance);
            variance = new double[counts.length];
            Arrays.setAll(variance, b -> {
                double v = sourceVariance[b] / (exposure[b] * exposure[b])
                        + backVariance[b] / (backgroundExposure[b] * backgroundExposure[b]);
                double oneCount = 1 / Math.max(exposure[b], backgroundExposure[b]);
                return v > 0 ? v : oneCount * oneCount;
            });
        } else {
            background = null;
            poisson = sourcePoisson;
            backgroundExposure = null;
            variance = new double[counts.length];
            // XSPEC gives a bin without error the variance of one count.
            Arrays.setAll(variance, b -> (sourceVariance[b] > 0 ? sourceVariance[b] : 1) / (exposure[b] * exposure[b]));
        }
    }

    private static boolean isPoisson(double[] counts, double[] variances) {
        for (int b = 0; b < counts.length; b++) {
            if (!(Math.abs(variances[b] - counts[b]) <= POISSON_TOLERANCE * Math.abs(counts[b]))) {
                return false;
            }
        }
        return true;
    }

    private static double exposure(Spectrum spectrum, String what) {
        if (!(spectrum.exposure() > 0) || Double.isInfinite(spectrum.exposure())) {
            throw new RefusedValueException(what + " has the exposure " + spectrum.exposure()
                    + " s, a statistic needs a positive number");
        }
        return spectrum.exposure();
    }

    private static double[] variance(Spectrum spectrum, NoticedBins bins) {
        double[] perChannel = spectrum.statError().orElse(null);
        double[] variances = new double[spectrum.channelCount()];
        Arrays.setAll(variances, c -> perChannel == null ? Math.max(spectrum.counts(c), 0)
                : perChannel[c] * perChannel[c]);
        return bins.sum(variances);
    }

    /** SYS_ERR is a fraction of counts; C and W have no place for it. A bin has the largest one of its channels. */
    private static void addSystematic(double[] counts, Spectrum spectrum, NoticedBins bins, double[] variances) {
        spectrum.sysError().ifPresent(fraction -> {
            double[] largest = new double[variances.length];
            for (int c = 0; c < fraction.length; c++) {
                int b = bins.bin(c);
                if (b >= 0) {
                    largest[b] = Math.max(largest[b], fraction[c]);
                }
            }
            Arrays.setAll(variances, b -> variances[b] + largest[b] * largest[b] * counts[b] * counts[b]);
        });
    }

    private static double[] scale(double[] perChannel, Spectrum spectrum, NoticedBins bins) {
        double[] mean = new double[bins.size()];
        Arrays.fill(mean, 1);
        if (perChannel == null) {
            return mean;
        }
        double[] scaledCounts = new double[perChannel.length];
        double[] inverse = new double[perChannel.length];
        double[] one = new double[perChannel.length];
        Arrays.fill(one, 1);
        for (int c = 0; c < perChannel.length; c++) {
            inverse[c] = perChannel[c] == 0 ? 1 : 1 / perChannel[c];
            scaledCounts[c] = spectrum.counts(c) * inverse[c];
        }
        double[] scaledSum = bins.sum(scaledCounts);
        double[] sum = bins.sum(spectrum.counts());
        double[] inverseSum = bins.sum(inverse);
        double[] channels = bins.sum(one);
        Arrays.setAll(mean, b -> scaledSum[b] != 0 ? sum[b] / scaledSum[b] : channels[b] / inverseSum[b]);
        return mean;
    }

    /** @return name of the spectrum, for messages */
    String name() {
        return name;
    }

    /** @return the number of bins */
    public int size() {
        return counts.length;
    }

    /** @return whether there is a background spectrum */
    public boolean hasBackground() {
        return background != null;
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
        return counts[bin] / exposure[bin] - (background == null ? 0 : background[bin] / backgroundExposure[bin]);
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
}
