package io.github.montecat.spectrum;

import io.github.montecat.error.RefusedValueException;
import java.util.Arrays;
import java.util.Optional;

/**
 * What was counted in a network's bins. Immutable by agreement: the arrays are not copied and must not be changed.
 *
 * @param counts counts per bin, background included
 * @param exposure exposure in s
 * @param background what was counted beside the source, if that was measured
 */
public record BinnedSpectrum(double[] counts, double exposure, Optional<Background> background) {

    /** Checks that source and background have the same bins. */
    public BinnedSpectrum {
        background.ifPresent(b -> {
            if (b.counts().length != counts.length) {
                throw new RefusedValueException("spectrum has " + counts.length + " bins, its background "
                        + b.counts().length);
            }
        });
    }

    /** @return counts of all bins together */
    public double totalCounts() {
        return Arrays.stream(counts).sum();
    }

    /**
     * @return a spectrum whose channels are these bins, its background measured as long as the source
     */
    public Spectrum toSpectrum() {
        Spectrum.Builder spectrum = Spectrum.builder(counts).exposure(exposure);
        background.ifPresent(b -> {
            double[] scale = new double[counts.length];
            Arrays.fill(scale, 1 / b.ratio());
            spectrum.background(Spectrum.builder(b.counts()).exposure(exposure).backScale(scale).build());
        });
        return spectrum.build();
    }

    /**
     * A background measurement.
     *
     * @param counts counts per bin, as measured
     * @param ratio what these counts are multiplied by to give those expected in the source's spectrum: the ratio of
     *        source to background of exposure x AREASCAL x BACKSCAL
     */
    public record Background(double[] counts, double ratio) {
    }
}
