package io.github.montecat.statistic;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.spectrum.EnergyGrid;
import io.github.montecat.spectrum.Spectrum;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The bins of a spectrum over which a statistic is summed: its channels grouped by its own GROUPING and QUALITY as XSPEC
 * does it when it reads a file, without the bins that were ignored.
 *
 * <pre>{@code
 * NoticedBins bins = NoticedBins.of(spectrum, response.bins()).ignoreBad().only(0.5, 10);
 * }</pre>
 *
 * <p>XSPEC finds the bins of an energy range by their upper bounds: the range begins with the first bin whose upper bound
 * reaches its low end and ends with the first whose upper bound reaches its high end. So a bin that an end lies in belongs
 * to the range, to be noticed or ignored as a whole, and one that ends just there does as well. Bins are numbered from 0
 * for the lowest energy, also where the energies of channels descend. Immutable and safe for use by several threads.
 */
public final class NoticedBins {

    private final GroupedChannels groups;
    private final double[] low;
    private final double[] high;
    private final boolean[] noticed;
    private final int[] binOfGroup;
    private final int[] groupOfBin;

    private NoticedBins(GroupedChannels groups, double[] low, double[] high, boolean[] noticed) {
        this.groups = groups;
        this.low = low;
        this.high = high;
        this.noticed = noticed;
        binOfGroup = new int[noticed.length];
        int[] list = new int[noticed.length];
        int n = 0;
        for (int g = 0; g < noticed.length; g++) {
            binOfGroup[g] = noticed[g] ? n : -1;
            if (noticed[g]) {
                list[n++] = g;
            }
        }
        groupOfBin = Arrays.copyOf(list, n);
    }

    /**
     * All bins of a spectrum, bad ones included, but without the channels of quality 1, which XSPEC never uses.
     *
     * @param spectrum the spectrum
     * @param channels nominal energies of its channels (EBOUNDS), in the order of the channels
     * @return its bins, all noticed
     * @throws IllegalArgumentException if the numbers of channels differ or no channel is usable
     */
    public static NoticedBins of(Spectrum spectrum, EnergyGrid channels) {
        if (spectrum.channelCount() != channels.size()) {
            throw new RefusedValueException((spectrum.name().isEmpty() ? "the spectrum" : spectrum.name()) + " has "
                    + spectrum.channelCount() + " channels, its response has " + channels.size()
                    + "; take the response made for the spectrum");
        }
        GroupedChannels groups = new GroupedChannels(spectrum, channels.descends());
        if (groups.size() == 0) {
            throw new RefusedValueException((spectrum.name().isEmpty() ? "the spectrum" : spectrum.name())
                    + " has no usable channel: all " + spectrum.channelCount() + " are of quality 1");
        }
        double[] low = new double[groups.size()];
        double[] high = new double[groups.size()];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(high, Double.NEGATIVE_INFINITY);
        for (int c = 0; c < channels.size(); c++) {
            int g = groups.bin(c);
            if (g >= 0) {
                low[g] = Math.min(low[g], channels.low(c));
                high[g] = Math.max(high[g], channels.high(c));
            }
        }
        boolean[] noticed = new boolean[groups.size()];
        Arrays.fill(noticed, true);
        return new NoticedBins(groups, low, high, noticed);
    }

    /** @return these bins without those that have a channel of quality other than 0 (XSPEC's {@code ignore bad}) */
    public NoticedBins ignoreBad() {
        return with(g -> noticed[g] && groups.quality(g) == 0);
    }

    /**
     * XSPEC's {@code ignore LOW-HIGH}.
     *
     * @param lowEnergy low end of the range in keV, 0 for all from the first
     * @param highEnergy high end in keV, infinite for all to the last
     * @return these bins without those in the range
     * @throws IllegalArgumentException if the range is not one
     */
    public NoticedBins ignore(double lowEnergy, double highEnergy) {
        IntPredicate inside = range(lowEnergy, highEnergy);
        return with(g -> noticed[g] && !inside.test(g));
    }

    /**
     * XSPEC's {@code notice LOW-HIGH}: bins that were ignored before are noticed again.
     *
     * @param lowEnergy low end of the range in keV, 0 for all from the first
     * @param highEnergy high end in keV, infinite for all to the last
     * @return these bins and those in the range
     * @throws IllegalArgumentException if the range is not one
     */
    public NoticedBins notice(double lowEnergy, double highEnergy) {
        IntPredicate inside = range(lowEnergy, highEnergy);
        return with(g -> noticed[g] || inside.test(g));
    }

    /**
     * XSPEC's {@code ignore **-LOW HIGH-**} with numbers that have a decimal point (a whole number is a channel
     * there), the
     * usual way to choose a range: what is left are the bins that lie in the range as a whole.
     *
     * @param lowEnergy low end of the range in keV
     * @param highEnergy high end in keV
     * @return those of these bins that are in the range
     * @throws IllegalArgumentException if the range is not one
     */
    public NoticedBins only(double lowEnergy, double highEnergy) {
        range(lowEnergy, highEnergy);
        return ignore(0, lowEnergy).ignore(highEnergy, Double.POSITIVE_INFINITY);
    }

    private IntPredicate range(double lowEnergy, double highEnergy) {
        if (!(lowEnergy >= 0) || !(highEnergy >= lowEnergy)) {
            throw new RefusedValueException("energy range " + lowEnergy + " to " + highEnergy
                    + " keV, expected 0 <= low <= high");
        }
        int groupCount = low.length;
        if (highEnergy <= low[0] || lowEnergy > high[groupCount - 1]) {
            return g -> false;
        }
        int first = 0;
        while (high[first] < lowEnergy) {
            first++;
        }
        int last = first;
        while (last < groupCount - 1 && high[last] < highEnergy) {
            last++;
        }
        int from = first;
        int to = last;
        return g -> g >= from && g <= to;
    }

    private NoticedBins with(IntPredicate notice) {
        boolean[] now = new boolean[noticed.length];
        for (int g = 0; g < now.length; g++) {
            now[g] = notice.test(g);
        }
        return new NoticedBins(groups, low, high, now);
    }

    /** @return the number of noticed bins, 0 if all are ignored */
    public int size() {
        return groupOfBin.length;
    }

    /** @return the number of channels of the spectrum, noticed or not */
    public int channelCount() {
        return groups.channelCount();
    }

    /**
     * @param channel channel index from 0
     * @return the noticed bin it is in, -1 if it is in none
     */
    public int bin(int channel) {
        int g = groups.bin(channel);
        return g < 0 ? -1 : binOfGroup[g];
    }

    /**
     * @param bin a noticed bin
     * @return its lower bound in keV
     */
    public double low(int bin) {
        return low[groupOfBin[bin]];
    }

    /**
     * @param bin a noticed bin
     * @return its upper bound in keV
     */
    public double high(int bin) {
        return high[groupOfBin[bin]];
    }

    /**
     * @return nominal energies of the noticed bins
     * @throws IllegalArgumentException if there is none
     */
    public EnergyGrid energies() {
        return EnergyGrid.ofChannels(Arrays.stream(groupOfBin).mapToDouble(g -> low[g]).toArray(),
                Arrays.stream(groupOfBin).mapToDouble(g -> high[g]).toArray());
    }

    /** @return whether each channel is a noticed bin by itself, in the same order, so that sums are the channels */
    public boolean areChannels() {
        return size() == channelCount() && bin(0) == 0;
    }

    /**
     * Sums channels into the noticed bins.
     *
     * @param channels one value per channel
     * @return one sum per noticed bin
     * @throws IllegalArgumentException if the number of values is not that of channels
     */
    public double[] sum(double[] channels) {
        if (channels.length != channelCount()) {
            throw new RefusedValueException(channels.length + " values for " + channelCount() + " channels");
        }
        double[] sums = new double[size()];
        for (int c = 0; c < channels.length; c++) {
            int b = bin(c);
            if (b >= 0) {
                sums[b] += channels[c];
            }
        }
        return sums;
    }

    @Override
    public String toString() {
        return size() + " of " + noticed.length + " bins of " + channelCount() + " channels"
                + (size() == 0 ? "" : ", " + (float) low(0) + "-" + (float) high(size() - 1) + " keV");
    }
}
