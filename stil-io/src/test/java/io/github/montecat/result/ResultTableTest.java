package io.github.montecat.result;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.bundle.TestBundle;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.inference.FitQuality;
import io.github.montecat.inference.FitResult;
import io.github.montecat.inference.Refinement;
import io.github.montecat.table.SpectrumTable;
import io.github.montecat.table.SpectrumTableKind;
import io.github.montecat.table.SpectrumTableSettings;
import io.github.montecat.table.TableInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.starlink.table.ArrayColumn;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.DefaultValueInfo;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableOutput;

class ResultTableTest {

    @TempDir
    private Path folder;

    static SpectrumTable source(int rows) throws IOException {
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

    private static ResultRows rows(FitResult... results) {
        ResultRows rows = new ResultRows();
        rows.addAll(List.of(results));
        return rows;
    }

    private static StarTable mixed() throws IOException {
        return ResultTable.of(source(4), rows(Results.powerLaw(0), Results.failed(1),
                Results.fitted(2, TestBundle.blackBody(), Results.ramp(1, 2), Results.ramp(10, 30)),
                Results.fitted(3, TestBundle.widePowerLaw(), Results.ramp(0, 2), Results.ramp(1.5, 2.5),
                        Results.ramp(1, 2))),
                Results.SETTINGS);
    }

    @Test
    void inputComesBackUntouchedAndSummariesFollow() throws IOException {
        SpectrumTable source = source(2);
        StarTable t = ResultTable.of(source, rows(Results.powerLaw(0), Results.powerLaw(1)), Results.SETTINGS);
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
                "norm_std", "corr_nH_PhoIndex", "corr_nH_norm", "corr_PhoIndex_norm", "cstat", "cstat_min",
                "cstat_expected", "cstat_bins", "cstat_excess", "ppp", "ks", "ks_p", "ood_score",
                "ood_false_alarm", "flags", "reason", "model", "method", "bundle",
                "bundle_sha256", "seed", "samples", "engine"), names);
    }

    @Test
    void summariesAreQuantilesOfTheSamples() throws IOException {
        StarTable t = mixed();
        assertEquals(0.25, Results.number(t, 0, "nH_montecat"), 1e-12);
        assertEquals(0.216, Results.number(t, 0, "nH_lower"), 1e-12);
        assertEquals(0.284, Results.number(t, 0, "nH_upper"), 1e-12);
        assertEquals(0.205, Results.number(t, 0, "nH_lower90"), 1e-12);
        assertEquals(0.295, Results.number(t, 0, "nH_upper90"), 1e-12);
        assertEquals(0.25, Results.number(t, 0, "nH_mean"), 1e-12);
        // Variance of n equally spaced numbers, step d: d2 n (n + 1) / 12 with n - 1 in the denominator.
        assertEquals(0.001 * Math.sqrt(101 * 102 / 12.0), Results.number(t, 0, "nH_std"), 1e-12);
        assertEquals(-1, Results.number(t, 0, "corr_nH_PhoIndex"), 1e-6);
        assertEquals(1, Results.number(t, 0, "corr_nH_powerlaw_norm"), 1e-6);
        assertEquals(-1, Results.number(t, 0, "corr_PhoIndex_powerlaw_norm"), 1e-6);
        assertEquals(42, Results.number(t, 0, "seed"));
        assertEquals(101, Results.number(t, 0, "samples"));
        assertEquals("test-a 1.0", t.getCell(0, Results.index(t, "bundle")));
        assertEquals("a".repeat(64), t.getCell(0, Results.index(t, "bundle_sha256")));
        assertEquals(0, Results.number(t, 0, "flags"));
        assertNull(t.getCell(0, Results.index(t, "reason")));
    }

    @Test
    void failedRowsKeepTheirPlace() throws IOException {
        StarTable t = mixed();
        assertEquals(101, t.getCell(1, 0));
        for (String column : List.of("nH_montecat", "PhoIndex_std", "kT", "corr_nH_powerlaw_norm")) {
            assertTrue(Double.isNaN(Results.number(t, 1, column)), column);
        }
        assertEquals(FitFlag.NEGATIVE.bit(), Results.number(t, 1, "flags"));
        assertEquals("channel 3 has -1 counts", t.getCell(1, Results.index(t, "reason")));
        assertNull(t.getCell(1, Results.index(t, "bundle")));
        assertEquals(0, Results.number(t, 1, "samples"));
    }

    @Test
    void bundlesShareColumnsOfTheSameQuantity() throws IOException {
        StarTable t = mixed();
        assertEquals(1, Results.number(t, 3, "nH_montecat"), 1e-12);
        assertTrue(Double.isNaN(Results.number(t, 2, "nH_montecat")));
        assertEquals(1.5, Results.number(t, 2, "kT"), 1e-12);
        assertTrue(Double.isNaN(Results.number(t, 0, "kT")));
        assertEquals(1.5, Results.number(t, 3, "powerlaw_norm"), 1e-12);
        assertTrue(Double.isNaN(Results.number(t, 2, "powerlaw_norm")));
        assertEquals(20, Results.number(t, 2, "bbodyrad_norm"), 1e-12);
        String nh = Results.info(t, "nH_montecat").getDescription();
        assertTrue(nh.contains("uniform 0.1 to 1 (test-a)") && nh.contains("uniform 0 to 5 (test-wide)"), nh);
        assertEquals(FitFlag.PRIOR_EDGE.bit(), FitFlag.mask(
                Results.fitted(0, TestBundle.powerLaw(), Results.ramp(0.1, 0.1 + 1e-9), Results.ramp(1.5, 2),
                        Results.ramp(1, 2)).flags()));
    }

    @Test
    void columnsCarryUnitUcdAndDescription() throws IOException {
        StarTable t = mixed();
        assertEquals("10**22.cm**-2", Results.info(t, "nH_upper").getUnitString());
        assertEquals("phys.columnDensity;stat.median", Results.info(t, "nH_montecat").getUCD());
        assertEquals("phys.columnDensity;stat.min", Results.info(t, "nH_lower90").getUCD());
        assertEquals("stat.stdev;phys.columnDensity", Results.info(t, "nH_std").getUCD());
        assertEquals("spect.index;em.X-ray;stat.median", Results.info(t, "PhoIndex").getUCD());
        assertNull(Results.info(t, "PhoIndex").getUnitString());
        assertEquals("photon.keV**-1.cm**-2.s**-1", Results.info(t, "powerlaw_norm").getUnitString());
        assertEquals("stat.fit.param;stat.median", Results.info(t, "powerlaw_norm").getUCD());
        assertEquals("phys.temperature;stat.median", Results.info(t, "kT").getUCD());
        assertEquals("stat.correlation", Results.info(t, "corr_nH_powerlaw_norm").getUCD());
        assertEquals("meta.code.qual", Results.info(t, "flags").getUCD());
        String level = Results.info(t, "PhoIndex_lower90").getDescription();
        assertTrue(level.contains("90 %") && level.contains("5 % quantile") && level.contains("uniform 1 to 3"), level);
        String flags = Results.info(t, "flags").getDescription();
        for (FitFlag flag : FitFlag.values()) {
            assertTrue(flags.contains(flag.bit() + " " + flag.description()), flags);
        }
        assertEquals("field 7", t.getParameterByName("OBJECT").getValue());
        assertNull(t.getParameterByName("CHECKSUM"));
        assertEquals("TBabs*bbodyrad", t.getParameterByName("model_2").getValue());
        assertEquals("loguniform 1 to 1000", t.getParameterByName("prior_norm_2").getValue());
        assertEquals("nH = 0.2", t.getParameterByName("fixed_2").getValue());
        assertEquals("wilm", t.getParameterByName("abundances_1").getValue());
        assertEquals("vern", t.getParameterByName("cross_sections_2").getValue());
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
            assertEquals(0.216, Results.number(t, 0, "nH_lower"), 1e-12);
            assertEquals("channel 3 has -1 counts", t.getCell(1, Results.index(t, "reason")));
            assertEquals("phys.columnDensity;stat.min", Results.info(t, "nH_lower").getUCD());
            assertEquals(SpectrumTableKind.COUNTS_COLUMN,
                    SpectrumTable.of(t, SpectrumTableSettings.AUTOMATIC).kind());
        }
    }

    @Test
    void aResultFittedAgainKeepsTheOlderResult() throws IOException {
        SpectrumTable again = SpectrumTable.of(mixed(), SpectrumTableSettings.AUTOMATIC);
        StarTable t = ResultTable.of(again, rows(Results.powerLaw(0), Results.failed(1), Results.failed(2),
                Results.failed(3)), Results.SETTINGS);
        assertEquals("test-bb 1.0", t.getCell(2, Results.index(t, "bundle")));
        assertNull(t.getCell(2, Results.index(t, "bundle_montecat")));
        assertEquals(0.25, Results.number(t, 0, "nH_montecat2"), 1e-12);
    }

    @Test
    void singleSpectraGiveOneRow() throws IOException {
        ColumnStarTable t = ColumnStarTable.makeTableWithRows(2);
        t.addColumn(ArrayColumn.makeColumn("CHANNEL", new int[] {0, 1}));
        t.addColumn(ArrayColumn.makeColumn("COUNTS", new int[] {5, 6}));
        t.setName("obs.pha");
        SpectrumTable source = SpectrumTable.of(t, SpectrumTableSettings.AUTOMATIC.withExposure("7"));
        StarTable result = ResultTable.of(source, rows(Results.powerLaw(0)), Results.SETTINGS);
        assertEquals(1, result.getRowCount());
        assertEquals("obs.pha", result.getCell(0, 0));
        assertEquals(11.0, result.getCell(0, 2));
        assertEquals(0.25, Results.number(result, 0, "nH"), 1e-12);
        try (RowSequence rows = result.getRowSequence()) {
            assertTrue(rows.next());
            assertEquals(7.0, rows.getCell(1));
        }
    }

    @Test
    void refinedRowsTellHowItWent() throws IOException {
        FitResult drawn = Results.powerLaw(0);
        FitResult refined = new FitResult(0, drawn.origin(), drawn.posterior(), Set.of(), "",
                Optional.of(new FitQuality(103, 100, 99, 95, 1, 0.4, 1.5, 0.1, 0.05, 0.3)),
                Optional.of(new Refinement(true, 1500, 0.75, -51.5, 0.02, 0.2, 2600)), Optional.empty());
        StarTable t = ResultTable.of(source(2), rows(refined, Results.failed(1)), Results.SETTINGS.refined());
        assertEquals(103, Results.number(t, 0, "cstat"));
        assertEquals(95, Results.number(t, 0, "cstat_bins"));
        assertEquals(1.5, Results.number(t, 0, "ood_score"));
        assertEquals(1500, Results.number(t, 0, "ess"));
        assertEquals(2600, Results.number(t, 0, "evaluations"));
        assertEquals(-51.5, Results.number(t, 0, "log_evidence"));
        assertTrue(Double.isNaN(Results.number(t, 1, "ess")));
        assertNull(t.getCell(1, Results.index(t, "cstat_bins")));
        assertEquals("stat.probability", Results.info(t, "ppp").getUCD());
    }

    @Test
    void engineThatRanIsNamedInParametersAndRows() throws IOException {
        StarTable one = ResultTable.of(source(3), rows(Results.powerLaw(0).drawnBy("cpu, plain"), Results.failed(1),
                Results.powerLaw(2).drawnBy("cpu, plain")), Results.SETTINGS);
        assertEquals("cpu, plain", one.getParameterByName("engine").getValue());
        assertEquals("cpu, plain", one.getCell(2, Results.index(one, "engine")));
        assertNull(one.getCell(1, Results.index(one, "engine")));
        StarTable two = ResultTable.of(source(2), rows(Results.powerLaw(0).drawnBy("gpu, some device"),
                Results.powerLaw(1).drawnBy("cpu, plain")), Results.SETTINGS);
        assertEquals("gpu, some device; cpu, plain", two.getParameterByName("engine").getValue());
        assertNull(ResultTable.of(source(1), rows(Results.failed(0)), Results.SETTINGS).getParameterByName("engine"));
    }

    @Test
    void allRowsFailed() throws IOException {
        StarTable t = ResultTable.of(source(2), rows(Results.failed(0), Results.failed(1)), Results.SETTINGS);
        assertEquals(4 + 10 + 9, t.getColumnCount());
        assertTrue(Double.isNaN(Results.number(t, 0, "cstat")));
        assertEquals(0L, t.getParameterByName("fitted_rows").getValue());
    }

    @Test
    void rowsComeInOrderAndInFull() throws IOException {
        ResultRows rows = rows(Results.powerLaw(0));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> rows.add(Results.powerLaw(2))).getMessage()
                .contains("row 2 where that of row 1"));
        SpectrumTable source = source(3);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> ResultTable.of(source, rows, Results.SETTINGS))
                .getMessage().contains("1 results for the 3 spectra"));
    }

    /** As CSV it is empty; a value such as -2147483648 would be taken for a number of bins. */
    @ParameterizedTest
    @ValueSource(strings = {"fits", "fits-basic", "votable-binary2-inline", "votable-tabledata", "csv", "ecsv"})
    void blankWholeNumbersAreBlankInEveryFormat(String format) throws IOException {
        Path file = folder.resolve("blank");
        new StarTableOutput().writeStarTable(mixed(), file.toString(), format);
        String reader = format.replaceFirst("-.*", "");
        try (TableInput input = TableInput.open(file.toString(), Optional.of(reader))) {
            assertNull(input.table().getCell(1, Results.index(input.table(), "cstat_bins")));
            assertEquals(0, Results.number(input.table(), 1, "samples"));
        }
    }

    @Test
    void outcomeIsAParameterAndATableWithoutAPosteriorIsNotCalledFitted() throws IOException {
        StarTable table = mixed();
        assertEquals("3 fitted, 1 not: negative counts (1)", table.getParameterByName(FitOutcome.PARAMETER).getValue());
        assertTrue(table.getName().endsWith(" fitted") && !table.getName().endsWith(" not fitted"));
    }
}
