package io.github.montecat.plugin.function;

import java.lang.reflect.Array;

/** What a spectrum is, as far as its fit is concerned: counts and exposure, in 128 bits. Immutable. */
final class SpectrumKey {

    private final long first;
    private final long second;

    private SpectrumKey(long first, long second) {
        this.first = first;
        this.second = second;
    }

    /**
     * @param counts counts per channel
     * @param exposure in s
     * @return the key, the same for the same numbers
     */
    static SpectrumKey of(double[] counts, double exposure) {
        long a = Double.doubleToLongBits(exposure);
        long b = counts.length;
        for (double c : counts) {
            long bits = Double.doubleToLongBits(c);
            a = mix(a ^ bits);
            b = mix(b + 31 * bits + 17);
        }
        return new SpectrumKey(a, b);
    }

    /** The finaliser of MurmurHash3 (Austin Appleby, public domain), a bijection that spreads bits well. */
    private static long mix(long x) {
        long y = (x ^ x >>> 33) * 0xff51afd7ed558ccdL;
        y = (y ^ y >>> 33) * 0xc4ceb9fe1a85ec53L;
        return y ^ y >>> 33;
    }

    /**
     * @param array an array of numbers of any primitive type; null is an array without numbers
     * @return its numbers
     * @throws IllegalArgumentException if it is no such array
     */
    static double[] numbers(Object array) {
        if (array instanceof double[]) {
            return (double[]) array;
        } else if (array == null) {
            return new double[0];
        } else if (!array.getClass().isArray() || !array.getClass().getComponentType().isPrimitive()) {
            throw new IllegalArgumentException("expected an array of numbers, found "
                    + array.getClass().getSimpleName());
        }
        double[] numbers = new double[Array.getLength(array)];
        if (array instanceof int[]) {
            int[] ints = (int[]) array;
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = ints[i];
            }
            return numbers;
        }
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Array.getDouble(array, i);
        }
        return numbers;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof SpectrumKey && ((SpectrumKey) o).first == first && ((SpectrumKey) o).second == second;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(first);
    }
}
