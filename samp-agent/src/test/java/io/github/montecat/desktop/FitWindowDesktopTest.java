package io.github.montecat.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.cli.ObservationFixture;
import io.github.montecat.inference.ParameterSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.table.ArrayColumn;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableOutput;

/** The window "X-ray spectral fit" inside the real TOPCAT, with an agent that is on the hub already. */
@Tag("desktop")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FitWindowDesktopTest {

    private static final int ROWS = 12;
    private static final int SAMPLES = 100;
    /** What TOPCAT's users may notice; the aim is never to reach it. */
    private static final long STALL_MILLIS = 200;

    @TempDir
    private Path dir;
    private CatalogueOfSpectra catalogue;
    private Path file;

    @BeforeEach
    void programsAreThere() throws IOException {
        DesktopPrograms.assume("topcat", "Xvfb", "openbox", "import");
        catalogue = new CatalogueOfSpectra(ROWS);
        file = dir.resolve("sources.fits");
        catalogue.write(file);
    }

    @Test
    void columnsAppearInTheRightRowsOfASortedTableWithASubset() throws Exception {
        try (DesktopSession session = new DesktopSession(dir, "-f", "fits", file.toString())) {
            session.startAgent();
            Topcat.Table table = session.topcat.awaitTable("sources", t -> t.rows() == ROWS);
            session.topcat.ask("subset " + table.id() + " 1 4 5 10");
            session.topcat.ask("sort " + table.id() + " key");
            session.topcat.ask("stall");

            session.topcat.open(table, "X-ray spectral fit");
            session.awaitStatus("Ready");
            long opening = Long.parseLong(session.topcat.ask("stall"));
            assertEquals("part", session.topcat.ask("read montecat.subset"));
            assertEquals("COUNTS", session.topcat.ask("read montecat.column"));
            session.topcat.ask("choose montecat.samples " + SAMPLES);
            session.topcat.ask("stall");
            session.topcat.ask("press montecat.fit");
            String said = session.awaitStatus("4 fitted. Added");
            long fitting = Long.parseLong(session.topcat.ask("stall"));
            session.picture("fit-window.png");
            System.out.println("event thread kept waiting: " + opening + " ms by opening, " + fitting + " ms by fitting");

            assertTrue(said.contains(" columns to "), said);
            session.topcat.ask("subset " + table.id());
            StarTable all = session.pull(table);
            assertEquals(ROWS, all.getRowCount());
            assertResults(all, Set.of(1, 4, 5, 10));
            StarTable described = all;
            assertEquals("10**22.cm**-2", described.getColumnInfo(DesktopSession.column(described, "nH"))
                    .getUnitString());
            assertTrue(described.getColumnInfo(DesktopSession.column(described, "nH")).getUCD()
                    .startsWith("phys.columnDensity"));
            assertEquals(-1, DesktopSession.column(all, "nH_lower90"), "not asked for");

            session.topcat.ask("press montecat.fit");
            session.awaitStatus("4 fitted. Added");
            assertTrue(DesktopSession.column(session.pull(table), "nH_2") > 0, "a second fit has columns of its own");
            assertTrue(opening < STALL_MILLIS && fitting < STALL_MILLIS,
                    "event thread kept waiting for " + opening + " and " + fitting + " ms");
        }
    }

    @Test
    void posteriorOfTheActivatedRowOpensAsATable() throws Exception {
        try (DesktopSession session = new DesktopSession(dir, "-f", "fits", file.toString())) {
            session.startAgent();
            Topcat.Table table = session.topcat.awaitTable("sources", t -> t.rows() == ROWS);
            session.topcat.open(table, "X-ray spectral fit");
            session.awaitStatus("Ready");
            session.topcat.ask("choose montecat.samples " + SAMPLES);
            session.topcat.ask("press montecat.posterior");
            session.awaitStatus("No row of");
            session.topcat.ask("activate " + table.id() + " 7");
            session.topcat.ask("press montecat.posterior");
            String said = session.awaitStatus("Row 8: ");
            Topcat.Table posterior = session.topcat.awaitTable("posterior", t -> t.rows() == SAMPLES);
            double[] expected = catalogue.fit(7, 7, SAMPLES).posterior().orElseThrow().column(1);
            double[] found = new double[SAMPLES];
            StarTable samples = session.pull(posterior);
            for (int i = 0; i < SAMPLES; i++) {
                found[i] = ((Number) samples.getCell(i, DesktopSession.column(samples, "PhoIndex"))).doubleValue();
            }
            assertEquals(ParameterSummary.of(expected).mean(), Arrays.stream(found).average().orElseThrow(), 1e-6, said);
        }
    }

    @Test
    void activationActionFitsTheRowThatIsClicked() throws Exception {
        try (DesktopSession session = new DesktopSession(dir,
                "-Dtopcat.activators=io.github.montecat.plugin.window.FitActivation", "-f", "fits", file.toString())) {
            session.startAgent();
            Topcat.Table table = session.topcat.awaitTable("sources", t -> t.rows() == ROWS);
            String said = session.topcat.ask("action " + table.id() + " 2 Fit this spectrum");
            assertTrue(said.startsWith("SUGGESTED true Row 3: nH = "), said);
            session.topcat.awaitTable("posterior", t -> t.label().contains("row 3") && t.rows() == 1000);
        }
    }

    @Test
    void bundlesThatDoNotFitAreGreyWithTheReason() throws Exception {
        try (DesktopSession session = new DesktopSession(dir, "-f", "fits", file.toString())) {
            session.startAgent();
            Topcat.Table table = session.topcat.awaitTable("sources", t -> t.rows() == ROWS);
            session.topcat.open(table, "X-ray spectral fit");
            session.awaitStatus("Ready: 3 bundles fit");
            List<String> lines = List.of(session.topcat.ask("items montecat.bundle").split("\t"));
            assertTrue(lines.stream().anyMatch(l -> l.startsWith("+paper-a-10s: tbabs*powerlaw")), lines.toString());
            assertTrue(lines.stream().anyMatch(l -> l.startsWith("-paper-a-1s: spectrum has an exposure of 10.0 s")),
                    lines.toString());
        }
    }

    @Test
    void aModelIsFittedThroughTheResponsesOfPhaFiles() throws Exception {
        double[] edges = IntStream.rangeClosed(0, 20).mapToDouble(i -> 0.5 + 0.25 * i).toArray();
        ObservationFixture.rmf(dir.resolve("own.rmf"), edges);
        ObservationFixture.arf(dir.resolve("own.arf"), edges, 50);
        int[] counts = IntStream.range(0, 20).map(i -> (int) Math.round(500 * (1 / edges[i] - 1 / edges[i + 1]))).toArray();
        int[] grouping = IntStream.range(0, 20).map(i -> 1).toArray();
        ObservationFixture.pha(dir.resolve("own.pha"), counts, 1000, 1, grouping, "own.rmf", "own.arf", "none");
        ColumnStarTable list = ColumnStarTable.makeTableWithRows(2);
        list.addColumn(ArrayColumn.makeColumn("pha_file", new String[] {"own.pha", "own.pha"}));
        Path names = dir.resolve("names.fits");
        new StarTableOutput().writeStarTable(list, names.toString(), "fits");
        try (DesktopSession session = new DesktopSession(dir, "-f", "fits", names.toString())) {
            session.startAgent();
            Topcat.Table table = session.topcat.awaitTable("names", t -> t.rows() == 2);
            session.topcat.open(table, "X-ray spectral fit");
            session.awaitStatus("Ready");
            session.picture("fit-window-bundle.png");
            session.topcat.ask("choose montecat.model cutoffpowerlaw");
            session.topcat.ask("press montecat.fit");
            String said = session.awaitStatus("2 fitted. Added");
            session.picture("fit-window-model.png");
            assertTrue(session.topcat.ask("read montecat.meaning").startsWith("The exact likelihood of tbabs*cutoffpl"), said);
            StarTable fitted = session.pull(table);
            assertEquals("cutoffpowerlaw", fitted.getCell(1, DesktopSession.column(fitted, "model")));
            assertEquals("likelihood", fitted.getCell(0, DesktopSession.column(fitted, "method")));
        }
    }

    /** 10,000 spectra of 1501 channels, 60 MB, go out and come back without a wait for who works in TOPCAT meanwhile. */
    @Test
    void tenThousandSpectraDoNotHoldUpTheEventThread() throws Exception {
        int rows = 10_000;
        CatalogueOfSpectra large = new CatalogueOfSpectra(rows);
        Path many = dir.resolve("many.fits");
        large.write(many);
        try (DesktopSession session = new DesktopSession(dir, "-f", "fits", many.toString())) {
            session.startAgent();
            Topcat.Table table = session.topcat.awaitTable("many", t -> t.rows() == rows);
            session.topcat.open(table, "X-ray spectral fit");
            session.awaitStatus("Ready");
            session.topcat.ask("choose montecat.samples 1");
            session.topcat.ask("stall");
            session.topcat.ask("press montecat.fit");
            session.awaitStatus(rows + " fitted. Added", 300);
            long stall = Long.parseLong(session.topcat.ask("stall"));
            System.out.println("event thread kept waiting: " + stall + " ms by " + rows + " spectra");
            StarTable result = session.pull(table);
            int column = DesktopSession.column(result, "PhoIndex");
            for (int row : new int[] {0, 63, 64, 5000, rows - 1}) {
                assertEquals(large.fit(row, row, 1).posterior().orElseThrow().value(0, 1),
                        ((Number) result.getCell(row, column)).doubleValue(), 1e-6, "row " + row);
            }
            assertTrue(stall < STALL_MILLIS, "event thread kept waiting for " + stall + " ms");
        }
    }

    /** As the fitter has them without TOPCAT; the row's number in the table is part of what makes the samples. */
    private void assertResults(StarTable table, Set<Integer> fitted) throws IOException {
        int id = DesktopSession.column(table, "id");
        for (int parameter = 0; parameter < 3; parameter++) {
            String name = List.of("nH", "PhoIndex", "norm").get(parameter);
            int column = DesktopSession.column(table, name);
            for (long row = 0; row < table.getRowCount(); row++) {
                int original = ((Number) table.getCell(row, id)).intValue();
                Object cell = table.getCell(row, column);
                if (fitted.contains(original)) {
                    double expected = catalogue.fit(original, original, SAMPLES).posterior().orElseThrow()
                            .summary(parameter).median();
                    assertNotNull(cell, name + " of id " + original);
                    assertEquals(expected, ((Number) cell).doubleValue(), 1e-6 * Math.abs(expected),
                            name + " of id " + original);
                } else {
                    assertTrue(cell == null || Double.isNaN(((Number) cell).doubleValue()), "id " + original
                            + " was not in the subset but has " + cell);
                }
            }
        }
        assertFalse(fitted.isEmpty());
    }
}
