package io.github.montecat.table;

import static io.github.montecat.table.Spectra.all;
import static io.github.montecat.table.Spectra.assertUnfit;
import static io.github.montecat.table.Spectra.parameter;
import static io.github.montecat.table.Spectra.table;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.flag.FitFlag;
import io.github.montecat.inference.FitRequest;
import io.github.montecat.ogip.PhaWriter;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.StarTable;

class PhaTableTest {

    private static final SpectrumTableSettings AUTOMATIC = SpectrumTableSettings.AUTOMATIC;

    @Test
    void typeOneAsATable() throws IOException {
        ColumnStarTable t = table("CHANNEL", new int[] {0, 1, 2}, "COUNTS", new int[] {5, 0, 7}, "QUALITY",
                new short[] {0, 0, 1});
        parameter(t, "EXPOSURE", 124.5);
        parameter(t, "TELESCOP", "NICER");
        parameter(t, "DETCHANS", 4);
        parameter(t, "TLMIN1", 0);
        SpectrumTable spectra = SpectrumTable.of(t, AUTOMATIC);
        assertEquals(SpectrumTableKind.PHA_TYPE_I, spectra.kind());
        Spectrum s = all(spectra, 10).get(0).spectrum();
        assertArrayEquals(new double[] {5, 0, 7, 0}, s.counts());
        assertArrayEquals(new int[] {0, 0, 1, 1}, s.quality().orElseThrow());
        assertEquals(124.5, s.exposure());
        assertEquals("NICER", s.telescope());
        StarTable base = spectra.resultBase();
        assertEquals(1, base.getRowCount());
        assertArrayEquals(new Object[] {"test", 124.5, 12.0}, base.getRow(0));
        assertThrows(IndexOutOfBoundsException.class, () -> spectra.request(1));
    }

    /** The table came to us without its file: its place is told beside it, or its header names files in full. */
    @Test
    void backgroundIsFoundByThePlaceOfTheTableOrItsFullName(@TempDir Path folder) throws IOException {
        Path background = folder.resolve("b.pha");
        PhaWriter.COUNTS.as(PhaWriter.Content.BKG).write(background,
                Spectrum.builder(new double[] {2, 1, 0}).exposure(50).build());
        Path source = Files.createFile(folder.resolve("s.pha"));
        ColumnStarTable t = table("CHANNEL", new int[] {0, 1, 2}, "COUNTS", new int[] {5, 0, 7});
        parameter(t, "EXPOSURE", 124.5);
        parameter(t, "BACKFILE", "b.pha");
        assertTrue(all(SpectrumTable.of(t, AUTOMATIC), 1).get(0).spectrum().background().isEmpty());
        assertEquals(50, all(SpectrumTable.of(t, AUTOMATIC.withBase(source.toUri())), 1).get(0).spectrum().background()
                .orElseThrow().exposure());
        parameter(t, "BACKFILE", background.toString());
        assertEquals(3, all(SpectrumTable.of(t, AUTOMATIC), 1).get(0).spectrum().background().orElseThrow()
                .totalCounts());
    }

    @Test
    void typeOneRatesAndOverrides() throws IOException {
        ColumnStarTable t = table("channel", new int[] {1, 2}, "rate", new double[] {0.5, 0.25}, "net",
                new double[] {8, 9});
        assertArrayEquals(new double[] {2, 1},
                all(SpectrumTable.of(t, AUTOMATIC.withExposure("4")), 1).get(0).spectrum().counts());
        SpectrumTable net = SpectrumTable.of(t, AUTOMATIC.withExposure("4").withColumn("net"));
        assertEquals(SpectrumTableKind.PHA_TYPE_I, net.kind());
        assertArrayEquals(new double[] {8, 9}, all(net, 1).get(0).spectrum().counts());
    }

    @Test
    void badTypeOneTables() throws IOException {
        ColumnStarTable t = table("CHANNEL", new int[] {3, 3}, "COUNTS", new int[] {5, 0});
        SpectrumTable unexposed = SpectrumTable.of(t, AUTOMATIC);
        assertUnfit(FitFlag.NO_EXPOSURE, all(unexposed, 1).get(0), "EXPOSURE", "--exposure");
        assertEquals(1, unexposed.resultBase().getRowCount());
        assertUnfit(FitFlag.UNREADABLE, all(SpectrumTable.of(t, AUTOMATIC.withExposure("1")), 1).get(0),
                "channel 3 twice");
    }

    @Test
    void typeTwoAsATable() throws IOException {
        ColumnStarTable t = table("SPEC_NUM", new short[] {1, 2}, "CHANNEL", new int[][] {{1, 2, 3}, {1, 2, 3}},
                "COUNTS", new int[][] {{1, 2, 3}, {4, 5, 6}}, "STAT_ERR", new float[][] {{1, 2, 3}, {4, 5, 6}},
                "EXPOSURE", new double[] {10, -1});
        SpectrumTable spectra = SpectrumTable.of(t, AUTOMATIC);
        assertEquals(SpectrumTableKind.PHA_TYPE_II, spectra.kind());
        List<FitRequest> rows = all(spectra, 1);
        assertArrayEquals(new double[] {1, 2, 3}, rows.get(0).spectrum().counts());
        assertEquals(1, rows.get(0).spectrum().firstChannel());
        assertTrue(rows.get(0).spectrum().statError().isPresent());
        assertUnfit(FitFlag.NO_EXPOSURE, rows.get(1), "-1.0");
        assertSame(t, spectra.resultBase());
        ColumnStarTable byClass = table("COUNTS", new int[][] {{1, 2, 3}});
        parameter(byClass, "HDUCLAS1", "SPECTRUM");
        parameter(byClass, "EXPOSURE", 3);
        assertEquals(SpectrumTableKind.PHA_TYPE_II, SpectrumTable.of(byClass, AUTOMATIC).kind());
    }

    @Test
    void badTypeTwoRows() throws IOException {
        ColumnStarTable t = table("CHANNEL", new int[][] {{1, 2}, {1, 1}, {1, 2}},
                "COUNTS", new int[][] {{1, 2, 3}, {1, 2}, {4, 5}}, "EXPOSURE", new double[] {10, 10, 10});
        List<FitRequest> rows = all(SpectrumTable.of(t, AUTOMATIC), 1);
        assertUnfit(FitFlag.UNREADABLE, rows.get(0), "3 values", "2 channel numbers");
        assertUnfit(FitFlag.UNREADABLE, rows.get(1), "channel 1 twice");
        assertEquals(9, rows.get(2).spectrum().totalCounts());
    }
}
