package io.github.montecat.training;

import io.github.montecat.network.InputShape;
import io.github.montecat.simulate.SpectrumSource;
import io.github.montecat.spectrum.BinnedSpectrum;
import java.util.OptionalDouble;

/**
 * What of a spectrum a network is shown, before standardisation.
 *
 * @param transform applied to counts
 * @param reference exposure in s that counts are brought to; empty if they stay as they are and the logarithm of the
 *        exposure is an input of its own
 * @param background whether the background counts that are expected in the source's spectrum, and the logarithm of the
 *        background's ratio, are inputs
 */
public record InputFeatures(InputTransform transform, OptionalDouble reference, boolean background) {

    /**
     * What a network should be shown of certain spectra.
     *
     * @param transform applied to counts
     * @param source the spectra
     * @return exposure and background are shown if the spectra differ in them
     */
    public static InputFeatures of(InputTransform transform, SpectrumSource source) {
        return new InputFeatures(transform, source.exposure().fixed(), source.background().isPresent());
    }

    /**
     * @param bins number of bins
     * @return the shape of {@link #of}
     */
    public InputShape shape(int bins) {
        return new InputShape(bins, background ? 2 : 1, (reference.isEmpty() ? 1 : 0) + (background ? 1 : 0));
    }

    /**
     * @param spectrum a spectrum
     * @return its numbers in the order of {@link InputShape}
     * @throws IllegalArgumentException if the background is an input and the spectrum has none
     */
    public double[] of(BinnedSpectrum spectrum) {
        int bins = spectrum.counts().length;
        double[] x = new double[shape(bins).size()];
        double scale = reference.isPresent() ? reference.getAsDouble() / spectrum.exposure() : 1;
        for (int b = 0; b < bins; b++) {
            x[b] = transform.apply(spectrum.counts()[b] * scale);
        }
        int next = bins;
        if (background) {
            BinnedSpectrum.Background back = spectrum.background().orElseThrow(
                    () -> new IllegalArgumentException("the spectrum has no background, which the network wants"));
            for (int b = 0; b < bins; b++) {
                x[next++] = transform.apply(back.counts()[b] * back.ratio() * scale);
            }
            x[next++] = Math.log(back.ratio());
        }
        if (reference.isEmpty()) {
            x[next] = Math.log(spectrum.exposure());
        }
        return x;
    }
}
