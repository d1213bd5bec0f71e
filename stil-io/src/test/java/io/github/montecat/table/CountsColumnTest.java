package io.github.montecat.table;

import static io.github.montecat.table.Spectra.all;
import static io.github.montecat.table.Spectra.assertUnfit;
import static io.github.montecat.table.Spectra.parameter;
import static io.github.montecat.table.Spectra.refusal;
import static io.github.montecat.table.Spectra.table;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.flag.FitFlag;
import io.github.montecat.inference.FitRequest;
import java.io.IOException;
import java.net.URL;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.ObjectArrayColumn;

class CountsColumnTest {

    private static final SpectrumTableSettings AUTOMATIC = SpectrumTableSettings.AUTOMATIC;

    static List<Object> arraysOfEveryType() {
        return List.of(new byte[][] {{1, 2, 3}, {4, 5, 6}}, new short[][] {{1, 2, 3}, {4, 5, 6}},
                new int[][] {{1, 2, 3}, {4, 5, 6}}, new long[][] {{1, 2, 3}, {4, 5, 6}},
                new float[][] {{1, 2, 3}, {4, 5, 6}}, new double[][] {{1, 2, 3}, {4, 5, 6}});
    }

    @ParameterizedTest
    @MethodSource("arraysOfEveryType")
    void countsOfAnyTypeWithAColumnOfExposures(Object counts) throws IOException {
        SpectrumTable spectra = SpectrumTable.of(table("name", new String[] {"a", "b"}, "exposure",
                new double[] {10, 20}, "counts", counts), AUTOMATIC);
        assertEquals(SpectrumTableKind.COUNTS_COLUMN, spectra.kind());
        assertEquals("counts", spectra.columnName());
        assertEquals("column exposure", spectra.exposureSource());
        List<FitRequest> rows = all(spectra, 1);
        assertArrayEquals(new double[] {4, 5, 6}, rows.get(1).spectrum().counts());
        assertEquals(20, rows.get(1).spectrum().exposure());
        assertSame(spectra.table(), spectra.resultBase());
    }

    @ParameterizedTest
    @CsvSource({"EXPTIME, , 7, 7", "livetime, s, 7, 7", "exposure_ks, , 7, 7000", "t_exp, ks, 7, 7000",
        "Exposure, min, 2, 120", "exposure_s, , 7, 7"})
    void exposureColumnsByNameAndUnit(String name, String unit, double value, double expected) throws IOException {
        ColumnStarTable t = table("counts", new int[][] {{1, 2}}, name, new double[] {value}, "other",
                new double[] {3});
        t.getColumnInfo(1).setUnitString(unit);
        assertEquals(expected, all(SpectrumTable.of(t, AUTOMATIC), 5).get(0).spectrum().exposure(), 1e-9);
    }

    @Test
    void exposureByUcdParameterOrWord() throws IOException {
        ColumnStarTable t = table("counts", new int[][] {{1, 2}}, "duree", new float[] {30});
        assertUnfit(FitFlag.NO_EXPOSURE, all(SpectrumTable.of(t, AUTOMATIC), 5).get(0), "--exposure", "EXPOSURE");
        assertEquals(30, all(SpectrumTable.of(t, AUTOMATIC.withExposure("DUREE")), 5).get(0).spectrum().exposure());
        parameter(t, "EXPOSURE", 12.5);
        assertEquals(12.5, all(SpectrumTable.of(t, AUTOMATIC), 5).get(0).spectrum().exposure());
        t.getColumnInfo(1).setUCD("time.duration;obs.exposure");
        assertEquals(30, all(SpectrumTable.of(t, AUTOMATIC), 5).get(0).spectrum().exposure());
        assertEquals(4, all(SpectrumTable.of(t, AUTOMATIC.withExposure("4")), 5).get(0).spectrum().exposure());
        String message = refusal(t, AUTOMATIC.withExposure("absent"));
        assertTrue(message.contains("'absent'") && message.contains("duree"), message);
        t.getColumnInfo(1).setUnitString("m");
        assertTrue(refusal(t, AUTOMATIC).contains("'m'"));
    }

    @Test
    void badRowsKeepTheirPlaceAndSayWhy() throws IOException {
        ColumnStarTable t = table("exposure", new Double[] {1.0, 1.0, 1.0, null, -5.0, 6.0});
        t.addColumn(new ObjectArrayColumn(new ColumnInfo("counts", int[].class, null),
                new Object[] {new int[] {1, 2}, null, new int[0], new int[] {3, 4}, new int[] {5, 6},
                    new int[] {7, 8}}));
        List<FitRequest> rows = all(SpectrumTable.of(t, AUTOMATIC), 4);
        assertUnfit(FitFlag.EMPTY, rows.get(1), "column counts", "blank");
        assertUnfit(FitFlag.EMPTY, rows.get(2), "expected an array of counts");
        assertUnfit(FitFlag.NO_EXPOSURE, rows.get(3), "column exposure", "blank");
        assertUnfit(FitFlag.NO_EXPOSURE, rows.get(4), "-5.0", "above 0");
        assertEquals(6, rows.get(5).spectrum().exposure());
    }

    @Test
    void negativeAndNanCountsAreLeftToTheBundle() throws IOException {
        List<FitRequest> rows = all(SpectrumTable.of(table("counts", new double[][] {{-1, 2}, {Double.NaN, 2}},
                "exposure", new double[] {1, 1}), AUTOMATIC), 4);
        assertEquals(-1, rows.get(0).spectrum().counts(0));
        assertTrue(Double.isNaN(rows.get(1).spectrum().counts(0)));
    }

    @Test
    void ratesAreMultipliedByTheExposure() throws IOException {
        ColumnStarTable t = table("rate", new double[][] {{0.5, 2}}, "exposure", new double[] {10});
        assertArrayEquals(new double[] {5, 20}, all(SpectrumTable.of(t, AUTOMATIC), 1).get(0).spectrum().counts());
        ColumnStarTable u = table("spectrum", new double[][] {{0.5, 2}}, "exposure", new double[] {10});
        assertArrayEquals(new double[] {0.5, 2}, all(SpectrumTable.of(u, AUTOMATIC), 1).get(0).spectrum().counts());
        u.getColumnInfo(0).setUnitString("count/s");
        assertArrayEquals(new double[] {5, 20}, all(SpectrumTable.of(u, AUTOMATIC), 1).get(0).spectrum().counts());
    }

    @Test
    void theBestNameWinsAndTiesAreAskedAbout() throws IOException {
        double[][] a = {new double[40]};
        assertEquals("COUNTS", SpectrumTable.of(table("pos", new double[][] {{1, 2}}, "energy", a, "counts_err", a,
                "COUNTS", a, "rate", a), AUTOMATIC).columnName());
        assertEquals("src_spectrum", SpectrumTable.of(table("bkg_spectrum", a, "src_spectrum", a, "x", a),
                AUTOMATIC).columnName());
        assertEquals("values", SpectrumTable.of(table("pos", new double[][] {{1, 2}}, "values", a),
                AUTOMATIC).columnName());
        ColumnStarTable tie = table("u", a, "v", a);
        String message = refusal(tie, AUTOMATIC);
        assertTrue(message.contains("u, v") && message.contains("--column"), message);
        assertEquals("v", SpectrumTable.of(tie, AUTOMATIC.withColumn("V")).columnName());
        tie.getColumnInfo(0).setUCD("phot.count;em.X-ray");
        assertEquals("u", SpectrumTable.of(tie, AUTOMATIC).columnName());
    }

    @Test
    void saysWhatWasLookedForAndFound() {
        ColumnStarTable t = table("ra", new double[] {1}, "dec", new double[] {2}, "id", new String[] {"x"});
        String message = refusal(t, AUTOMATIC);
        assertTrue(message.contains("array column of counts") && message.contains("PHA file names")
                && message.contains("CHANNEL and COUNTS") && message.contains("events")
                && message.contains("ra (Double)") && message.contains("--column"), message);
        assertTrue(refusal(t, AUTOMATIC.withColumn("counts")).contains("no column 'counts'; it has ra (Double)"));
        ColumnStarTable flags = table("flag", new boolean[] {true});
        assertTrue(refusal(flags, AUTOMATIC.withColumn("flag")).contains("Boolean"));
    }

    @Test
    void aTableKeepsItsUrlAsName() throws IOException {
        ColumnStarTable t = table("COUNTS", new int[][] {{1, 2}});
        t.setName("SPECTRUM");
        t.setURL(new URL("file:/data/obs1.pha"));
        assertEquals("obs1.pha", SpectrumTable.of(t, AUTOMATIC).name());
    }
}
