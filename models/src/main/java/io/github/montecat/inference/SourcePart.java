package io.github.montecat.inference;

import java.util.Objects;

/**
 * A spectrum of a source that is fitted together with others. Immutable.
 *
 * @param name what labels of its own parameters end in, such as {@code MOS1} or {@code 2}
 * @param title what messages call it, such as {@code 2 (row 17)}
 * @param request the spectrum, or why it cannot be read
 */
public record SourcePart(String name, String title, FitRequest request) {

    /** Checks that nothing is null and that it is one spectrum. */
    public SourcePart {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(title, "title");
        if (!request.parts().isEmpty()) {
            throw new IllegalArgumentException("a spectrum of a source has no parts itself");
        }
    }
}
