package io.github.montecat.region;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A set of numbers made of intervals in ascending order that do not touch: where a horizontal line runs inside a shape,
 * or when a detector was on. Ends belong to it. Immutable.
 */
public final class Intervals {

    /** The empty set. */
    public static final Intervals NONE = new Intervals(new double[0]);
    /** All numbers. */
    public static final Intervals ALL = new Intervals(
            new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY});

    /** Start, end, start, end, ... */
    private final double[] ends;

    private Intervals(double[] ends) {
        this.ends = ends;
    }

    /**
     * @param from start
     * @param to end
     * @return the one interval, the empty set if {@code from} is not below {@code to}
     */
    public static Intervals of(double from, double to) {
        return from < to ? new Intervals(new double[] {from, to}) : NONE;
    }

    /**
     * @param ranges intervals in any order, which may overlap; an array of two numbers each
     * @return the numbers in at least one of them
     */
    public static Intervals union(List<double[]> ranges) {
        List<double[]> sorted = new ArrayList<>(ranges);
        sorted.removeIf(r -> !(r[0] < r[1]));
        sorted.sort(Comparator.comparingDouble(r -> r[0]));
        double[] ends = new double[2 * sorted.size()];
        int n = 0;
        for (double[] range : sorted) {
            if (n > 0 && range[0] <= ends[n - 1]) {
                ends[n - 1] = Math.max(ends[n - 1], range[1]);
            } else {
                ends[n++] = range[0];
                ends[n++] = range[1];
            }
        }
        return new Intervals(Arrays.copyOf(ends, n));
    }

    /** @return the numbers in at least one of several sets */
    static Intervals unionOf(List<Intervals> sets) {
        List<double[]> ranges = new ArrayList<>();
        for (Intervals set : sets) {
            for (int i = 0; i < set.ends.length; i += 2) {
                ranges.add(new double[] {set.ends[i], set.ends[i + 1]});
            }
        }
        return union(ranges);
    }

    /**
     * @param sorted crossings in ascending order: the set starts at the first, ends at the second, and so on
     * @return the set
     */
    static Intervals ofCrossings(double[] sorted) {
        return new Intervals(sorted.clone());
    }

    /** @return the numbers in this set or the other */
    public Intervals or(Intervals other) {
        return combine(other, 1);
    }

    /** @return the numbers in both sets */
    public Intervals and(Intervals other) {
        return combine(other, 2);
    }

    /** @return the numbers in this set but not in the other */
    public Intervals minus(Intervals other) {
        return and(other.complement());
    }

    private Intervals complement() {
        double[] all = new double[ends.length + 2];
        all[0] = Double.NEGATIVE_INFINITY;
        System.arraycopy(ends, 0, all, 1, ends.length);
        all[all.length - 1] = Double.POSITIVE_INFINITY;
        int from = ends.length > 0 && ends[0] == Double.NEGATIVE_INFINITY ? 2 : 0;
        int to = ends.length > 0 && ends[ends.length - 1] == Double.POSITIVE_INFINITY ? all.length - 2 : all.length;
        return new Intervals(Arrays.copyOfRange(all, from, Math.max(from, to)));
    }

    /** Sweeps over both sets; a number belongs to the result where at least {@code wanted} of the two hold it. */
    private Intervals combine(Intervals other, int wanted) {
        double[] result = new double[ends.length + other.ends.length];
        int n = 0;
        int i = 0;
        int j = 0;
        int depth = 0;
        while (i < ends.length || j < other.ends.length) {
            double a = i < ends.length ? ends[i] : Double.POSITIVE_INFINITY;
            double b = j < other.ends.length ? other.ends[j] : Double.POSITIVE_INFINITY;
            boolean mine = j >= other.ends.length || i < ends.length && a <= b;
            double at = mine ? a : b;
            int before = depth;
            depth += (mine ? i++ : j++) % 2 == 0 ? 1 : -1;
            if (before < wanted && depth >= wanted) {
                if (n > 0 && result[n - 1] == at) {
                    n--;
                } else {
                    result[n++] = at;
                }
            } else if (before >= wanted && depth < wanted) {
                if (result[n - 1] == at) {
                    n--;
                } else {
                    result[n++] = at;
                }
            }
        }
        return new Intervals(Arrays.copyOf(result, n));
    }

    /** @return the sum of the intervals' lengths, which may be infinite */
    public double length() {
        double sum = 0;
        for (int i = 0; i < ends.length; i += 2) {
            sum += ends[i + 1] - ends[i];
        }
        return sum;
    }

    /** @return whether a number belongs to the set */
    public boolean contains(double value) {
        for (int i = 0; i < ends.length; i += 2) {
            if (value >= ends[i] && value <= ends[i + 1]) {
                return true;
            }
        }
        return false;
    }

    /** @return whether the set is empty */
    public boolean isEmpty() {
        return ends.length == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Intervals o && Arrays.equals(ends, o.ends);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ends);
    }

    @Override
    public String toString() {
        return Arrays.toString(ends);
    }
}
