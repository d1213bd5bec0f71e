package io.github.montecat.bundle;

import io.github.montecat.archive.NpyArray;
import java.util.Map;

/**
 * What the numbers of a bundle may be. The bounds are far beyond what training gives; numbers beyond them would end as
 * infinite or blank results, row by row, so the bundle is refused instead. Stateless.
 */
final class BundleBounds {

    private static final Range WEIGHT = Range.within(1e6);
    private static final Range COUNT = new Range(0, 1e20);
    private static final Range KEV = new Range(0, 1e9);
    private static final Map<String, Range> ARRAYS = Map.of(
            BundleCodec.MEAN, Range.within(1e20),
            BundleCodec.DEVIATION, new Range(1e-20, 1e20),
            BundleCodec.COMPONENTS_MEAN, Range.within(1e6),
            BundleCodec.COMPONENTS, Range.within(1e6),
            BundleCodec.COMPONENTS_BACKGROUND, COUNT,
            // An effective area in cm2.
            BundleCodec.MATRIX, new Range(0, 1e12),
            BundleCodec.ENERGIES, KEV,
            BundleCodec.BINS, KEV,
            BundleCodec.BACKGROUND, COUNT);
    /** Of model tables, whose numbers may be in any unit. */
    private static final Range OTHER = Range.within(1e36);
    /** In standard deviations of a density. */
    private static final Range SHIFT = Range.within(1e3);
    private static final Range FACTOR = new Range(1e-6, 1e6);

    private BundleBounds() {
    }

    /** Numbers from the one to the other. */
    private record Range(double min, double max) {

        static Range within(double limit) {
            return new Range(-limit, limit);
        }
    }

    /**
     * Checks an array.
     *
     * @param member its name in the bundle
     * @param array the array
     * @throws IllegalArgumentException if a number is outside its bounds, or a response is 0 everywhere; the message
     *         tells which number and the bounds, not the member's name
     */
    static void require(String member, NpyArray array) {
        Range range = ARRAYS.getOrDefault(member, member.startsWith(BundleCodec.WEIGHTS) ? WEIGHT : OTHER);
        array.requireWithin(range.min(), range.max());
        if (member.equals(BundleCodec.MATRIX) && array.isZero()) {
            throw new IllegalArgumentException("the response is 0 everywhere, expected an area above 0 in some bin");
        }
    }

    /**
     * Checks a calibration.
     *
     * @param calibration the calibration, or null if there is none
     * @throws IllegalArgumentException if a number is outside its bounds; the message names it and the bounds
     */
    static void require(BundleManifest.Calibration calibration) {
        if (calibration == null) {
            return;
        }
        require("counts", calibration.counts(), COUNT);
        require("shift", calibration.shift(), SHIFT);
        require("stretch", calibration.stretch(), FACTOR);
        require("skew", calibration.skew(), SHIFT);
        require("tail", calibration.tail(), FACTOR);
        if (calibration.mixing() != null) {
            calibration.mixing().forEach((label, curves) -> require("mixing of " + label + " with", curves, SHIFT));
        }
    }

    private static void require(String what, Map<String, double[]> curves, Range range) {
        if (curves != null) {
            curves.forEach((label, values) -> require(what + " " + label, values, range));
        }
    }

    private static void require(String what, double[] values, Range range) {
        for (double value : values) {
            if (!(value >= range.min() && value <= range.max())) {
                throw new IllegalArgumentException("calibration " + what + " is " + value + ", expected numbers from "
                        + range.min() + " to " + range.max());
            }
        }
    }
}
