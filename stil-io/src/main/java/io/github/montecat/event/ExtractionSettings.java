package io.github.montecat.event;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a user or caller may say about an extraction instead of leaving it to the event list.
 *
 * @param exposure exposure in s, whatever the list and the filter say; empty for the list's own
 * @param channelCount number of channels where the list does not say, usually a bundle's; empty if unknown
 * @param responseFile name of an RMF for the spectra, empty if none
 * @param ancillaryFile name of an ARF for the spectra, empty if none
 */
public record ExtractionSettings(OptionalDouble exposure, OptionalInt channelCount, String responseFile,
        String ancillaryFile) {

    /** All comes from the event list. */
    public static final ExtractionSettings AUTOMATIC =
            new ExtractionSettings(OptionalDouble.empty(), OptionalInt.empty(), "", "");
}
