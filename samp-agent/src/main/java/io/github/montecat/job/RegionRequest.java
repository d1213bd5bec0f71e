package io.github.montecat.job;

import io.github.montecat.event.EventLocation;
import io.github.montecat.region.ImageBinning;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Which events regions are about.
 *
 * @param events file, extension and filter
 * @param axes columns of x and y; empty for X and Y
 * @param binning the image that image coordinates refer to; empty for DS9's when it loads the file
 * @param exposure exposure in s; empty for that of the event list
 * @param responseFile RMF to name in the spectra, empty if none
 * @param ancillaryFile ARF to name in the spectra, empty if none
 */
public record RegionRequest(EventLocation events, List<String> axes, Optional<ImageBinning> binning,
        OptionalDouble exposure, String responseFile, String ancillaryFile) {

    /** Checks that nothing is null. */
    public RegionRequest {
        Objects.requireNonNull(events);
        axes = List.copyOf(axes);
        Objects.requireNonNull(binning);
        Objects.requireNonNull(exposure);
        Objects.requireNonNull(responseFile);
        Objects.requireNonNull(ancillaryFile);
    }
}
