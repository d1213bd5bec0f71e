package io.github.montecat.spectrum;

import io.github.montecat.error.RefusedValueException;
import java.util.Arrays;

/**
 * Energy bins in keV, in ascending order: {@code low[i] < high[i] <= low[i+1]} up to rounding of single precision files.
 * Usually contiguous, but gaps are allowed. Immutable and safe for use by several threads.
 */
public final class EnergyGrid {

    /** Gap or overlap of neighbouring bins, relative to the energy, that counts as the rounding of a float32 file. */
    private static final double ROUNDING = 1e-5;

    private final double[] low;
    private final double[] high;

    /**
     * Makes a grid from its bins' bounds.
     *
     * @param low lower bounds in keV; copied
     * @param high upper bounds in keV, of the same length; copied
     * @throws IllegalArgumentException if the lengths differ, the grid is empty, or a bin is negative, reversed,
     *         not finite or overlaps the one before it
     */
    public EnergyGrid(double[] low, double[] high) {
        if (low.length != high.length) {
            throw new RefusedValueException("energy grid has " + low.length + " lower and " + high.length
                    + " upper bounds");
        }
        if (low.length == 0) {
            throw new RefusedValueException("energy grid has no bins");
        }
        this.low = low.clone();
        this.high = high.clone();
        for (int i = 0; i < low.length; i++) {
            if (!(low[i] >= 0) || !(high[i] > low[i]) || Double.isInfinite(high[i])) {
                throw new RefusedValueException("energy bin " + i + " is [" + low[i] + ", " + high[i]
                        + "] keV; expected 0 <= low < high");
            }
            if (i > 0 && low[i] < high[i - 1] - ROUNDING * high[i - 1]) {
                throw new RefusedValueException("energy bin " + i + " starts at " + low[i]
                        + " keV, inside the bin before it, which ends at " + high[i - 1] + " keV");
            }
        }
    }

    /**
     * Makes a contiguous grid from its edges.
     *
     * @param edges n + 1 ascending energies in keV for n bins
     * @return the grid
     * @throws IllegalArgumentException as the constructor does
     */
    public static EnergyGrid ofEdges(double... edges) {
        if (edges.length < 2) {
            throw new RefusedValueException("an energy grid needs at least 2 edges, got " + edges.length);
        }
        return new EnergyGrid(Arrays.copyOf(edges, edges.length - 1), Arrays.copyOfRange(edges, 1, edges.length));
    }

    /** @return the number of bins, at least 1 */
    public int size() {
        return low.length;
    }

    /**
     * @param bin index from 0
     * @return its lower bound in keV
     */
    public double low(int bin) {
        return low[bin];
    }

    /**
     * @param bin index from 0
     * @return its upper bound in keV
     */
    public double high(int bin) {
        return high[bin];
    }

    /** @return a copy of all lower bounds in keV */
    public double[] lows() {
        return low.clone();
    }

    /** @return a copy of all upper bounds in keV */
    public double[] highs() {
        return high.clone();
    }

    /**
     * Whether another grid has the same bins up to the rounding of single precision files.
     *
     * @param other the grid to compare with
     * @return true if every bound agrees to 1e-5 relative
     */
    public boolean matches(EnergyGrid other) {
        if (other.size() != size()) {
            return false;
        }
        for (int i = 0; i < low.length; i++) {
            double tolerance = ROUNDING * high[i];
            if (Math.abs(low[i] - other.low[i]) > tolerance || Math.abs(high[i] - other.high[i]) > tolerance) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof EnergyGrid g && Arrays.equals(low, g.low) && Arrays.equals(high, g.high);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(low) + Arrays.hashCode(high);
    }

    @Override
    public String toString() {
        return size() + " bins, " + (float) low[0] + "-" + (float) high[high.length - 1] + " keV";
    }
}
