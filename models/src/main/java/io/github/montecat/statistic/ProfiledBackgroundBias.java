package io.github.montecat.statistic;

import java.util.HashMap;
import java.util.Map;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * By how much the W statistic shifts the brightness of a source. W gives the background of each bin its most likely rate,
 * which is far off where a bin has few counts. To first order the shift of a norm in standard deviations is the expected
 * slope of ln L at the true norm over the root of its variance; both are sums over bins, and of a bin's counts it is a
 * sum over two Poisson distributions. Without a source that slope is exactly minus the probability that a bin has no
 * count in either region, so an empty bin draws the norm to 0. Stateless.
 */
public final class ProfiledBackgroundBias {

    /** Shift in standard deviations from which on a result is called biased. */
    public static final double NOTICEABLE = 0.2;

    /** Expected background counts in a bin above which its shift is nothing. */
    private static final double MANY = 40;
    /** Expected counts in a bin above which its shift is nothing. */
    private static final double BRIGHT = 200;
    /** Expectations are rounded to this step in ln, so that similar bins are computed once. */
    private static final double ROUNDED = 0.05;

    private ProfiledBackgroundBias() {
    }

    /**
     * @param data counts with a background
     * @param shape shape of the background
     * @param source a source's expected counts in each bin; only their ratios count
     * @return expected shift of the norm, in its standard deviations; 0 if nothing is expected of the source
     */
    public static double of(BinnedCounts data, BackgroundShape shape, double[] source) {
        double all = 0;
        double net = 0;
        for (int b = 0; b < source.length; b++) {
            all += source[b];
            net += data.counts(b) - data.background(b) * data.scale(b);
        }
        if (!(all > 0)) {
            return 0;
        }
        // The sum of net counts is not biased. One count is next to nothing.
        double factor = Math.max(net, 1) / all;
        double[] shares = shape.shares();
        double total = Math.max(shape.total(), 0.5);
        double slope = 0;
        double information = 0;
        Map<Long, Double> known = new HashMap<>();
        for (int b = 0; b < source.length; b++) {
            double s = Math.max(source[b] * factor, 1e-12);
            double off = total * shares[b];
            double scale = data.scale(b);
            information += s * s / (s + scale * off * (1 + scale));
            if (off < MANY && s + scale * off < BRIGHT) {
                long key = Math.round(Math.log(s) / ROUNDED) * 1_000_003L * 1_000_003L
                        + Math.round(Math.log(off) / ROUNDED) * 1_000_003L + Math.round(Math.log(scale) / ROUNDED);
                slope += s * known.computeIfAbsent(key, k -> slope(s, off, scale));
            }
        }
        return slope / Math.sqrt(information);
    }

    /**
     * Expected slope of ln L with the source's counts in a bin.
     *
     * @param source expected counts of the source, above 0
     * @param off expected counts of the background measurement, above 0
     * @param scale counts in the source's region for each of these, above 0
     * @return the slope, 0 for a statistic without bias
     */
    static double slope(double source, double off, double scale) {
        double on = source + scale * off;
        double sum = 0;
        double most = on + 8 * Math.sqrt(on) + 10;
        double mostOff = off + 8 * Math.sqrt(off) + 10;
        double[] ofOff = new double[(int) mostOff + 1];
        for (int m = 0; m < ofOff.length; m++) {
            ofOff[m] = poisson(m, off);
        }
        for (int n = 0; n <= most; n++) {
            double p = poisson(n, on);
            for (int m = 0; m < ofOff.length; m++) {
                sum += p * ofOff[m] * slope(n, m, source, scale);
            }
        }
        return sum;
    }

    private static double slope(double counts, double background, double source, double scale) {
        if (counts == 0) {
            return -1;
        }
        return counts / (source + PoissonDeviance.backgroundRate(counts, background, 1, 1 / scale, source)) - 1;
    }

    private static double poisson(double counts, double mean) {
        return Math.exp(counts * Math.log(mean) - mean - LogGamma.value(counts + 1));
    }
}
