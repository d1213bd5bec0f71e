package io.github.montecat.features;

import io.github.montecat.network.InputShape;
import io.github.montecat.simulate.SpectrumSource;
import io.github.montecat.spectrum.BinnedSpectrum;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What of a spectrum a network is shown, before standardisation.
 *
 * @param transform applied to counts
 * @param reference exposure in s that counts are brought to; empty if they stay as they are and the logarithm of the
 *        exposure is an input of its own
 * @param background whether the background counts that are expected in the source's spectrum, and the logarithm of the
 *        background's ratio, are inputs
 * @param components principal components of rates whose coefficients are inputs as well, if there are any
 */
public record InputFeatures(InputTransform transform, OptionalDouble reference, boolean background,
        Optional<RateComponents> components) {

    /**
     * What a network should be shown of certain spectra.
     *
     * @param transform applied to counts
     * @param source the spectra
     * @param components principal components of rates, if they are shown
     * @return exposure and background are shown if the spectra differ in them
     */
    public static InputFeatures of(InputTransform transform, SpectrumSource source, Optional<RateComponents> components) {
        return new InputFeatures(transform, source.exposure().fixed(), source.background().isPresent(), components);
    }

    /** @return number of components whose coefficients are inputs */
    public int componentCount() {
        return components.map(RateComponents::size).orElse(0);
    }

    /**
     * @param bins number of bins
     * @return the shape of {@link #of}
     */
    public InputShape shape(int bins) {
        return shape(bins, background, reference.isEmpty(), componentCount());
    }

    /**
     * The shape of features, without them.
     *
     * @param bins number of bins
     * @param background whether the background is shown
     * @param exposure whether the exposure is an input of its own
     * @param components number of components whose coefficients are inputs
     * @return the shape
     */
    public static InputShape shape(int bins, boolean background, boolean exposure, int components) {
        return new InputShape(bins, background ? 2 : 1, (exposure ? 1 : 0) + (background ? 1 : 0) + components);
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
            x[next++] = Math.log(spectrum.exposure());
        }
        if (components.isPresent()) {
            double[] coefficients = components.get().coefficients(spectrum);
            System.arraycopy(coefficients, 0, x, next, coefficients.length);
        }
        return x;
    }

    /** What is shown, in words, but for the components. */
    @Override
    public String toString() {
        return transform.name().toLowerCase(Locale.ROOT)
                + (reference.isPresent() ? " of counts in " + reference.getAsDouble() + " s" : " and the exposure")
                + (background ? " and the background" : "");
    }
}
