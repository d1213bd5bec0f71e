package io.github.montecat.derived;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Pieces of an energy range between the energies where a model jumps or bends, and the bins that they are cut into. At
 * level 0 bins are at most {@link #STEP} wide in ln E; each level has twice as many as the one before, but for
 * jumps, which are one bin each. Immutable.
 */
final class Segments {

    /** Width in ln E of the widest bin of level 0. */
    static final double STEP = 0.05;
    /** Bins of a segment at level 0. */
    private static final int FEWEST = 2;
    /** Width in ln E up to which a segment stays one bin at all levels: that of a jump. */
    private static final double JUMP = 4e-6;

    private final double[] low;
    private final double[] high;
    /** How many bins there are below each segment at level 0, and in all, without those of jumps. */
    private final int[] first;
    /** How many segments below each one are jumps. */
    private final int[] jumps;

    /**
     * @param low lower ends in keV, ascending
     * @param high upper ends in keV; a segment may begin where the one before ends, or later
     */
    Segments(double[] low, double[] high) {
        this.low = low;
        this.high = high;
        first = new int[low.length + 1];
        jumps = new int[low.length + 1];
        for (int s = 0; s < low.length; s++) {
            double width = Math.log(high[s] / low[s]);
            boolean jump = width < JUMP;
            first[s + 1] = first[s] + (jump ? 0 : (int) Math.max(FEWEST, Math.ceil(width / STEP)));
            jumps[s + 1] = jumps[s] + (jump ? 1 : 0);
        }
    }

    /**
     * Segments without gaps.
     *
     * @param knots energies in keV in any order
     * @param from lower end of the range in keV
     * @param to its upper end
     * @return the range, cut at the knots inside it
     */
    static Segments between(double[] knots, double from, double to) {
        double[] inside = cuts(knots, from, to);
        double[] low = Arrays.copyOf(inside, inside.length - 1);
        return new Segments(low, Arrays.copyOfRange(inside, 1, inside.length));
    }

    /** A range's ends and the knots inside it, ascending, each once. */
    private static double[] cuts(double[] knots, double from, double to) {
        double[] inside = new double[knots.length + 2];
        int n = 0;
        inside[n++] = from;
        inside[n++] = to;
        for (double knot : knots) {
            if (knot > from && knot < to) {
                inside[n++] = knot;
            }
        }
        return Arrays.stream(inside, 0, n).sorted().distinct().toArray();
    }

    int size() {
        return low.length;
    }

    /** The first bin of a segment at a level; of the segment after the last, the number of all bins. */
    int firstBin(int segment, int level) {
        return (first[segment] << level) + jumps[segment];
    }

    /** The bins of a level. */
    EnergyGrid grid(int level) {
        int bins = firstBin(low.length, level);
        double[] from = new double[bins];
        double[] to = new double[bins];
        for (int s = 0; s < low.length; s++) {
            int start = firstBin(s, level);
            int end = firstBin(s + 1, level);
            double ratio = Math.log(high[s] / low[s]) / (end - start);
            for (int i = start; i < end; i++) {
                from[i] = i == start ? low[s] : to[i - 1];
                to[i] = i == end - 1 ? high[s] : low[s] * Math.exp(ratio * (i - start + 1));
            }
        }
        return new EnergyGrid(from, to);
    }

    /** The first segment that begins at an energy or above it; the number of segments if there is none. */
    int from(double energy) {
        int found = Arrays.binarySearch(low, energy);
        return found < 0 ? -found - 1 : found;
    }

    /** The number of segments from the first that end at an energy or below it. */
    int until(double energy) {
        int found = Arrays.binarySearch(high, energy);
        return found < 0 ? -found - 1 : found + 1;
    }

    /**
     * Finds the segments that further knots lie inside.
     *
     * @param knots energies in keV in any order
     * @return their numbers, ascending
     */
    int[] hit(double[] knots) {
        return Arrays.stream(knots).mapToInt(k -> {
            int s = from(k) - 1;
            return s >= 0 && k > low[s] && k < high[s] ? s : -1;
        }).filter(s -> s >= 0).sorted().distinct().toArray();
    }

    /**
     * @param chosen numbers of segments, ascending
     * @param knots energies in keV in any order
     * @return these segments, cut at the knots inside them
     */
    Segments cut(int[] chosen, double[] knots) {
        double[] sorted = knots.clone();
        Arrays.sort(sorted);
        List<double[]> pieces = new ArrayList<>();
        int next = 0;
        for (int s : chosen) {
            double start = low[s];
            while (next < sorted.length && sorted[next] <= start) {
                next++;
            }
            for (; next < sorted.length && sorted[next] < high[s]; next++) {
                if (sorted[next] > start) {
                    pieces.add(new double[] {start, sorted[next]});
                    start = sorted[next];
                }
            }
            pieces.add(new double[] {start, high[s]});
        }
        return new Segments(pieces.stream().mapToDouble(p -> p[0]).toArray(),
                pieces.stream().mapToDouble(p -> p[1]).toArray());
    }
}
