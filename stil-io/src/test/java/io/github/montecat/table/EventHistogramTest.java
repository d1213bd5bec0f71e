package io.github.montecat.table;

import static io.github.montecat.table.Spectra.all;
import static io.github.montecat.table.Spectra.assertUnfit;
import static io.github.montecat.table.Spectra.parameter;
import static io.github.montecat.table.Spectra.table;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.montecat.flag.FitFlag;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.lang.reflect.Array;
import org.junit.jupiter.api.Test;
import uk.ac.starlink.table.ColumnStarTable;

class EventHistogramTest {

    private static final SpectrumTableSettings AUTOMATIC = SpectrumTableSettings.AUTOMATIC;

    private static ColumnStarTable events(Object pi) {
        int n = Array.getLength(pi);
        ColumnStarTable t = table("TIME", new double[n], "X", new float[n], "PI", pi, "phas", new short[n][9]);
        parameter(t, "ONTIME", 900.0);
        parameter(t, "EXPTIME", 0.4);
        return t;
    }

    @Test
    void eventsAreCountedByChannel() throws IOException {
        ColumnStarTable t = events(new Integer[] {3, 1, 3, null, 4, 3});
        parameter(t, "TLMIN3", 1);
        parameter(t, "TLMAX3", 4);
        SpectrumTable spectra = SpectrumTable.of(t, AUTOMATIC);
        assertEquals(SpectrumTableKind.EVENT_LIST, spectra.kind());
        assertEquals("PI", spectra.columnName());
        Spectrum s = all(spectra, 1).get(0).spectrum();
        assertArrayEquals(new double[] {1, 0, 3, 1}, s.counts());
        assertEquals(1, s.firstChannel());
        assertEquals(900, s.exposure());
        parameter(t, "EXPOSURE", 850.0);
        assertEquals(850, all(SpectrumTable.of(t, AUTOMATIC), 1).get(0).spectrum().exposure());
    }

    @Test
    void channelsComeFromTheBundleWhereTheListDoesNotSay() throws IOException {
        ColumnStarTable t = events(new int[] {3, 1, 9, 3});
        assertUnfit(FitFlag.WRONG_LENGTH, all(SpectrumTable.of(t, AUTOMATIC), 1).get(0), "TLMIN3", "--bundle");
        assertArrayEquals(new double[] {0, 1, 0, 2, 0},
                all(SpectrumTable.of(t, AUTOMATIC.withChannelCount(5)), 1).get(0).spectrum().counts());
        Spectrum fromOne = all(SpectrumTable.of(t, AUTOMATIC.withChannelCount(9)), 1).get(0).spectrum();
        assertEquals(1, fromOne.firstChannel());
        assertEquals(4, fromOne.totalCounts());
    }

    @Test
    void limitsOfAnotherColumnAreNotUsed() throws IOException {
        ColumnStarTable t = events(new int[] {300, 101, 300});
        parameter(t, "TLMIN3", 0);
        parameter(t, "TLMAX3", 9);
        assertEquals(1501, all(SpectrumTable.of(t, AUTOMATIC.withChannelCount(1501)), 1).get(0).spectrum()
                .channelCount());
    }

    @Test
    void badEventLists() throws IOException {
        assertUnfit(FitFlag.EMPTY, all(SpectrumTable.of(events(new Integer[] {null, null}),
                AUTOMATIC.withChannelCount(5)), 1).get(0), "no event", "PI");
        assertUnfit(FitFlag.EMPTY, all(SpectrumTable.of(events(new int[0]), AUTOMATIC.withChannelCount(5)), 1).get(0),
                "no event");
        ColumnStarTable t = table("PHA", new int[] {1, 2}, "TIME", new double[] {0, 0});
        assertUnfit(FitFlag.NO_EXPOSURE, all(SpectrumTable.of(t, AUTOMATIC.withChannelCount(5)), 1).get(0),
                "EXPOSURE", "--exposure");
    }
}
