package io.github.montecat.assessment;

import io.github.montecat.error.RefusedValueException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What {@link Misfit} is like for spectra that a bundle is made for, from simulated ones, and the score above which a
 * spectrum is taken for something else. The score is the larger of deviance and scan, each less its mean and divided by
 * its deviation among simulated spectra of like brightness. The score that a share {@code a} of good spectra exceeds is
 * taken as the {@code ceil((n + 1) (1 - a))}-th smallest of n simulated: then the probability that one more spectrum of
 * the same kind exceeds it is at most {@code a}, whatever the distribution (Vovk, Gammerman and Shafer 2005,
 * <i>Algorithmic Learning in a Random World</i>, as split conformal anomaly detection of Laxhammar and Falkman 2015).
 * Plain numbers throughout, so that a bundle can carry it; arrays are not copied and must not be changed.
 *
 * @param spectra number of simulated spectra
 * @param logCounts natural logarithms of total counts at which means and deviations are given, ascending; between them
 *        they are interpolated, beyond them the last ones hold
 * @param devianceMean means of the deviance
 * @param devianceDeviation its standard deviations
 * @param scanMean means of the scan
 * @param scanDeviation its standard deviations
 * @param falseAlarms shares of good spectra, descending
 * @param thresholds the score that at most each share of good spectra exceeds
 */
public record MisfitCalibration(int spectra, double[] logCounts, double[] devianceMean, double[] devianceDeviation,
        double[] scanMean, double[] scanDeviation, double[] falseAlarms, double[] thresholds) {

    /** The share of good spectra that is flagged if nobody says otherwise. */
    public static final double FALSE_ALARM = 0.01;

    private static final double[] SHARES = {0.5, 0.2, 0.1, 0.05, 0.02, FALSE_ALARM, 0.005, 0.002, 0.001};
    private static final int FEWEST = 100;
    private static final int PER_BAND = 200;
    private static final int MOST_BANDS = 8;

    /**
     * Calibrates.
     *
     * @param counts total counts of each simulated spectrum
     * @param misfits its misfit
     * @return the calibration; shares of good spectra that are too small for so few simulated are left out
     * @throws IllegalArgumentException if the numbers differ or are below 100
     */
    public static MisfitCalibration of(double[] counts, List<Misfit> misfits) {
        int n = counts.length;
        if (n < FEWEST || misfits.size() != n) {
            throw new RefusedValueException("counts of " + n + " spectra and misfits of " + misfits.size()
                    + ", expected the same number, at least " + FEWEST);
        }
        int bands = Math.min(Math.max(n / PER_BAND, 1), MOST_BANDS);
        List<Integer> order = IntStream.range(0, n).boxed().sorted(Comparator.comparingDouble(i -> counts[i])).toList();
        double[][] table = new double[5][bands];
        for (int band = 0; band < bands; band++) {
            List<Integer> some = order.subList((int) ((long) n * band / bands), (int) ((long) n * (band + 1) / bands));
            double[] logs = some.stream().mapToDouble(i -> log(counts[i])).toArray();
            double[] deviances = some.stream().mapToDouble(i -> misfits.get(i).deviance()).toArray();
            double[] scans = some.stream().mapToDouble(i -> misfits.get(i).scan()).toArray();
            table[0][band] = mean(logs);
            table[1][band] = mean(deviances);
            table[2][band] = deviation(deviances);
            table[3][band] = mean(scans);
            table[4][band] = deviation(scans);
        }
        MisfitCalibration scale = new MisfitCalibration(n, table[0], table[1], table[2], table[3], table[4],
                new double[0],
                new double[0]);
        double[] scores = IntStream.range(0, n).mapToDouble(i -> scale.score(misfits.get(i),
                counts[i])).sorted().toArray();
        List<double[]> quantiles = new ArrayList<>();
        for (double share : SHARES) {
            int rank = (int) Math.ceil((n + 1) * (1 - share));
            if (rank <= n) {
                quantiles.add(new double[] {share, scores[rank - 1]});
            }
        }
        return new MisfitCalibration(n, table[0], table[1], table[2], table[3], table[4],
                quantiles.stream().mapToDouble(q -> q[0]).toArray(),
                quantiles.stream().mapToDouble(q -> q[1]).toArray());
    }

    private static double log(double counts) {
        return Math.log(Math.max(counts, 1));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.max(Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow()),
                1e-3);
    }

    /**
     * The score of a spectrum.
     *
     * @param misfit its misfit
     * @param counts its total counts
     * @return standard deviations above the mean of good spectra, of the statistic that is further above
     */
    public double score(Misfit misfit, double counts) {
        double at = log(counts);
        return Math.max((misfit.deviance() - interpolated(devianceMean, at)) / interpolated(devianceDeviation, at),
                (misfit.scan() - interpolated(scanMean, at)) / interpolated(scanDeviation, at));
    }

    private double interpolated(double[] values, double at) {
        int above = 0;
        while (above < logCounts.length && logCounts[above] < at) {
            above++;
        }
        if (above == 0 || above == logCounts.length) {
            return values[Math.max(above - 1, 0)];
        }
        double part = (at - logCounts[above - 1]) / (logCounts[above] - logCounts[above - 1]);
        return values[above - 1] + part * (values[above] - values[above - 1]);
    }

    /**
     * @param falseAlarm a share of good spectra, such as {@link #FALSE_ALARM}
     * @return the score that at most so many of them exceed; infinite if that is less than the calibration can tell
     */
    public double threshold(double falseAlarm) {
        for (int i = 0; i < falseAlarms.length; i++) {
            if (falseAlarms[i] <= falseAlarm) {
                return thresholds[i];
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /**
     * @param score a score
     * @return the smallest share of good spectra known to exceed it, 1 if more than half do
     */
    public double falseAlarm(double score) {
        double share = 1;
        for (int i = 0; i < falseAlarms.length && score > thresholds[i]; i++) {
            share = falseAlarms[i];
        }
        return share;
    }
}
