package io.github.montecat.inference;

import io.github.montecat.error.RefusedValueException;

/**
 * A range of energies.
 *
 * @param low lower end in keV, from 0 up
 * @param high upper end in keV, above low
 */
public record EnergyRange(double low, double high) {

    /** Checks the ends. */
    public EnergyRange {
        if (!(low >= 0) || !(high > low)) {
            throw new RefusedValueException("energy range is " + low + " to " + high + " keV, expected 0 <= low < high");
        }
    }

    /**
     * @param text LO,HI in keV, such as {@code 0.5,8}
     * @return the range
     * @throws IllegalArgumentException if the text is something else
     */
    public static EnergyRange parse(String text) {
        String[] ends = text.split(",", -1);
        if (ends.length == 2) {
            try {
                return new EnergyRange(Double.parseDouble(ends[0].trim()), Double.parseDouble(ends[1].trim()));
            } catch (NumberFormatException e) {
                // Falls through to the sentence for any other text.
            }
        }
        throw new RefusedValueException("energy range is '" + text + "', expected LO,HI in keV, such as 0.5,8");
    }
}
