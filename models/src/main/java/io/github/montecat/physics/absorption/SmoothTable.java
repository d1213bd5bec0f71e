package io.github.montecat.physics.absorption;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.DoubleUnaryOperator;

/**
 * A function, such as one of energy, that costs microseconds to compute, from a table that costs nanoseconds: 1024 cells per octave,
 * with a cubic through the function in each. A cell counts only where the cubic agrees with the function to
 * {@value #TOLERANCE} at three points between its nodes; elsewhere, at absorption edges for instance, the function
 * itself is computed. Cells are made when they are first needed. What a cell holds depends on the function alone, so that
 * results do not depend on what was asked for before. Safe for use by several threads.
 */
public final class SmoothTable {

    /** Largest relative deviation. */
    static final double TOLERANCE = 3e-7;

    private static final int BITS = 10;
    private static final int SHIFT = 52 - BITS;
    private static final double FRACTION = 1.0 / (1L << SHIFT);
    private static final double[] EXACT = {};

    private final DoubleUnaryOperator function;
    private final double lowest;
    private final double highest;
    private final List<double[]> fine;
    private final int first;
    private final AtomicReferenceArray<double[]> cells;

    /**
     * @param function the function; safe for use by several threads
     * @param lowest where the table begins, above 0; below, the function itself is computed
     * @param highest where it ends; from there on, the function itself is computed
     * @param fine pairs of places between which the function has a finer structure than cells, so that it is computed
     */
    public SmoothTable(DoubleUnaryOperator function, double lowest, double highest, List<double[]> fine) {
        this.function = function;
        this.lowest = lowest;
        this.highest = highest;
        this.fine = List.copyOf(fine);
        first = cell(lowest);
        cells = new AtomicReferenceArray<>(cell(highest) - first + 1);
    }

    /** Exponent and leading bits of the fraction: cells of equal width within an octave. */
    private static int cell(double energy) {
        return (int) (Double.doubleToRawLongBits(energy) >>> SHIFT);
    }

    private static double low(int cell) {
        return Double.longBitsToDouble((long) cell << SHIFT);
    }

    /**
     * @param energy where, such as an energy
     * @return the function there
     */
    public double at(double energy) {
        if (!(energy >= lowest && energy < highest)) {
            return function.applyAsDouble(energy);
        }
        int cell = cell(energy);
        double[] c = cells.get(cell - first);
        if (c == null) {
            c = make(cell);
            cells.set(cell - first, c);
        }
        if (c.length == 0) {
            return function.applyAsDouble(energy);
        }
        double t = (Double.doubleToRawLongBits(energy) & (1L << SHIFT) - 1) * FRACTION;
        return cubic(c, t);
    }

    private static double cubic(double[] c, double t) {
        return c[0] + t * (c[1] + t * (c[2] + t * c[3]));
    }

    private double[] make(int cell) {
        double low = low(cell);
        double width = low(cell + 1) - low;
        if (fine.stream().anyMatch(range -> range[0] <= low + width && range[1] >= low)) {
            return EXACT;
        }
        double[] y = new double[4];
        for (int i = 0; i < y.length; i++) {
            y[i] = function.applyAsDouble(low + width * i / 3);
        }
        // Newton's form at 0, 1/3, 2/3 and 1, in powers of t.
        double d1 = 3 * (y[1] - y[0]);
        double d2 = 4.5 * (y[2] - 2 * y[1] + y[0]);
        double d3 = 4.5 * (y[3] - 3 * y[2] + 3 * y[1] - y[0]);
        double[] c = {y[0], d1 - d2 / 3 + d3 * 2 / 9, d2 - d3, d3};
        for (double t : new double[] {1 / 6.0, 0.5, 5 / 6.0}) {
            double exact = function.applyAsDouble(low + width * t);
            if (!(Math.abs(cubic(c, t) - exact) <= TOLERANCE * Math.abs(exact))) {
                return EXACT;
            }
        }
        return c;
    }
}
