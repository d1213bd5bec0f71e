package io.github.montecat.derived;

import java.util.Objects;

/**
 * What a derived number is. Immutable.
 *
 * @param name name of its column, or what names of columns begin with
 * @param unit VOUnit, empty for none
 * @param ucd UCD1+ of the quantity without a statistic
 * @param description what it is, in a few words
 * @param perSample whether there is a number for each sample of the posterior; else there is one for the spectrum
 */
public record DerivedQuantity(String name, String unit, String ucd, String description, boolean perSample) {

    /** Checks that nothing is null. */
    public DerivedQuantity {
        Objects.requireNonNull(name);
        Objects.requireNonNull(unit);
        Objects.requireNonNull(ucd);
        Objects.requireNonNull(description);
    }
}
