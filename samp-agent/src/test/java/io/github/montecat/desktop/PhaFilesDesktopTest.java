package io.github.montecat.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.ogip.PhaWriter;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.table.ArrayColumn;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableOutput;

/** Spectra in files of their own, inside the real TOPCAT: lists of their names, and one that is opened as a table. */
@Tag("desktop")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PhaFilesDesktopTest {

    private static final int ROWS = 13;
    private static final int SAMPLES = 100;

    @TempDir
    private Path dir;

    @BeforeEach
    void programsAreThere() {
        DesktopPrograms.assume("topcat", "Xvfb", "openbox", "import");
    }

    /** Thirteen names of different lengths, relative to the list; two of the files are not there. */
    @Test
    void listOfNamesIsFittedAsByTheCommandLine() throws Exception {
        CatalogueOfSpectra catalogue = new CatalogueOfSpectra(ROWS);
        String[] names = new String[ROWS];
        int[] numbers = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            names[i] = "source_" + "x".repeat(3 * (ROWS - i)) + ".pha";
            numbers[i] = i;
            if (!isMissing(i)) {
                PhaWriter.COUNTS.write(dir.resolve(names[i]), Spectrum.builder(catalogue.bins(i)).exposure(10).build());
            }
        }
        ColumnStarTable list = ColumnStarTable.makeTableWithRows(ROWS);
        list.addColumn(ArrayColumn.makeColumn("number", numbers));
        list.addColumn(ArrayColumn.makeColumn("pha_file", names));
        Path file = dir.resolve("list.fits");
        new StarTableOutput().writeStarTable(list, file.toString(), "fits-basic");
        try (DesktopSession session = new DesktopSession(dir, "-f", "fits", file.toString())) {
            session.startAgent();
            Topcat.Table table = session.topcat.awaitTable("list", t -> t.rows() == ROWS);
            session.topcat.open(table, "X-ray spectral fit");
            session.awaitStatus("Ready. Which of the ");
            session.topcat.ask("choose montecat.samples " + SAMPLES);
            session.topcat.ask("pressin X-ray spectral fit|goodness of fit");
            session.topcat.ask("press montecat.fit");
            String said = session.awaitStatus("11 fitted, 2 not: spectrum could not be read (2). Added ");
            assertTrue(said.endsWith("The rows that were not fitted are the subset 'not_fitted'"), said);
            assertTrue(session.topcat.ask("items montecat.subset").contains("not_fitted"));
            session.picture("pha-list.png");
            StarTable result = session.pull(table);
            int index = DesktopSession.column(result, "PhoIndex");
            int bins = DesktopSession.column(result, "cstat_bins");
            for (int row = 0; row < ROWS; row++) {
                if (isMissing(row)) {
                    assertNull(result.getCell(row, bins));
                } else {
                    assertEquals(catalogue.fit(row, row, SAMPLES).posterior().orElseThrow().summary(1).median(),
                            ((Number) result.getCell(row, index)).doubleValue(), 1e-6, names[row]);
                    assertTrue(((Number) result.getCell(row, bins)).intValue() > 0);
                }
            }
        }
    }

    private static boolean isMissing(int row) {
        return row == 4 || row == 12;
    }

    /** Its background lies beside it; without that no bundle fits. */
    @Test
    void fileThatIsOpenedAsATableIsFittedByTheWindowAndByPlainSamp() throws Exception {
        Path file = dir.resolve("source.pha");
        writePn(file);
        try (DesktopSession session = new DesktopSession(dir, file.toString())) {
            session.startAgent("--samples", "" + SAMPLES);
            Topcat.Table table = session.topcat.awaitTable("spectrum", t -> t.label().contains("source"));
            session.topcat.open(table, "X-ray spectral fit");
            session.awaitStatus("Ready. Which of the ");
            assertEquals("(the whole table)", session.topcat.ask("read montecat.column"));
            session.topcat.ask("choose montecat.samples " + SAMPLES);
            session.topcat.ask("press montecat.fit");
            String said = session.awaitStatus("The spectrum: nH = ");
            assertTrue(said.contains("source.pha fitted'"), said);
            session.topcat.broadcast(table);
            session.topcat.awaitTable("result", t -> t.rows() == 1 && t.label().contains("source.pha, xmm-pn-a"));
        }
    }

    private static void writePn(Path file) throws IOException {
        ModelBundle pn = BundleLibrary.shipped().find("xmm-pn-a").orElseThrow();
        Spectrum spectrum = Dataset.simulate(pn.source(), 0, 1, 3, Progress.NONE).spectrum(0, 0).toSpectrum();
        PhaWriter.COUNTS.as(PhaWriter.Content.BKG).write(file.resolveSibling("source_bkg.pha"),
                spectrum.background().orElseThrow());
        PhaWriter.COUNTS.withBackground("source_bkg.pha").write(file, spectrum);
    }
}
