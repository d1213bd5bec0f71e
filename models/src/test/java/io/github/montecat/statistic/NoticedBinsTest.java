package io.github.montecat.statistic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.spectrum.EnergyGrid;
import io.github.montecat.spectrum.Spectrum;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Bins as XSPEC makes them; the expected ones are worked out by hand from its rules. */
class NoticedBinsTest {

    private static final double[] COUNTS = {1, 2, 4, 8, 16, 32, 64, 128};
    private static final EnergyGrid ENERGIES = EnergyGrid.ofEdges(1, 2, 3, 4, 5, 6, 7, 8, 9);

    private static NoticedBins bins(int[] grouping, int[] quality) {
        return NoticedBins.of(Spectrum.builder(COUNTS).grouping(grouping).quality(quality).build(), ENERGIES);
    }

    private static int[] binOfChannel(NoticedBins bins) {
        return IntStream.range(0, bins.channelCount()).map(bins::bin).toArray();
    }

    @Test
    void ungroupedChannelsAreBins() {
        NoticedBins bins = bins(null, null);
        assertArrayEquals(COUNTS, bins.sum(COUNTS));
        assertEquals(8, bins.size());
    }

    @Test
    void groupsAreSummed() {
        NoticedBins bins = bins(new int[] {1, -1, 1, -1, -1, 1, 0, -1}, null);
        assertArrayEquals(new double[] {3, 28, 32, 192}, bins.sum(COUNTS));
        assertEquals(3, bins.low(1));
        assertEquals(6, bins.high(1));
    }

    @Test
    void firstUsableChannelStartsABin() {
        assertArrayEquals(new int[] {-1, 0, 0, 1, 1, 1, 1, 1},
                binOfChannel(bins(new int[] {1, -1, -1, 1, -1, -1, -1, -1}, new int[] {1, 0, 0, 0, 0, 0, 0, 0})));
    }

    @Test
    void channelsOfQualityOneAreInNoBin() {
        NoticedBins bins = bins(new int[] {1, -1, -1, 1, -1, -1, 1, 1}, new int[] {0, 1, 0, 0, 0, 1, 0, 1});
        assertArrayEquals(new int[] {0, -1, 0, 1, 1, -1, 2, -1}, binOfChannel(bins));
        assertArrayEquals(new double[] {5, 24, 64}, bins.sum(COUNTS));
        assertEquals(6, bins.high(1), "the last channel that is used ends the bin");
    }

    @Test
    void groupWithoutItsFirstChannelJoinsTheOneBefore() {
        assertArrayEquals(new int[] {0, 0, -1, 0, 0, 1, 1, 1},
                binOfChannel(bins(new int[] {1, -1, 1, -1, -1, 1, -1, -1}, new int[] {0, 0, 1, 0, 0, 0, 0, 0})));
    }

    @Test
    void poorRunBreaksAGroup() {
        NoticedBins bins = bins(new int[] {1, -1, -1, -1, -1, 1, -1, -1}, new int[] {0, 0, 2, 2, 0, 0, 0, 5});
        assertArrayEquals(new int[] {0, 0, 1, 1, 2, 3, 3, 4}, binOfChannel(bins));
        assertArrayEquals(new int[] {0, 0, -1, -1, 1, 2, 2, -1}, binOfChannel(bins.ignoreBad()));
    }

    @Test
    void illegalQualityCountsAsGood() {
        assertEquals(8, bins(null, new int[] {9, -3, 0, 0, 0, 0, 0, 0}).ignoreBad().size());
    }

    @Test
    void binAtAnEndOfARangeBelongsToIt() {
        NoticedBins all = bins(null, null);
        assertArrayEquals(new int[] {0, 1, -1, -1, 2, 3, 4, 5}, binOfChannel(all.ignore(3.5, 4.5)));
        assertArrayEquals(new int[] {0, -1, -1, 1, 2, 3, 4, 5}, binOfChannel(all.ignore(3, 4)),
                "a range begins with the bin that ends where it begins");
    }

    @Test
    void onlyKeepsWholeBins() {
        NoticedBins all = bins(null, null);
        assertArrayEquals(new int[] {-1, -1, -1, 0, 1, -1, -1, -1}, binOfChannel(all.only(3.5, 6.5)));
        assertArrayEquals(new int[] {-1, -1, 0, 1, -1, -1, -1, -1}, binOfChannel(all.only(3, 6)),
                "the bin that ends at the high end goes, as with XSPEC's 'ignore 6-**'");
        assertEquals(8, all.only(0.1, 20).size());
        assertEquals(0, all.only(20, 30).size());
    }

    @Test
    void noticeBringsBack() {
        NoticedBins none = bins(null, null).ignore(0, Double.POSITIVE_INFINITY);
        assertEquals(0, none.size());
        assertArrayEquals(new int[] {-1, -1, 0, 1, 2, -1, -1, -1}, binOfChannel(none.notice(3.5, 5.5)));
        assertEquals(0, none.notice(9.5, 12).size());
    }

    @Test
    void refusalsNameBothSides() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> NoticedBins.of(Spectrum.of(new double[3], 1),
                ENERGIES)).getMessage().matches(".* 3 channels.* 8.*"));
        assertThrows(IllegalArgumentException.class, () -> bins(null, new int[] {1, 1, 1, 1, 1, 1, 1, 1}));
        assertThrows(IllegalArgumentException.class, () -> bins(null, null).ignore(3, 2));
        assertThrows(IllegalArgumentException.class, () -> bins(null, null).sum(new double[3]));
    }

    /** A grating's channels descend in energy: groups follow the channels, bins the energies. */
    @Test
    void binsAscendWhereChannelsDescend() {
        EnergyGrid down = EnergyGrid.ofChannels(new double[] {8, 7, 6, 5, 4, 3, 2, 1}, new double[] {9, 8, 7, 6, 5, 4, 3, 2});
        Spectrum spectrum = Spectrum.builder(COUNTS).grouping(new int[] {1, -1, 1, -1, -1, 1, 1, -1})
                .quality(new int[] {0, 0, 0, 0, 0, 0, 2, 2}).build();
        NoticedBins bins = NoticedBins.of(spectrum, down);
        assertArrayEquals(new double[] {192, 32, 28, 3}, bins.sum(COUNTS));
        assertEquals(EnergyGrid.ofEdges(1, 3, 4, 7, 9), bins.energies());
        assertArrayEquals(new double[] {32, 28, 3}, bins.ignoreBad().sum(COUNTS));
        assertArrayEquals(new int[] {-1, -1, 0, 0, 0, -1, -1, -1}, binOfChannel(bins.only(3.5, 7.5)));
        NoticedBins channels = NoticedBins.of(Spectrum.of(COUNTS, 1), down);
        assertArrayEquals(new double[] {128, 64, 32, 16, 8, 4, 2, 1}, channels.sum(COUNTS));
        assertFalse(channels.areChannels());
    }
}
