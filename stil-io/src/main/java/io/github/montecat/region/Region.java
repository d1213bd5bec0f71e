package io.github.montecat.region;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A region of a file, or the reason why a line of it is none. A region of several rings or sectors counts as several
 * regions, as it does where DS9 counts events.
 *
 * @param id its number in the file from 1, with the part after a dot where it has several, such as {@code 3.2}
 * @param line the line of the file, from 1
 * @param text the region as written
 * @param name the text that DS9 shows beside it, empty if none
 * @param role what it is for
 * @param tags DS9's tags, by which backgrounds belong to sources
 * @param x centre in physical pixels, NaN if malformed
 * @param y centre in physical pixels, NaN if malformed
 * @param shape what it covers, without what other lines exclude; null if malformed
 * @param error why it is no region; empty if it is one
 */
public record Region(String id, int line, String text, String name, Role role, Set<String> tags, double x, double y,
        Shape shape, Optional<String> error) {

    /** What a region is for. */
    public enum Role {
        /** Its spectrum is wanted. */
        SOURCE,
        /** Gives the background of sources. */
        BACKGROUND,
        /** Is cut out of all others. */
        EXCLUDED
    }

    /** @return the same region with another shape */
    Region withShape(Shape other) {
        return new Region(id, line, text, name, role, tags, x, y, other, error);
    }

    /** @return the kind of shape, as written, such as {@code circle} */
    public String kind() {
        return text.replaceFirst("^[-+!\\s]*([A-Za-z]+).*$", "$1").toLowerCase(Locale.ROOT);
    }
}
