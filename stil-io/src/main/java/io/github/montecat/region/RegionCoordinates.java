package io.github.montecat.region;

import java.util.Objects;
import java.util.Optional;

/**
 * What turns a region's coordinates into physical pixels.
 *
 * @param sky the event list's projection, empty if it has none that is known
 * @param noSky why there is none, for messages; empty if there is one
 * @param binning the image that image coordinates and points refer to
 */
public record RegionCoordinates(Optional<SkyProjection> sky, String noSky, ImageBinning binning) {

    /** Checks that nothing is null. */
    public RegionCoordinates {
        Objects.requireNonNull(sky);
        Objects.requireNonNull(noSky);
        Objects.requireNonNull(binning);
    }

    /**
     * @param image another image
     * @return the same with that image
     */
    public RegionCoordinates withBinning(ImageBinning image) {
        return new RegionCoordinates(sky, noSky, image);
    }

    SkyProjection requireSky() throws RegionSyntaxException {
        return sky.orElseThrow(() -> new RegionSyntaxException("sky coordinates need a projection, but " + noSky));
    }
}
