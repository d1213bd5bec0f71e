package io.github.montecat.simulate;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.spectrum.ChannelGrouping;
import io.github.montecat.spectrum.Spectrum;
import java.util.Arrays;

/**
 * The background to expect, from a measured one: its share in the source's region, scaled by exposure, BACKSCAL and
 * AREASCAL, and what a second background measurement like the first would expect. Immutable and safe for use by several
 * threads.
 *
 * <p>Source: OGIP/92-007 section 3.2 for the scaling; XSPEC's {@code fakeit} does the same.
 */
public final class BackgroundLevel {

    private final Spectrum measured;
    private final double backScale;
    /** Counts per second in the source's region. */
    private final double[] rate;

    private BackgroundLevel(Spectrum measured, double backScale, double[] rate) {
        this.measured = measured;
        this.backScale = backScale;
        this.rate = rate;
    }

    /**
     * Takes a background whose region is as large as the source's.
     *
     * @param measured a background spectrum with an exposure
     * @return the level for a source of the same BACKSCAL
     * @throws IllegalArgumentException if BACKSCAL differs between channels, and as
     *         {@link #of(Spectrum, double)} does
     */
    public static BackgroundLevel of(Spectrum measured) {
        return of(measured, uniform(measured, measured.backScale().orElse(new double[] {1}), "BACKSCAL"));
    }

    /**
     * Takes a background.
     *
     * @param measured a background spectrum with an exposure
     * @param backScale BACKSCAL of the source's region
     * @return the level for that region
     * @throws IllegalArgumentException if there are no channels, counts are negative or not finite, or exposure or
     *         scalings are not positive
     */
    public static BackgroundLevel of(Spectrum measured, double backScale) {
        requirePositive(measured, measured.exposure(), "an exposure of", " s");
        requirePositive(measured, backScale, "a source of BACKSCAL", "");
        double[] area = measured.areaScale().orElse(null);
        double[] region = measured.backScale().orElse(null);
        double[] rate = measured.counts();
        if (rate.length == 0) {
            throw new RefusedValueException("background " + measured.name() + " has no channels");
        }
        for (int c = 0; c < rate.length; c++) {
            if (!(rate[c] >= 0) || Double.isInfinite(rate[c])) {
                throw new RefusedValueException("background " + measured.name() + " has " + rate[c]
                        + " counts in channel " + (measured.firstChannel() + c) + ", expected counts from 0 up");
            }
            double a = area == null ? 1 : area[c];
            double r = region == null ? 1 : region[c];
            requirePositive(measured, a, "AREASCAL", "");
            requirePositive(measured, r, "BACKSCAL", "");
            rate[c] *= backScale / (measured.exposure() * a * r);
        }
        return new BackgroundLevel(measured, backScale, rate);
    }

    private static void requirePositive(Spectrum measured, double value, String what, String unit) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new RefusedValueException("background " + measured.name() + " has " + what + " " + value + unit
                    + ", expected a positive number");
        }
    }

    private static double uniform(Spectrum measured, double[] values, String what) {
        if (Arrays.stream(values).anyMatch(v -> v != values[0])) {
            throw new RefusedValueException("background " + measured.name() + " has a " + what
                    + " that differs between channels, expected one number");
        }
        return values[0];
    }

    /**
     * Sums channels into bins.
     *
     * @param grouping bins over the background's channels
     * @return the level in these bins
     * @throws IllegalArgumentException if there are fewer channels than the grouping needs, or AREASCAL or BACKSCAL
     *         differ between channels, so that bins have none
     */
    public BackgroundLevel grouped(ChannelGrouping grouping) {
        double area = uniform(measured, measured.areaScale().orElse(new double[] {1}), "AREASCAL");
        double region = uniform(measured, measured.backScale().orElse(new double[] {1}), "BACKSCAL");
        double[] counts = grouping.sum(measured.counts());
        Spectrum binned = Spectrum.builder(counts).name(measured.name()).exposure(measured.exposure())
                .mission(measured.telescope(), measured.instrument()).areaScale(filled(counts.length, area))
                .backScale(filled(counts.length, region)).build();
        return new BackgroundLevel(binned, backScale, grouping.sum(rate));
    }

    private static double[] filled(int length, double value) {
        double[] all = new double[length];
        Arrays.fill(all, value);
        return all;
    }

    /** @return the measured background, in bins if it was grouped */
    public Spectrum measured() {
        return measured;
    }

    /** @return BACKSCAL of the source's region */
    public double backScale() {
        return backScale;
    }

    /** @return the number of channels or bins */
    public int channelCount() {
        return rate.length;
    }

    /**
     * @param channel index of a channel or bin
     * @return background counts per second to expect in the source's region
     */
    public double rate(int channel) {
        return rate[channel];
    }
}
