package io.github.montecat.spectrum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SpectrumTest {

    @Test
    void copiesWhatItIsGivenAndGives() {
        double[] counts = {1, 2, 3};
        Spectrum s = Spectrum.of(counts, 10);
        counts[0] = 99;
        s.counts()[1] = 99;
        assertArrayEquals(new double[] {1, 2, 3}, s.counts());
        assertEquals(6, s.totalCounts());
    }

    @Test
    void builderKeepsAllAndChecksLengths() {
        Spectrum background = Spectrum.of(new double[3], 5);
        Spectrum s = Spectrum.builder(new double[] {1, 2, 3}).name("n").firstChannel(1).exposure(7)
                .areaScale(new double[] {1, 1, 2}).backScale(new double[] {3, 3, 3}).statError(new double[] {1, 1, 1})
                .quality(new int[] {0, 5, 0}).grouping(new int[] {1, -1, 1}).background(background)
                .mission("NICER", "XTI").responseFiles("a.rmf", "b.arf").build();
        Spectrum t = s.toBuilder().exposure(8).build();
        assertEquals(8, t.exposure());
        assertEquals("n", t.name());
        assertEquals(1, t.firstChannel());
        assertArrayEquals(new int[] {0, 5, 0}, t.quality().orElseThrow());
        assertArrayEquals(new int[] {1, -1, 1}, t.grouping().orElseThrow());
        assertArrayEquals(new double[] {1, 1, 2}, t.areaScale().orElseThrow());
        assertEquals("b.arf", t.ancillaryFile());
        assertEquals(background, t.background().orElseThrow());
        String message = assertThrows(IllegalArgumentException.class,
                () -> Spectrum.builder(new double[3]).quality(new int[2])).getMessage();
        assertTrue(message.contains("QUALITY") && message.contains("2") && message.contains("3"), message);
    }

    @Test
    void groupsChannels() {
        ChannelGrouping g = ChannelGrouping.uniform(1, 7, 3);
        assertEquals(2, g.size());
        assertArrayEquals(new double[] {1 + 2 + 3, 4 + 5 + 6}, g.sum(new double[] {0, 1, 2, 3, 4, 5, 6, 7}));
        EnergyGrid e = g.energies(EnergyGrid.ofEdges(0, 1, 2, 3, 4, 5, 6, 7, 8));
        assertEquals(EnergyGrid.ofEdges(1, 4, 7), e);
        assertThrows(IllegalArgumentException.class, () -> g.sum(new double[6]));
        assertThrows(IllegalArgumentException.class, () -> ChannelGrouping.uniform(5, 6, 3));
        assertThrows(IllegalArgumentException.class, () -> new ChannelGrouping(3, 3));
    }

    @Test
    void energyGridsRefuseWhatIsNoGrid() {
        assertThrows(IllegalArgumentException.class, () -> EnergyGrid.ofEdges(1));
        assertThrows(IllegalArgumentException.class, () -> EnergyGrid.ofEdges(1, 1));
        assertThrows(IllegalArgumentException.class, () -> EnergyGrid.ofEdges(-1, 1));
        assertThrows(IllegalArgumentException.class, () -> new EnergyGrid(new double[] {1, 1.5}, new double[] {2, 3}));
        assertTrue(EnergyGrid.ofEdges(0.1f, 0.2f).matches(EnergyGrid.ofEdges(0.1, 0.2)));
        assertFalse(EnergyGrid.ofEdges(0.1, 0.2).matches(EnergyGrid.ofEdges(0.1, 0.21)));
    }

    @Test
    void energiesOfChannelsMayDescendOrBeNegative() {
        EnergyGrid down = EnergyGrid.ofChannels(new double[] {3, 2, 1}, new double[] {4, 3, 2});
        assertTrue(down.descends());
        assertEquals(1, down.lowest());
        assertEquals(4, down.highest());
        assertEquals(EnergyGrid.ofChannels(new double[] {2}, new double[] {4}),
                new ChannelGrouping(0, 2).energies(down));
        assertThrows(IllegalArgumentException.class, down::requirePhotonEnergies);
        EnergyGrid up = EnergyGrid.ofChannels(new double[] {-0.01, 0, 0}, new double[] {0, 0, 1});
        assertFalse(up.descends());
        assertEquals(-0.01, up.lowest());
        assertThrows(IllegalArgumentException.class,
                () -> EnergyGrid.ofChannels(new double[] {1, 3, 2}, new double[] {2, 4, 3}));
        assertThrows(IllegalArgumentException.class,
                () -> EnergyGrid.ofChannels(new double[] {Double.NaN}, new double[] {1}));
        assertThrows(IllegalArgumentException.class,
                () -> EnergyGrid.ofChannels(new double[] {2}, new double[] {1}));
    }
}
