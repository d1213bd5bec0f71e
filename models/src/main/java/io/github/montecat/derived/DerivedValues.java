package io.github.montecat.derived;

/**
 * Values of a derived quantity. Immutable by agreement: the array is not copied and must not be changed.
 *
 * @param quantity what they are
 * @param values one per sample, or one; NaN where the quantity does not exist
 * @param failure why some values are missing, a sentence for the user; else empty
 */
public record DerivedValues(DerivedQuantity quantity, double[] values, String failure) {

    /** Values of which none is missing, or of which it is clear why. */
    public DerivedValues(DerivedQuantity quantity, double[] values) {
        this(quantity, values, "");
    }
}
