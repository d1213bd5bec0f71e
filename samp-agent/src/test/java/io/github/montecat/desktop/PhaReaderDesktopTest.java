package io.github.montecat.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.montecat.plugin.PhaTableBuilder;
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
class PhaReaderDesktopTest {

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
        Path plugin = Path.of(PhaTableBuilder.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (VirtualDisplay display = new VirtualDisplay("1000x700");
                Topcat topcat = new Topcat(display, dir.resolve("no-hub"), List.of(plugin),
                        "-Dstartable.readers=" + PhaTableBuilder.class.getName(), "-f", "ogip-pha",
                        file.toString())) {
            Topcat.Table table = topcat.awaitTable("spectrum", t -> t.label().contains("three"));
            assertEquals(3, table.rows());
            // CHANNEL, COUNTS, and RATE_PER_S with its error.
            assertEquals(4, table.columns());
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
