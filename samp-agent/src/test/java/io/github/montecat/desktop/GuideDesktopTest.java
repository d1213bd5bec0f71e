package io.github.montecat.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.table.StarTable;

/** The worked example of docs/topcat.md, from a catalogue to a cross-match; takes that page's pictures. */
@Tag("desktop")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class GuideDesktopTest {

    private static final int ROWS = 60;

    @TempDir
    private Path dir;

    @BeforeEach
    void programsAreThere() {
        DesktopPrograms.assume("topcat", "Xvfb", "openbox", "import");
    }

    @Test
    void fromCatalogueToCrossMatch() throws Exception {
        CatalogueOfSpectra catalogue = new CatalogueOfSpectra(ROWS);
        Path sources = dir.resolve("sources.fits");
        Path galaxies = dir.resolve("galaxies.fits");
        catalogue.write(sources);
        catalogue.writeCounterparts(galaxies);
        try (DesktopSession session = new DesktopSession(dir,
                "-Djel.classes=io.github.montecat.plugin.function.XraySpectra", "-f", "fits", sources.toString(),
                galaxies.toString())) {
            session.startAgent("--samples", "200");
            Topcat topcat = session.topcat;
            Topcat.Table table = topcat.awaitTable("sources", t -> t.label().contains("sources"));
            Topcat.Table other = topcat.awaitTable("galaxies", t -> t.label().contains("galaxies"));
            topcat.open(table, "X-ray spectral fit");
            session.awaitStatus("Ready");
            topcat.ask("choose montecat.samples 200");
            topcat.ask("press montecat.fit");
            session.awaitStatus("60 fitted. Added", 300);
            topcat.open(table, "Table Data");
            String data = "TOPCAT(" + table.id() + "): Table Browser";
            topcat.place(data, 0, 560, 1290, 300);
            topcat.place("X-ray spectral fit", 700, 0, 560, 480);
            topcat.place("TOPCAT", 0, 0, 690, 400);
            topcat.reveal(data, "nH");
            session.picture("topcat-fit.png");

            topcat.open(table, "Available Functions");
            topcat.place("Functions", 0, 0, 1000, 500);
            String function = topcat.ask("branch Functions|X-ray spectra");
            Thread.sleep(1000);
            String page = topcat.ask("page Functions");
            assertTrue(page.contains("Example"), function + ": " + page);
            session.picture("topcat-functions.png");

            topcat.ask("activate " + table.id() + " 3");
            topcat.ask("press montecat.posterior");
            session.awaitStatus("Row 4: ");
            Topcat.Table posterior = topcat.awaitTable("posterior", t -> t.label().contains("posterior"));
            topcat.open(posterior, "Plane Plot");
            topcat.place("Plane Plot", 0, 0, 640, 650);
            session.picture("topcat-posterior.png");

            topcat.open(table, "Pair Match");
            topcat.place("Match Tables", 0, 0, 560, 700);
            topcat.ask("choosein Match Tables|0|sources");
            topcat.ask("choosein Match Tables|1|galaxies");
            session.picture("topcat-match.png");
            topcat.ask("pressin Match Tables|Go");
            Topcat.Table matched = topcat.awaitTable("match", t -> t.label().contains("match"));
            assertEquals(ROWS / 2, matched.rows());
            StarTable result = session.pull(matched);
            assertTrue(DesktopSession.column(result, "PhoIndex") >= 0 && DesktopSession.column(result, "z") >= 0);
        }
    }
}
