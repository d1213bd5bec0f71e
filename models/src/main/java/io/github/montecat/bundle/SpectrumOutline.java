package io.github.montecat.bundle;

import io.github.montecat.spectrum.Spectrum;
import java.util.Optional;

/**
 * What decides whether a bundle takes a spectrum, as far as it is known before its counts are. Immutable.
 *
 * @param channels number of channels
 * @param telescope its telescope, empty if unknown
 * @param exposure exposure in s; empty if unknown
 * @param background whether it has a background spectrum; empty if unknown
 */
public record SpectrumOutline(int channels, String telescope, Optional<Double> exposure, Optional<Boolean> background) {

    static SpectrumOutline of(Spectrum spectrum) {
        return new SpectrumOutline(spectrum.channelCount(), spectrum.telescope(), Optional.of(spectrum.exposure()),
                Optional.of(spectrum.background().isPresent()));
    }
}
