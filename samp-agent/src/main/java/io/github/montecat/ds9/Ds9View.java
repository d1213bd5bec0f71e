package io.github.montecat.ds9;

import io.github.montecat.event.EventLocation;
import io.github.montecat.region.ImageBinning;
import java.util.List;

/**
 * What a frame of DS9 shows.
 *
 * @param events the event list, with an absolute name, and the filter
 * @param axes columns that are binned into the image; empty if DS9 did not say two
 * @param binning the image
 */
public record Ds9View(EventLocation events, List<String> axes, ImageBinning binning) {
}
