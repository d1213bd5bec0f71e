package io.github.montecat.training;

import io.github.montecat.error.RefusedValueException;

/**
 * Cuts a data set into training, validation and test rows, 60 : 20 : 20 as in Tutone et al. 2025, section 2.1. Rows of
 * a {@link io.github.montecat.simulate.Dataset} are independent draws, so they are cut in order.
 *
 * @param training number of training rows, the first ones
 * @param validation number of validation rows, which follow
 * @param test number of test rows, the last ones
 */
public record Split(int training, int validation, int test) {

    /**
     * @param size number of rows, at least 5
     * @return the split
     */
    public static Split of(int size) {
        if (size < 5) {
            throw new RefusedValueException("a data set of " + size + " spectra cannot be split 60:20:20; use 5 or "
                    + "more");
        }
        int part = size / 5;
        return new Split(size - 2 * part, part, part);
    }

    /** @return index of the first validation row */
    public int firstValidation() {
        return training;
    }

    /** @return index of the first test row */
    public int firstTest() {
        return training + validation;
    }
}
