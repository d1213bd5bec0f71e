package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.Arrays;

/**
 * How the bins of one energy grid cover those of another, as XSPEC takes table models to a response: a bin that begins
 * below
 * the table's lowest energy is outside the table, even if its upper end is inside. Immutable.
 */
final class EnergyOverlap {

    /** Edges that differ by less, relative to the energy, are the same. */
    private static final double ROUNDING = 1e-6;

    private final int[] first;
    private final double[][] fractions;
    private final boolean[] belowRange;

    /**
     * @param from bins of the table in keV
     * @param shrink factor on their energies
     * @param to bins to go to
     */
    EnergyOverlap(EnergyGrid from, double shrink, EnergyGrid to) {
        int bins = to.size();
        first = new int[bins];
        fractions = new double[bins][];
        belowRange = new boolean[bins];
        int start = 0;
        for (int i = 0; i < bins; i++) {
            double low = to.low(i);
            double high = to.high(i);
            while (start < from.size() && from.high(start) * shrink <= low) {
                start++;
            }
            int end = start;
            boolean below = low < from.low(0) * shrink * (1 - ROUNDING);
            while (!below && end < from.size() && from.low(end) * shrink < high) {
                end++;
            }
            first[i] = start;
            fractions[i] = new double[end - start];
            for (int k = start; k < end; k++) {
                double fromLow = from.low(k) * shrink;
                double fromHigh = from.high(k) * shrink;
                fractions[i][k - start] = (Math.min(high, fromHigh) - Math.max(low, fromLow)) / (fromHigh - fromLow);
            }
            belowRange[i] = below;
        }
    }

    /** Shares out what is in the bins: the sum over the covering bins of content times covered fraction. */
    double[] share(double[] contents) {
        double[] result = new double[first.length];
        for (int i = 0; i < result.length; i++) {
            for (int k = 0; k < fractions[i].length; k++) {
                result[i] += fractions[i][k] * contents[first[i] + k];
            }
        }
        return result;
    }

    /** Averages over the covering bins, each with its covered fraction as weight. */
    double[] average(double[] values, double below, double above) {
        double[] result = share(values);
        for (int i = 0; i < result.length; i++) {
            double weight = Arrays.stream(fractions[i]).sum();
            result[i] = weight > 0 ? result[i] / weight : belowRange[i] ? below : above;
        }
        return result;
    }
}
