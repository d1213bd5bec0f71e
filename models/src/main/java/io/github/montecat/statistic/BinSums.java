package io.github.montecat.statistic;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.spectrum.Spectrum;
import java.util.Arrays;

/** Scalings and variances of a spectrum's bins, from those of its channels. Stateless. */
final class BinSums {

    /** Relative difference of variance and counts that still counts as equal; files give errors in single precision. */
    private static final double POISSON_TOLERANCE = 0.01;

    private BinSums() {
    }

    /** Variance of the rate without a background. XSPEC gives a bin without error the variance of one count. */
    static double[] variance(double[] source, double[] exposure) {
        double[] variance = new double[source.length];
        Arrays.setAll(variance, b -> (source[b] > 0 ? source[b] : 1) / (exposure[b] * exposure[b]));
        return variance;
    }

    /** Variance of the net rate; where it is 0, that of one count of source or background, whichever is smaller. */
    static double[] variance(double[] source, double[] exposure, double[] back, double[] backExposure) {
        double[] variance = new double[source.length];
        Arrays.setAll(variance, b -> {
            double v = source[b] / (exposure[b] * exposure[b]) + back[b] / (backExposure[b] * backExposure[b]);
            double oneCount = 1 / Math.max(exposure[b], backExposure[b]);
            return v > 0 ? v : oneCount * oneCount;
        });
        return variance;
    }

    static boolean isPoisson(double[] counts, double[] variances) {
        for (int b = 0; b < counts.length; b++) {
            if (!(Math.abs(variances[b] - counts[b]) <= POISSON_TOLERANCE * Math.abs(counts[b]))) {
                return false;
            }
        }
        return true;
    }

    static double exposure(Spectrum spectrum, String what) {
        if (!(spectrum.exposure() > 0) || Double.isInfinite(spectrum.exposure())) {
            throw new RefusedValueException(what + " has the exposure " + spectrum.exposure()
                    + " s, a statistic needs a positive number");
        }
        return spectrum.exposure();
    }

    static double[] variance(Spectrum spectrum, NoticedBins bins) {
        double[] perChannel = spectrum.statError().orElse(null);
        double[] variances = new double[spectrum.channelCount()];
        Arrays.setAll(variances, c -> perChannel == null ? Math.max(spectrum.counts(c), 0)
                : perChannel[c] * perChannel[c]);
        return bins.sum(variances);
    }

    /** SYS_ERR is a fraction of counts; C and W have no place for it. A bin has the largest one of its channels. */
    static void addSystematic(double[] counts, Spectrum spectrum, NoticedBins bins, double[] variances) {
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

    static double[] scale(double[] perChannel, Spectrum spectrum, NoticedBins bins) {
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
}
