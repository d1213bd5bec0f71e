package io.github.montecat.statistic;

import io.github.montecat.spectrum.Spectrum;
import java.util.Arrays;

/**
 * The bins into which XSPEC sums the channels of a spectrum when it reads the file, before any channel is ignored. Its
 * rules:
 *
 * <ul>
 * <li>A channel of quality 1 is in no bin.</li>
 * <li>A group goes from a channel with grouping 1 up to the next; values other than 1 and -1 mean 1, and so does the
 * grouping of the first channel that is not of quality 1.</li>
 * <li>A run of channels of one quality from 2 to 5 starts a bin of its own, and the channel after it starts another.</li>
 * <li>A bin has the worst quality of its channels; qualities outside 0 to 5 count as 0.</li>
 * </ul>
 *
 * <p>A group that starts with channels of quality 1 therefore joins the one before it. Bins are numbered from the
 * lowest energy, which is the last channel's where energies descend. Immutable and safe for use by several threads.
 */
final class GroupedChannels {

    private static final int UNUSED = 1;
    private static final int WORST_QUALITY = 5;

    private final int[] binOfChannel;
    private final int[] quality;

    /**
     * @param spectrum the spectrum
     * @param descending whether the energies of its channels descend
     */
    GroupedChannels(Spectrum spectrum, boolean descending) {
        int channels = spectrum.channelCount();
        int[] channelQuality = Arrays.stream(spectrum.quality().orElseGet(() -> new int[channels]))
                .map(q -> q < 0 || q > WORST_QUALITY ? 0 : q).toArray();
        boolean[] starts = starts(spectrum, channelQuality);
        binOfChannel = new int[channels];
        int bins = 0;
        int[] worst = new int[channels];
        for (int c = 0; c < channels; c++) {
            if (channelQuality[c] == UNUSED) {
                binOfChannel[c] = -1;
                continue;
            }
            bins += starts[c] ? 1 : 0;
            binOfChannel[c] = bins - 1;
            worst[bins - 1] = Math.max(worst[bins - 1], channelQuality[c]);
        }
        quality = Arrays.copyOf(worst, bins);
        if (descending) {
            for (int c = 0; c < channels; c++) {
                binOfChannel[c] = binOfChannel[c] < 0 ? -1 : bins - 1 - binOfChannel[c];
            }
            Arrays.setAll(quality, b -> worst[quality.length - 1 - b]);
        }
    }

    /** Whether a bin starts at each channel; of no meaning for channels of quality 1. */
    private static boolean[] starts(Spectrum spectrum, int[] quality) {
        int channels = quality.length;
        boolean[] starts = new boolean[channels];
        Arrays.fill(starts, true);
        if (spectrum.grouping().isEmpty()) {
            return starts;
        }
        int[] grouping = spectrum.grouping().get();
        for (int c = 0; c < channels; c++) {
            starts[c] = grouping[c] != -1;
        }
        int run = 0;
        boolean first = true;
        for (int c = 0; c < channels; c++) {
            if (quality[c] == UNUSED) {
                continue;
            }
            starts[c] |= first || quality[c] != run && (quality[c] > UNUSED || run > UNUSED);
            first = false;
            run = quality[c];
        }
        return starts;
    }

    /** @return the number of bins */
    int size() {
        return quality.length;
    }

    /** @return the number of channels */
    int channelCount() {
        return binOfChannel.length;
    }

    /** @return the bin of a channel, -1 if it is in none */
    int bin(int channel) {
        return binOfChannel[channel];
    }

    /** @return the worst quality in a bin, 0 if all is good */
    int quality(int bin) {
        return quality[bin];
    }
}
