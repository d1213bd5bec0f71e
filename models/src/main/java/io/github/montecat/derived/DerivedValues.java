package io.github.montecat.derived;

/**
 * Values of a derived quantity. Immutable by agreement: the array is not copied and must not be changed.
 *
 * @param quantity what they are
 * @param values one per sample, or one; NaN where the quantity does not exist
 */
public record DerivedValues(DerivedQuantity quantity, double[] values) {
}
