package io.github.montecat.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.FitsFixture;
import io.github.montecat.inference.FitFlag;
import io.github.montecat.inference.FitRequest;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.lang.reflect.Array;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.starlink.table.ArrayColumn;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.DefaultValueInfo;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.ObjectArrayColumn;
import uk.ac.starlink.table.StarTable;

class SpectrumTableTest {

    private static final SpectrumTableSettings AUTOMATIC = SpectrumTableSettings.AUTOMATIC;

    @TempDir
    private Path folder;

    /** A table of columns given as name, array, name, array... */
    private static ColumnStarTable table(Object... namesAndData) {
        ColumnStarTable table = ColumnStarTable.makeTableWithRows(Array.getLength(namesAndData[1]));
        for (int i = 0; i < namesAndData.length; i += 2) {
            table.addColumn(ArrayColumn.makeColumn((String) namesAndData[i], namesAndData[i + 1]));
        }
        table.setName("test");
        return table;
    }

    private static void parameter(StarTable table, String name, Object value) {
        table.setParameter(new DescribedValue(new DefaultValueInfo(name, value.getClass()), value));
    }

    private static List<FitRequest> all(SpectrumTable table, int chunk) throws IOException {
        List<FitRequest> list = new ArrayList<>();
        try (RequestSequence rows = table.requests()) {
            for (List<FitRequest> next = rows.next(chunk); !next.isEmpty(); next = rows.next(chunk)) {
                list.addAll(next);
            }
            assertTrue(rows.next(chunk).isEmpty());
        }
        assertEquals(table.spectrumCount(), list.size());
        for (int r = 0; r < list.size(); r++) {
            assertEquals(r, list.get(r).row());
            FitRequest direct = table.request(r);
            assertEquals(list.get(r).spectrum() == null, direct.spectrum() == null);
            if (direct.spectrum() != null) {
                assertArrayEquals(list.get(r).spectrum().counts(), direct.spectrum().counts());
                assertEquals(list.get(r).spectrum().exposure(), direct.spectrum().exposure());
            } else {
                assertEquals(list.get(r).failure().getMessage(), direct.failure().getMessage());
            }
        }
        return list;
    }

    private static void assertUnfit(FitFlag flag, FitRequest request, String... parts) {
        assertNull(request.spectrum());
        assertEquals(flag, request.failure().flag());
        for (String part : parts) {
            assertTrue(request.failure().getMessage().contains(part), request.failure().getMessage());
        }
    }

    private static String refusal(StarTable table, SpectrumTableSettings settings) {
        return assertThrows(UnrecognisedTableException.class, () -> SpectrumTable.of(table, settings)).getMessage();
    }

    // Kind a: an array column of counts.

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

    // Kind b: a column of PHA files.

    private Path pha(String name, int... counts) {
        int[] channels = new int[counts.length];
        Arrays.setAll(channels, i -> i);
        return new FitsFixture().extension("SPECTRUM").column("CHANNEL", channels).column("COUNTS", counts)
                .key("EXPOSURE", 50.0).write(folder.resolve(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"spectrum", "PHAFILE", "filename", "product_url"})
    void filesByNameOrUrlBesideTheTable(String columnName) throws IOException {
        pha("one.pha", 1, 2, 3);
        Path absolute = pha("two.pi.gz", 4, 5, 6);
        ColumnStarTable t = table("id", new int[] {1, 2, 3}, columnName,
                new String[] {"one.pha", absolute.toString(), absolute.toUri().toString()}, "image",
                new String[] {"a.fits", "b.fits", "c.fits"});
        t.setURL(folder.resolve("table.fits").toUri().toURL());
        SpectrumTable spectra = SpectrumTable.of(t, AUTOMATIC);
        assertEquals(SpectrumTableKind.PHA_FILES, spectra.kind());
        assertEquals(columnName, spectra.columnName());
        List<FitRequest> rows = all(spectra, 2);
        assertArrayEquals(new double[] {1, 2, 3}, rows.get(0).spectrum().counts());
        assertArrayEquals(new double[] {4, 5, 6}, rows.get(1).spectrum().counts());
        assertArrayEquals(new double[] {4, 5, 6}, rows.get(2).spectrum().counts());
        assertEquals(50, rows.get(0).spectrum().exposure());
    }

    @Test
    void aStatedBaseAndExposureReplaceTheFiles() throws IOException {
        pha("one.pha", 1, 2, 3);
        ColumnStarTable t = table("pha", new String[] {"one.pha"}, "t", new double[] {7});
        SpectrumTable spectra = SpectrumTable.of(t, AUTOMATIC.withBase(folder.toUri()).withExposure("t"));
        assertEquals(7, all(spectra, 2).get(0).spectrum().exposure());
    }

    @Test
    void filesThatCannotBeReadSayWhy() throws IOException {
        pha("good.pha", 1, 2, 3);
        Files.writeString(folder.resolve("text.pha"), "not FITS");
        new FitsFixture().extension("SPECTRUM").column("CHANNEL", new int[] {1}).column("COUNTS", new int[] {1})
                .write(folder.resolve("unexposed.pha"));
        new FitsFixture().extension("GTI").column("START", new double[] {1}).write(folder.resolve("gti.pha"));
        new FitsFixture().extension("SPECTRUM").column("SPEC_NUM", new int[] {1, 2})
                .column("COUNTS", new int[][] {{1, 2}, {3, 4}}).key("EXPOSURE", 1.0).write(folder.resolve("ii.pha"));
        ColumnStarTable t = table("phafile", new String[] {"absent.pha", "text.pha", null, "unexposed.pha", "gti.pha",
            "ii.pha", "gopher://x/y.pha", "good.pha"});
        t.setURL(folder.resolve("table.csv").toUri().toURL());
        List<FitRequest> rows = all(SpectrumTable.of(t, AUTOMATIC), 3);
        assertUnfit(FitFlag.UNREADABLE, rows.get(0), "absent.pha", "no such file", "table's folder");
        assertUnfit(FitFlag.UNREADABLE, rows.get(1), "text.pha", "is not a FITS file", "SIMPLE");
        assertUnfit(FitFlag.UNREADABLE, rows.get(2), "phafile", "blank");
        assertUnfit(FitFlag.NO_EXPOSURE, rows.get(3), "unexposed.pha", "EXPOSURE");
        assertUnfit(FitFlag.UNREADABLE, rows.get(4), "SPECTRUM", "GTI");
        assertUnfit(FitFlag.UNREADABLE, rows.get(5), "2 spectra");
        assertUnfit(FitFlag.UNREADABLE, rows.get(6), "gopher");
        assertEquals(6, rows.get(7).spectrum().totalCounts());
    }

    // Kind c: PHA type I as a table.

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
        assertArrayEquals(new int[] {0, 0, 1, 0}, s.quality().orElseThrow());
        assertEquals(124.5, s.exposure());
        assertEquals("NICER", s.telescope());
        StarTable base = spectra.resultBase();
        assertEquals(1, base.getRowCount());
        assertArrayEquals(new Object[] {"test", 124.5, 12.0}, base.getRow(0));
        assertThrows(IndexOutOfBoundsException.class, () -> spectra.request(1));
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

    // Kind d: PHA type II.

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

    // Kind e: event lists.

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

    @Test
    void aTableKeepsItsUrlAsName() throws IOException {
        ColumnStarTable t = table("COUNTS", new int[][] {{1, 2}});
        t.setName("SPECTRUM");
        t.setURL(new URL("file:/data/obs1.pha"));
        assertEquals("obs1.pha", SpectrumTable.of(t, AUTOMATIC).name());
    }
}
