package io.github.montecat.result;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.bundle.TestBundle;
import io.github.montecat.inference.FitFlag;
import io.github.montecat.inference.FitResult;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.inference.Posterior;
import io.github.montecat.inference.UnfitSpectrumException;
import io.github.montecat.table.SpectrumTable;
import io.github.montecat.table.SpectrumTableKind;
import io.github.montecat.table.SpectrumTableSettings;
import io.github.montecat.table.TableInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.starlink.table.ArrayColumn;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.DefaultValueInfo;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableOutput;

class ResultTest {

    private static final FitSettings SETTINGS = new FitSettings(101, 42, Optional.empty());

    @TempDir
    private Path folder;

    /** A column of 0, 0.01, ... 1 stretched to a range, whose quantiles are known exactly. */
    private static double[] ramp(double from, double to) {
        return IntStream.rangeClosed(0, 100).mapToDouble(i -> from + (to - from) * i / 100).toArray();
    }

    private static FitResult fitted(long row, ModelBundle bundle, double[]... columns) {
        return FitResult.of(row, bundle, new Posterior(bundle.prior(), columns));
    }

    private static FitResult powerLaw(long row) {
        return fitted(row, TestBundle.powerLaw(), ramp(0.2, 0.3), ramp(2.5, 1.5), ramp(0.5, 2.5));
    }

    private static FitResult failed(long row) {
        return FitResult.failed(row, new UnfitSpectrumException(FitFlag.NEGATIVE, "channel 3 has -1 counts"));
    }

    private static SpectrumTable source(int rows) throws IOException {
        ColumnStarTable t = ColumnStarTable.makeTableWithRows(rows);
        t.addColumn(ArrayColumn.makeColumn("ID", IntStream.range(0, rows).map(i -> 100 + i).toArray()));
        t.addColumn(ArrayColumn.makeColumn("nh", IntStream.range(0, rows).mapToDouble(i -> i / 8.0).toArray()));
        t.addColumn(ArrayColumn.makeColumn("exposure", IntStream.range(0, rows).mapToDouble(i -> 1).toArray()));
        t.addColumn(ArrayColumn.makeColumn("counts", IntStream.range(0, rows).mapToObj(i -> new int[] {i, 2, 3})
                .toArray(int[][]::new)));
        t.getColumnInfo(3).setShape(new int[] {3});
        t.setParameter(new DescribedValue(new DefaultValueInfo("OBJECT", String.class), "field 7"));
        t.setParameter(new DescribedValue(new DefaultValueInfo("CHECKSUM", String.class), "stale"));
        t.setName("survey");
        return SpectrumTable.of(t, SpectrumTableSettings.AUTOMATIC);
    }

    private static int index(StarTable table, String name) {
        return IntStream.range(0, table.getColumnCount())
                .filter(c -> table.getColumnInfo(c).getName().equals(name)).findFirst()
                .orElseThrow(() -> new AssertionError("no column " + name));
    }

    private static double number(StarTable table, long row, String name) throws IOException {
        return ((Number) table.getCell(row, index(table, name))).doubleValue();
    }

    private static ColumnInfo info(StarTable table, String name) {
        return table.getColumnInfo(index(table, name));
    }

    private static ResultRows rows(FitResult... results) {
        ResultRows rows = new ResultRows();
        rows.addAll(List.of(results));
        return rows;
    }

    private static StarTable mixed() throws IOException {
        return ResultTable.of(source(4), rows(powerLaw(0), failed(1),
                fitted(2, TestBundle.blackBody(), ramp(1, 2), ramp(10, 30)),
                fitted(3, TestBundle.widePowerLaw(), ramp(0, 2), ramp(1.5, 2.5), ramp(1, 2))), SETTINGS);
    }

    @Test
    void inputComesBackUntouchedAndSummariesFollow() throws IOException {
        SpectrumTable source = source(2);
        StarTable t = ResultTable.of(source, rows(powerLaw(0), powerLaw(1)), SETTINGS);
        assertEquals(2, t.getRowCount());
        for (int c = 0; c < 4; c++) {
            assertEquals(source.table().getColumnInfo(c).getName(), t.getColumnInfo(c).getName());
        }
        assertEquals(101, t.getCell(1, 0));
        assertArrayEquals(new int[] {1, 2, 3}, (int[]) t.getCell(1, 3));
        List<String> names = new ArrayList<>();
        for (int c = 4; c < t.getColumnCount(); c++) {
            names.add(t.getColumnInfo(c).getName());
        }
        assertEquals(List.of("nH_montecat", "nH_lower", "nH_upper", "nH_lower90", "nH_upper90", "nH_mean", "nH_std",
                "PhoIndex", "PhoIndex_lower", "PhoIndex_upper", "PhoIndex_lower90", "PhoIndex_upper90", "PhoIndex_mean",
                "PhoIndex_std", "norm", "norm_lower", "norm_upper", "norm_lower90", "norm_upper90", "norm_mean",
                "norm_std", "corr_nH_PhoIndex", "corr_nH_norm", "corr_PhoIndex_norm", "flags", "reason", "bundle",
                "bundle_sha256", "seed", "samples"), names);
    }

    @Test
    void summariesAreQuantilesOfTheSamples() throws IOException {
        StarTable t = mixed();
        assertEquals(0.25, number(t, 0, "nH_montecat"), 1e-12);
        assertEquals(0.216, number(t, 0, "nH_lower"), 1e-12);
        assertEquals(0.284, number(t, 0, "nH_upper"), 1e-12);
        assertEquals(0.205, number(t, 0, "nH_lower90"), 1e-12);
        assertEquals(0.295, number(t, 0, "nH_upper90"), 1e-12);
        assertEquals(0.25, number(t, 0, "nH_mean"), 1e-12);
        // Variance of n equally spaced numbers, step d: d2 n (n + 1) / 12 with n - 1 in the denominator.
        assertEquals(0.001 * Math.sqrt(101 * 102 / 12.0), number(t, 0, "nH_std"), 1e-12);
        assertEquals(-1, number(t, 0, "corr_nH_PhoIndex"), 1e-6);
        assertEquals(1, number(t, 0, "corr_nH_powerlaw_norm"), 1e-6);
        assertEquals(-1, number(t, 0, "corr_PhoIndex_powerlaw_norm"), 1e-6);
        assertEquals(42, number(t, 0, "seed"));
        assertEquals(101, number(t, 0, "samples"));
        assertEquals("test-a 1.0", t.getCell(0, index(t, "bundle")));
        assertEquals("a".repeat(64), t.getCell(0, index(t, "bundle_sha256")));
        assertEquals(0, number(t, 0, "flags"));
        assertNull(t.getCell(0, index(t, "reason")));
    }

    @Test
    void failedRowsKeepTheirPlace() throws IOException {
        StarTable t = mixed();
        assertEquals(101, t.getCell(1, 0));
        for (String column : List.of("nH_montecat", "PhoIndex_std", "kT", "corr_nH_powerlaw_norm")) {
            assertTrue(Double.isNaN(number(t, 1, column)), column);
        }
        assertEquals(FitFlag.NEGATIVE.bit(), number(t, 1, "flags"));
        assertEquals("channel 3 has -1 counts", t.getCell(1, index(t, "reason")));
        assertNull(t.getCell(1, index(t, "bundle")));
        assertEquals(0, number(t, 1, "samples"));
    }

    @Test
    void bundlesShareColumnsOfTheSameQuantity() throws IOException {
        StarTable t = mixed();
        assertEquals(1, number(t, 3, "nH_montecat"), 1e-12);
        assertTrue(Double.isNaN(number(t, 2, "nH_montecat")));
        assertEquals(1.5, number(t, 2, "kT"), 1e-12);
        assertTrue(Double.isNaN(number(t, 0, "kT")));
        assertEquals(1.5, number(t, 3, "powerlaw_norm"), 1e-12);
        assertTrue(Double.isNaN(number(t, 2, "powerlaw_norm")));
        assertEquals(20, number(t, 2, "bbodyrad_norm"), 1e-12);
        String nh = info(t, "nH_montecat").getDescription();
        assertTrue(nh.contains("uniform 0.1 to 1 (test-a)") && nh.contains("uniform 0 to 5 (test-wide)"), nh);
        assertEquals(FitFlag.PRIOR_EDGE.bit(), FitFlag.mask(
                fitted(0, TestBundle.powerLaw(), ramp(0.1, 0.1 + 1e-9), ramp(1.5, 2), ramp(1, 2)).flags()));
    }

    @Test
    void columnsCarryUnitUcdAndDescription() throws IOException {
        StarTable t = mixed();
        assertEquals("1e22.cm**-2", info(t, "nH_upper").getUnitString());
        assertEquals("phys.columnDensity;stat.median", info(t, "nH_montecat").getUCD());
        assertEquals("phys.columnDensity;stat.min", info(t, "nH_lower90").getUCD());
        assertEquals("stat.stdev;phys.columnDensity", info(t, "nH_std").getUCD());
        assertEquals("spect.index;em.X-ray;stat.median", info(t, "PhoIndex").getUCD());
        assertNull(info(t, "PhoIndex").getUnitString());
        assertEquals("photon.keV**-1.cm**-2.s**-1", info(t, "powerlaw_norm").getUnitString());
        assertEquals("stat.fit.param;stat.median", info(t, "powerlaw_norm").getUCD());
        assertEquals("phys.temperature;stat.median", info(t, "kT").getUCD());
        assertEquals("stat.correlation", info(t, "corr_nH_powerlaw_norm").getUCD());
        assertEquals("meta.code.qual", info(t, "flags").getUCD());
        String level = info(t, "PhoIndex_lower90").getDescription();
        assertTrue(level.contains("90 %") && level.contains("5 % quantile") && level.contains("uniform 1 to 3"), level);
        String flags = info(t, "flags").getDescription();
        for (FitFlag flag : FitFlag.values()) {
            assertTrue(flags.contains(flag.bit() + " " + flag.description()), flags);
        }
        assertEquals("field 7", t.getParameterByName("OBJECT").getValue());
        assertNull(t.getParameterByName("CHECKSUM"));
        assertEquals("TBabs*bbodyrad", t.getParameterByName("model_2").getValue());
        assertEquals("loguniform 1 to 1000", t.getParameterByName("prior_norm_2").getValue());
        assertEquals("nH = 0.2", t.getParameterByName("fixed_2").getValue());
        assertEquals("wilm", t.getParameterByName("abundances").getValue());
        assertEquals("vern", t.getParameterByName("cross_sections").getValue());
        assertTrue(((String) t.getParameterByName("montecat_version").getValue()).matches("\\d+\\.\\d+.*"));
        assertEquals(3L, t.getParameterByName("fitted_rows").getValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fits", "votable-binary2-inline", "ecsv"})
    void surviveBeingWrittenAndRead(String format) throws IOException {
        Path file = folder.resolve("result." + format);
        new StarTableOutput().writeStarTable(mixed(), file.toString(), format);
        try (TableInput input = TableInput.open(file.toString())) {
            StarTable t = input.table();
            assertEquals(4, t.getRowCount());
            assertEquals(0.216, number(t, 0, "nH_lower"), 1e-12);
            assertEquals("channel 3 has -1 counts", t.getCell(1, index(t, "reason")));
            assertEquals("phys.columnDensity;stat.min", info(t, "nH_lower").getUCD());
            assertEquals(SpectrumTableKind.COUNTS_COLUMN,
                    SpectrumTable.of(t, SpectrumTableSettings.AUTOMATIC).kind());
        }
    }

    @Test
    void aResultFittedAgainKeepsTheOlderResult() throws IOException {
        SpectrumTable again = SpectrumTable.of(mixed(), SpectrumTableSettings.AUTOMATIC);
        StarTable t = ResultTable.of(again, rows(powerLaw(0), failed(1), failed(2), failed(3)), SETTINGS);
        assertEquals("test-bb 1.0", t.getCell(2, index(t, "bundle")));
        assertNull(t.getCell(2, index(t, "bundle_montecat")));
        assertEquals(0.25, number(t, 0, "nH_montecat2"), 1e-12);
    }

    @Test
    void singleSpectraGiveOneRow() throws IOException {
        ColumnStarTable t = ColumnStarTable.makeTableWithRows(2);
        t.addColumn(ArrayColumn.makeColumn("CHANNEL", new int[] {0, 1}));
        t.addColumn(ArrayColumn.makeColumn("COUNTS", new int[] {5, 6}));
        t.setName("obs.pha");
        SpectrumTable source = SpectrumTable.of(t, SpectrumTableSettings.AUTOMATIC.withExposure("7"));
        StarTable result = ResultTable.of(source, rows(powerLaw(0)), SETTINGS);
        assertEquals(1, result.getRowCount());
        assertEquals("obs.pha", result.getCell(0, 0));
        assertEquals(11.0, result.getCell(0, 2));
        assertEquals(0.25, number(result, 0, "nH"), 1e-12);
        try (RowSequence rows = result.getRowSequence()) {
            assertTrue(rows.next());
            assertEquals(7.0, rows.getCell(1));
        }
    }

    @Test
    void allRowsFailed() throws IOException {
        StarTable t = ResultTable.of(source(2), rows(failed(0), failed(1)), SETTINGS);
        assertEquals(4 + 6, t.getColumnCount());
        assertEquals(0L, t.getParameterByName("fitted_rows").getValue());
    }

    @Test
    void rowsComeInOrderAndInFull() throws IOException {
        ResultRows rows = rows(powerLaw(0));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> rows.add(powerLaw(2))).getMessage()
                .contains("row 2 where that of row 1"));
        SpectrumTable source = source(3);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> ResultTable.of(source, rows, SETTINGS))
                .getMessage().contains("1 results for the 3 spectra"));
    }

    @Test
    void posteriorTable() throws IOException {
        StarTable t = PosteriorTable.of(powerLaw(6), SETTINGS, "survey.fits");
        assertEquals(101, t.getRowCount());
        assertEquals(3, t.getColumnCount());
        assertEquals(1.6, number(t, 90, "PhoIndex"), 1e-12);
        assertEquals("phys.columnDensity", info(t, "nH").getUCD());
        assertEquals("1e22.cm**-2", info(t, "nH").getUnitString());
        assertEquals("survey.fits", t.getParameterByName("source").getValue());
        assertEquals(7L, t.getParameterByName("source_row").getValue());
        assertEquals("test-a 1.0", t.getParameterByName("bundle").getValue());
        assertEquals(42L, t.getParameterByName("seed").getValue());
        assertThrows(IllegalArgumentException.class, () -> PosteriorTable.of(failed(0), SETTINGS, "x"));
    }

    @Test
    void chainIsWhatXspecLoads() throws Exception {
        Path file = folder.resolve("chain.fits");
        Files.writeString(file, "an older file");
        ChainWriter.write(file, fitted(1, TestBundle.blackBody(), ramp(1, 2), ramp(10, 30)), SETTINGS, "survey.fits");
        try (Fits fits = new Fits(file.toFile())) {
            BinaryTableHDU hdu = (BinaryTableHDU) fits.getHDU(1);
            Header h = hdu.getHeader();
            assertEquals("CHAIN", h.getStringValue("EXTNAME"));
            assertEquals("MetropolisHastings", h.getStringValue("CHAINTYP"));
            assertEquals(1.0, h.getDoubleValue("TEMPR001"));
            assertEquals(1, h.getIntValue("STROW001"));
            assertEquals(3, h.getIntValue("TFIELDS"));
            assertEquals("kT__2", h.getStringValue("TTYPE1"));
            assertEquals("norm__3", h.getStringValue("TTYPE2"));
            assertEquals("FIT_STATISTIC", h.getStringValue("TTYPE3"));
            assertEquals("keV", h.getStringValue("TUNIT1"));
            assertArrayEquals(ramp(10, 30), (double[]) hdu.getColumn(1));
            double[] statistic = (double[]) hdu.getColumn(2);
            assertEquals(101, statistic.length);
            assertTrue(Double.isNaN(statistic[0]) && Double.isNaN(statistic[100]));
        }
        byte[] bytes = Files.readAllBytes(file);
        String cards = new String(bytes, StandardCharsets.US_ASCII);
        for (int c = 1; c <= 3; c++) {
            assertTrue(cards.contains("TFORM" + c + "  = 'D       '"), "TFORM" + c);
        }
        assertTrue(cards.contains("HISTORY  FIT_STATISTIC is NaN"), cards);
        assertTrue(cards.startsWith("SIMPLE  =                    T / conforms to FITS standard"));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void aChainThatCannotBeWrittenLeavesNothing() throws IOException {
        assertThrows(NoSuchFileException.class, () -> ChainWriter.write(folder.resolve("no/such/chain.fits"),
                powerLaw(0), SETTINGS, "x"));
        assertThrows(IllegalArgumentException.class, () -> ChainWriter.write(folder.resolve("c.fits"), failed(0),
                SETTINGS, "x"));
        Path occupied = Files.createDirectories(folder.resolve("occupied/by/folders")).getParent().getParent();
        assertThrows(IOException.class, () -> ChainWriter.write(occupied, powerLaw(0), SETTINGS, "x"));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(occupied), files.toList());
        }
    }

    @Test
    void simulatedSpectraAreRecognised() throws IOException {
        StarTable t = SimulatedTable.of(TestBundle.powerLaw().prior().model().parameters(),
                new double[][] {{0.1, 0.2}, {1, 2}, {3, 4}}, new int[][] {{1, 2, 3}, {4, 5, 6}}, new double[] {10, 20});
        Path file = folder.resolve("sim.fits");
        new StarTableOutput().writeStarTable(t, file.toString(), "fits");
        try (TableInput input = TableInput.open(file.toString())) {
            SpectrumTable spectra = SpectrumTable.of(input.table(), SpectrumTableSettings.AUTOMATIC);
            assertEquals("counts", spectra.columnName());
            assertArrayEquals(new double[] {4, 5, 6}, spectra.request(1).spectrum().counts());
            assertEquals(20, spectra.request(1).spectrum().exposure());
            assertEquals(4, number(input.table(), 1, "norm_true"));
            assertEquals("1e22.cm**-2", info(input.table(), "nH_true").getUnitString());
        }
        assertThrows(IllegalArgumentException.class, () -> SimulatedTable.of(List.of(), new double[0][],
                new int[][] {{1}, {1, 2}}, new double[] {1, 1}));
        assertThrows(IllegalArgumentException.class, () -> SimulatedTable.of(List.of(), new double[0][],
                new int[][] {{1}}, new double[] {1, 1}));
    }
}
