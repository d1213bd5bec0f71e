package io.github.montecat.head;

import io.github.montecat.error.RefusedValueException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Counts of spectra between which something is interpolated in the logarithm of counts. Immutable. */
final class CountNodes {

    /** Fewest spectra that what happens at a node may rest on. */
    static final int FEWEST = 500;
    private static final double PER_DECADE = 2;

    private final double[] counts;
    private final double[] logs;

    /**
     * @param counts positive and increasing
     */
    CountNodes(double[] counts) {
        for (int k = 0; k < counts.length; k++) {
            if (!(counts[k] > (k == 0 ? 0 : counts[k - 1])) || Double.isInfinite(counts[k])) {
                throw new RefusedValueException("calibration at counts " + Arrays.toString(counts)
                        + ", expected positive and increasing ones");
            }
        }
        if (counts.length == 0) {
            throw new RefusedValueException("calibration at no counts, expected one at least");
        }
        this.counts = counts.clone();
        logs = Arrays.stream(counts).map(Math::log).toArray();
    }

    /**
     * A place between two nodes, or at one.
     *
     * @param below the node at it or below it
     * @param above the node above; the same if there is none
     * @param share weight of the upper one, 0 to 1
     */
    record Place(int below, int above, double share) {

        /** The lower node for side 0, the upper for side 1. */
        int node(int side) {
            return side == 0 ? below : above;
        }

        double weight(int side) {
            return side == 0 ? 1 - share : share;
        }

        /** What lies between the numbers of the lower node and as many of the upper. */
        double[] between(double[] lower, double[] upper) {
            double[] between = new double[lower.length];
            Arrays.setAll(between, i -> weight(0) * lower[i] + weight(1) * upper[i]);
            return between;
        }
    }

    /** Nodes two to a decade, but where they would rest on too few of these spectra. */
    static CountNodes of(double[] counts) {
        if (counts.length < FEWEST) {
            throw new RefusedValueException("calibration on " + counts.length + " spectra, expected at least "
                    + FEWEST);
        }
        int first = (int) Math.floor(PER_DECADE * Math.log10(Math.max(1, Arrays.stream(counts).min().orElseThrow())));
        int last = (int) Math.ceil(PER_DECADE * Math.log10(Math.max(1, Arrays.stream(counts).max().orElseThrow())));
        List<Double> candidates = new ArrayList<>(IntStream.rangeClosed(first, last)
                .mapToObj(i -> Math.pow(10, i / PER_DECADE)).toList());
        while (true) {
            CountNodes nodes = new CountNodes(candidates.stream().mapToDouble(Double::doubleValue).toArray());
            double[] weights = new double[nodes.size()];
            for (double c : counts) {
                Place place = nodes.place(c);
                weights[place.below()] += place.weight(0);
                weights[place.above()] += place.weight(1);
            }
            int least = IntStream.range(0, weights.length).reduce((a, b) -> weights[b] < weights[a] ? b : a).orElseThrow();
            if (weights[least] >= FEWEST || candidates.size() == 1) {
                return nodes;
            }
            candidates.remove(least);
        }
    }

    int size() {
        return logs.length;
    }

    double[] counts() {
        return counts.clone();
    }

    Place place(double counts) {
        double log = Math.log(counts);
        int last = logs.length - 1;
        if (!(log > logs[0])) {
            return new Place(0, 0, 0);
        }
        if (log >= logs[last]) {
            return new Place(last, last, 0);
        }
        int at = Arrays.binarySearch(logs, log);
        int above = at >= 0 ? at + 1 : -at - 1;
        return new Place(above - 1, above, (log - logs[above - 1]) / (logs[above] - logs[above - 1]));
    }
}
