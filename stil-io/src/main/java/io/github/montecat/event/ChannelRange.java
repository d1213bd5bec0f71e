package io.github.montecat.event;

import io.github.montecat.spectrum.Spectrum;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The channels of a spectrum made of events.
 *
 * @param firstValue value of the events' column in the first channel
 * @param width values per channel
 * @param firstChannel number of the first channel
 * @param count number of channels
 */
record ChannelRange(int firstValue, int width, int firstChannel, int count) {

    /**
     * XMM's PI is in eV, and its responses have channels of 5 eV; other instruments' PI is the channel. Where a list does not
     * state its channels, those of the instrument's responses are taken.
     *
     * @param header of the event list
     * @param column number of the column of channels
     * @param otherwise number of channels to take if nothing else tells, usually a bundle's
     * @return the channels, empty if nothing tells
     */
    static Optional<ChannelRange> find(EventHeader header, int column, OptionalInt otherwise) {
        boolean pi = header.table().getColumnInfo(column).getName().equalsIgnoreCase("PI");
        switch (pi ? header.text("INSTRUME").toUpperCase(Locale.ROOT) : "") {
            case "EPN" -> {
                return Optional.of(new ChannelRange(0, 5, 0, 4096));
            }
            case "EMOS1", "EMOS2" -> {
                return Optional.of(new ChannelRange(0, 5, 0, 2400));
            }
            default -> {
                // The list's own range comes first.
            }
        }
        OptionalDouble low = header.number("TLMIN", column);
        OptionalDouble high = header.number("TLMAX", column);
        if (low.isPresent() && high.isPresent() && high.getAsDouble() > low.getAsDouble()
                && Math.abs(low.getAsDouble()) < Spectrum.MOST_CHANNELS
                && high.getAsDouble() - low.getAsDouble() < Spectrum.MOST_CHANNELS) {
            int first = (int) low.getAsDouble();
            return Optional.of(new ChannelRange(first, 1, first, (int) high.getAsDouble() - first + 1));
        }
        return switch (pi ? header.text("INSTRUME").toUpperCase(Locale.ROOT) : "") {
            case "XTI" -> Optional.of(new ChannelRange(0, 1, 0, 1501));
            case "ACIS" -> Optional.of(new ChannelRange(1, 1, 1, 1024));
            case "XRT" -> Optional.of(new ChannelRange(0, 1, 0, 1024));
            case "FPMA", "FPMB" -> Optional.of(new ChannelRange(0, 1, 0, 4096));
            default -> otherwise.isPresent() ? Optional.of(new ChannelRange(0, 1, 0, otherwise.getAsInt()))
                    : Optional.empty();
        };
    }

    /** @return the index of a value's channel, -1 if it has none */
    int index(double value) {
        double index = Math.floor((value - firstValue) / width);
        return index >= 0 && index < count ? (int) index : -1;
    }
}
