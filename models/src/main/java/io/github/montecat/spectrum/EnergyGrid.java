package io.github.montecat.spectrum;

import io.github.montecat.error.RefusedValueException;
import java.util.Arrays;

/**
 * Energy bins in keV. Bins of photon energies, on which models are evaluated, ascend:
 * {@code 0 <= low[i] < high[i] <= low[i+1]} up to rounding of single precision files. They are usually contiguous, but
 * gaps
 * are allowed. The nominal energies of detector channels ({@link #ofChannels}) may also descend, as those of gratings
 * do, be
 * negative or have no width. Immutable and safe for use by several threads.
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
        this(low.clone(), high.clone(), null);
        requirePhotonEnergies();
    }

    /** Takes the arrays over. */
    private EnergyGrid(double[] low, double[] high, Void unchecked) {
        if (low.length != high.length) {
            throw new RefusedValueException("energy grid has " + low.length + " lower and " + high.length
                    + " upper bounds");
        }
        if (low.length == 0) {
            throw new RefusedValueException("energy grid has no bins");
        }
        this.low = low;
        this.high = high;
    }

    /**
     * Makes a grid of the nominal energies of detector channels (EBOUNDS), in the order of the channels.
     *
     * @param low lower bounds in keV; copied
     * @param high upper bounds in keV, of the same length; copied
     * @return the grid
     * @throws IllegalArgumentException if the lengths differ, the grid is empty, a channel is reversed or not finite,
     *        or
     *         the channels neither ascend nor descend
     */
    public static EnergyGrid ofChannels(double[] low, double[] high) {
        EnergyGrid grid = new EnergyGrid(low.clone(), high.clone(), null);
        boolean down = grid.descends();
        for (int i = 0; i < low.length; i++) {
            if (!(high[i] >= low[i]) || Double.isInfinite(high[i]) || Double.isInfinite(low[i])) {
                throw new RefusedValueException("channel " + i + " is [" + low[i] + ", " + high[i]
                        + "] keV; expected finite numbers, low <= high");
            }
            if (i > 0 && overlap(down ? i : i - 1, down ? i - 1 : i, low, high)) {
                throw new RefusedValueException("channel " + i + " is [" + low[i] + ", " + high[i]
                        + "] keV after [" + low[i - 1] + ", " + high[i - 1] + "] keV; expected channels that "
                        + (down ? "descend" : "ascend") + " and do not overlap");
            }
        }
        return grid;
    }

    private static boolean overlap(int lower, int upper, double[] low, double[] high) {
        return low[upper] < high[lower] - ROUNDING * Math.abs(high[lower]);
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

    /** @return whether the bins go from high to low energies */
    public boolean descends() {
        return low[low.length - 1] < low[0];
    }

    /** @return the lower bound of the bin of lowest energy in keV */
    public double lowest() {
        return Math.min(low[0], low[low.length - 1]);
    }

    /** @return the upper bound of the bin of highest energy in keV */
    public double highest() {
        return Math.max(high[0], high[high.length - 1]);
    }

    /**
     * Checks that a model can be evaluated on these bins, which the nominal energies of channels need not allow.
     *
     * @throws IllegalArgumentException if a bin is negative, reversed, not finite or overlaps the one before it
     */
    public void requirePhotonEnergies() {
        for (int i = 0; i < low.length; i++) {
            if (!(low[i] >= 0) || !(high[i] > low[i]) || Double.isInfinite(high[i])) {
                throw new RefusedValueException("energy bin " + i + " is [" + low[i] + ", " + high[i]
                        + "] keV; expected 0 <= low < high");
            }
            if (i > 0 && overlap(i - 1, i, low, high)) {
                throw new RefusedValueException("energy bin " + i + " starts at " + low[i]
                        + " keV, inside the bin before it, which ends at " + high[i - 1] + " keV");
            }
        }
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
        return matchesAboveLowest(other) && Math.abs(low[0] - other.low[0]) <= ROUNDING * Math.abs(high[0]);
    }

    /**
     * Whether another grid has the same bins but for the lowest bound of all.
     *
     * @param other the grid to compare with
     * @return true if every other bound agrees to 1e-5 relative
     */
    public boolean matchesAboveLowest(EnergyGrid other) {
        if (other.size() != size()) {
            return false;
        }
        for (int i = 0; i < low.length; i++) {
            double tolerance = ROUNDING * Math.abs(high[i]);
            if (i > 0 && Math.abs(low[i] - other.low[i]) > tolerance || Math.abs(high[i] - other.high[i]) > tolerance) {
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
        return size() + " bins, " + (float) lowest() + "-" + (float) highest() + " keV";
    }
}
