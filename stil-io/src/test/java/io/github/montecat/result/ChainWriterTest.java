package io.github.montecat.result;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.bundle.TestBundle;
import io.github.montecat.output.OutputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainWriterTest {

    @TempDir
    private Path folder;

    @Test
    void chainIsWhatXspecLoads() throws Exception {
        Path file = folder.resolve("chain.fits");
        Files.writeString(file, "an older file");
        ChainWriter.write(file, Results.fitted(1, TestBundle.blackBody(), Results.ramp(1, 2), Results.ramp(10, 30)),
                Results.SETTINGS, "survey.fits");
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
            assertArrayEquals(Results.ramp(10, 30), (double[]) hdu.getColumn(1));
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
        assertThrows(OutputException.class, () -> ChainWriter.write(folder.resolve("no/such/chain.fits"),
                Results.powerLaw(0), Results.SETTINGS, "x"));
        assertThrows(IllegalArgumentException.class, () -> ChainWriter.write(folder.resolve("c.fits"),
                Results.failed(0), Results.SETTINGS, "x"));
        Path occupied = Files.createDirectories(folder.resolve("occupied/by/folders")).getParent().getParent();
        assertThrows(IOException.class, () -> ChainWriter.write(occupied, Results.powerLaw(0), Results.SETTINGS, "x"));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(occupied), files.toList());
        }
    }
}
