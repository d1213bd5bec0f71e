package io.github.montecat.gpu;

import io.github.montecat.error.RefusedValueException;

/** Numbers in half precision (IEEE 754 binary16). Java has a conversion of its own from version 20 on. */
final class HalfFloat {

    /** The largest finite number. */
    static final float MAX = 65504;
    private static final int SMALLEST_EXPONENT = -24;

    private HalfFloat() {
    }

    /**
     * Rounds to the nearest, ties to even.
     *
     * @param value a number of magnitude at most {@link #MAX}
     * @return its 16 bits
     * @throws IllegalArgumentException if it is larger, or not a number
     */
    static short bits(float value) {
        float size = Math.abs(value);
        if (!(size <= MAX)) {
            throw new RefusedValueException(value + " is beyond half precision, whose largest number is " + MAX);
        }
        // A unit in the last place: 2^(exponent - 10) for normal numbers, 2^-24 below them.
        int ulp = Math.max(Math.getExponent(size) - 10, SMALLEST_EXPONENT);
        int count = (int) Math.rint(Math.scalb((double) size, -ulp));
        int sign = value < 0 || 1 / value < 0 ? 0x8000 : 0;
        return (short) (sign | count + (ulp - SMALLEST_EXPONENT) * 1024);
    }
}
