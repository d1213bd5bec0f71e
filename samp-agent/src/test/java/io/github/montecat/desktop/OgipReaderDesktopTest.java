package io.github.montecat.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.montecat.plugin.OgipTableBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nom.tam.fits.BinaryTable;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The plugin's reader inside the real TOPCAT, with that program's own version of STIL. */
@Tag("desktop")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OgipReaderDesktopTest {

    @TempDir
    private Path dir;

    @BeforeEach
    void programsAreThere() {
        DesktopPrograms.assume("topcat", "Xvfb", "openbox");
    }

    @Test
    void topcatLoadsAPhaFileWithColumnsToPlot() throws Exception {
        Path file = dir.resolve("three.pha");
        writePha(file);
        Path plugin = Path.of(OgipTableBuilder.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (VirtualDisplay display = new VirtualDisplay("1000x700");
                Topcat topcat = new Topcat(display, dir.resolve("no-hub"), List.of(plugin),
                        "-Dstartable.readers=" + OgipTableBuilder.class.getName(), "-f", "ogip",
                        file.toString())) {
            Topcat.Table table = topcat.awaitTable("spectrum", t -> t.label().contains("three"));
            assertEquals(3, table.rows());
            // CHANNEL, COUNTS, RATE_PER_S with its error, QUALITY.
            assertEquals(5, table.columns());
        }
    }

    /** With the tool window, which puts the reader before STIL's own. */
    @Test
    void topcatRecognisesAPhaFileByItself() throws Exception {
        Path file = dir.resolve("three.fits");
        writePha(file);
        try (DesktopSession session = new DesktopSession(dir, file.toString())) {
            assertEquals(5, session.topcat.awaitTable("spectrum", t -> t.label().contains("three")).columns());
        }
    }

    private static void writePha(Path file) throws Exception {
        BinaryTable table = new BinaryTable();
        table.addColumn(new int[] {1, 2, 3});
        table.addColumn(new int[] {4, 9, 0});
        BinaryTableHDU hdu = table.toHDU();
        hdu.addValue("EXTNAME", "SPECTRUM", "");
        hdu.addValue("EXPOSURE", 10.0, "s");
        hdu.setColumnName(0, "CHANNEL", null);
        hdu.setColumnName(1, "COUNTS", null);
        try (Fits fits = new Fits()) {
            fits.addHDU(hdu);
            fits.write(file.toFile());
        }
    }
}
