package io.github.montecat.spectrum;

import io.github.montecat.error.RefusedValueException;
import java.util.Arrays;

/**
 * Sums neighbouring detector channels into bins. Bin {@code b} takes the channels {@code edges[b]} to
 * {@code edges[b + 1] - 1}, numbered from 0 for the detector's first channel; channels outside the edges are ignored.
 * Immutable and safe for use by several threads.
 */
public final class ChannelGrouping {

    private final int[] edges;

    /**
     * @param edges n + 1 ascending channel indices (from 0) for n bins; copied
     * @throws IllegalArgumentException if there are fewer than two edges, one is negative or they do not ascend
     */
    public ChannelGrouping(int... edges) {
        if (edges.length < 2 || edges[0] < 0) {
            throw new RefusedValueException("a channel grouping needs at least two edges from 0 up, got "
                    + Arrays.toString(edges));
        }
        for (int i = 1; i < edges.length; i++) {
            if (edges[i] <= edges[i - 1]) {
                throw new RefusedValueException("channel edges must ascend: " + edges[i - 1] + " is followed by "
                        + edges[i]);
            }
        }
        this.edges = edges.clone();
    }

    /**
     * Bins of equal width.
     *
     * @param first first channel index used, from 0
     * @param last last channel index used, inclusive
     * @param width channels per bin; a remainder at the end that fills no bin is left out
     * @return the grouping
     * @throws IllegalArgumentException if no bin fits
     */
    public static ChannelGrouping uniform(int first, int last, int width) {
        int bins = width > 0 ? (last - first + 1) / width : 0;
        if (bins < 1) {
            throw new RefusedValueException("no bin of " + width + " channels fits into channels " + first + "-"
                    + last);
        }
        int[] edges = new int[bins + 1];
        for (int b = 0; b <= bins; b++) {
            edges[b] = first + b * width;
        }
        return new ChannelGrouping(edges);
    }

    /** @return the number of bins */
    public int size() {
        return edges.length - 1;
    }

    /**
     * @param bin index of a bin, or {@link #size()} for the end of the last
     * @return the channel index at which that bin starts
     */
    public int edge(int bin) {
        return edges[bin];
    }

    /** @return a copy of the edges, one more than there are bins */
    public int[] edges() {
        return edges.clone();
    }

    /**
     * @param channel channel index from 0
     * @return the bin that it is in, -1 if it is in none
     */
    public int bin(int channel) {
        int found = Arrays.binarySearch(edges, channel);
        int bin = found >= 0 ? found : -found - 2;
        return bin < size() ? bin : -1;
    }

    /**
     * Sums channels into bins.
     *
     * @param channels one value per channel
     * @return one sum per bin
     * @throws IllegalArgumentException if there are fewer channels than the last edge
     */
    public double[] sum(double[] channels) {
        requireChannels(channels.length);
        double[] bins = new double[size()];
        for (int b = 0; b < bins.length; b++) {
            double s = 0;
            for (int c = edges[b]; c < edges[b + 1]; c++) {
                s += channels[c];
            }
            bins[b] = s;
        }
        return bins;
    }

    /**
     * The energy bounds of the bins.
     *
     * @param channels energy bounds of the channels
     * @return bounds from the lower bound of a bin's channel of lowest energy to the upper bound of that of highest
     *        energy;
     *         bins descend if channels do
     * @throws IllegalArgumentException if there are fewer channels than the last edge
     */
    public EnergyGrid energies(EnergyGrid channels) {
        requireChannels(channels.size());
        double[] low = new double[size()];
        double[] high = new double[size()];
        for (int b = 0; b < low.length; b++) {
            int first = edges[b];
            int last = edges[b + 1] - 1;
            low[b] = channels.low(channels.descends() ? last : first);
            high[b] = channels.high(channels.descends() ? first : last);
        }
        return EnergyGrid.ofChannels(low, high);
    }

    private void requireChannels(int n) {
        if (n < edges[edges.length - 1]) {
            throw new RefusedValueException("grouping reaches channel index " + (edges[edges.length - 1] - 1)
                    + ", there are only " + n + " channels");
        }
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof ChannelGrouping g && Arrays.equals(edges, g.edges);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(edges);
    }

    @Override
    public String toString() {
        return size() + " bins over channels " + edges[0] + "-" + (edges[edges.length - 1] - 1);
    }
}
