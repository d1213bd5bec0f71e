package io.github.montecat.ogip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.SharedData;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.fits.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhaWriterTest {

    private static final double EXACT = Double.MIN_NORMAL;

    @TempDir
    private Path folder;

    private static void assertSame(Spectrum expected, Spectrum found, double relative) {
        assertEquals(expected.channelCount(), found.channelCount());
        for (int c = 0; c < expected.channelCount(); c++) {
            double counts = expected.counts(c);
            assertEquals(counts, found.counts(c),
                    Double.isNaN(counts) ? EXACT : Math.max(EXACT, relative * Math.abs(counts)));
        }
        assertEquals(expected.firstChannel(), found.firstChannel());
        assertEquals(expected.exposure(), found.exposure());
        assertEquals(expected.telescope(), found.telescope());
        assertEquals(expected.instrument(), found.instrument());
        assertEquals(expected.responseFile(), found.responseFile());
        assertEquals(expected.ancillaryFile(), found.ancillaryFile());
        assertArrayEquals(expected.areaScale().orElse(null), found.areaScale().orElse(null));
        assertArrayEquals(expected.backScale().orElse(null), found.backScale().orElse(null));
        assertArrayEquals(expected.sysError().orElse(null), found.sysError().orElse(null));
        assertArrayEquals(expected.statError().orElse(null), found.statError().orElse(null), 1e-12);
        assertArrayEquals(expected.quality().orElse(null), found.quality().orElse(null));
        assertArrayEquals(expected.grouping().orElse(null), found.grouping().orElse(null));
    }

    private static Spectrum full() {
        return Spectrum.builder(new double[] {3, 0, 7}).firstChannel(5).exposure(12.5).mission("XMM", "EPN")
                .responseFiles("a.rmf", "a.arf").areaScale(new double[] {1, 0.5, 1})
                .backScale(new double[] {0.1, 0.1, 0.1}).sysError(new double[] {0.02, 0.02, 0.03})
                .statError(new double[] {2, 1, 3.5}).quality(new int[] {0, 5, 0})
                .grouping(new int[] {1, -1, 1}).build();
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        PhaReader reader = new PhaReader(BackgroundFile.REQUIRE);
        Path file = folder.resolve("s.pha");
        PhaWriter.COUNTS.write(file, full());
        assertSame(full(), reader.read(file), EXACT);
        Spectrum plain = Spectrum.of(new double[] {1, 2, 3e5}, 1);
        PhaWriter.COUNTS.write(file, plain);
        assertSame(plain, reader.read(file), EXACT);
        Spectrum odd = Spectrum.of(new double[] {-1.25, Double.NaN, 3e12}, 7);
        PhaWriter.COUNTS.write(file, odd);
        assertSame(odd, reader.read(file), EXACT);
        PhaWriter.COUNTS.asRates().write(file, full());
        assertSame(full(), reader.read(file), 1e-15);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void backgroundIsAFileOfItsOwn() throws IOException {
        Spectrum background = Spectrum.builder(new double[] {1, 1, 1}).firstChannel(5).exposure(100).build();
        PhaWriter.COUNTS.as(PhaWriter.Content.BKG).write(folder.resolve("b.pha"), background);
        Path file = folder.resolve("s.pha");
        PhaWriter.COUNTS.withBackground("b.pha").write(file, full());
        assertSame(background, new PhaReader(BackgroundFile.REQUIRE).read(file).background().orElseThrow(), EXACT);
    }

    @Test
    void keywordsAreThoseOfTheStandard() throws IOException, FitsException {
        Path file = folder.resolve("k.pha");
        PhaWriter.COUNTS.as(PhaWriter.Content.NET).withHistory(List.of("made for a test"))
                .write(file, Spectrum.builder(new double[] {4, 5}).firstChannel(1).exposure(2).build());
        try (Fits fits = new Fits(file.toFile())) {
            Header header = ((BinaryTableHDU) fits.read()[1]).getHeader();
            assertEquals("SPECTRUM", header.getStringValue("EXTNAME"));
            assertEquals("OGIP", header.getStringValue("HDUCLASS"));
            assertEquals("SPECTRUM", header.getStringValue("HDUCLAS1"));
            assertEquals("NET", header.getStringValue("HDUCLAS2"));
            assertEquals("COUNT", header.getStringValue("HDUCLAS3"));
            assertEquals("TYPE:I", header.getStringValue("HDUCLAS4"));
            assertEquals("PI", header.getStringValue("CHANTYPE"));
            assertEquals(1, header.getIntValue("TLMIN1"));
            assertEquals(2, header.getIntValue("TLMAX1"));
            assertEquals(2, header.getIntValue("DETCHANS"));
            assertTrue(header.getBooleanValue("POISSERR"));
            for (String none : List.of("RESPFILE", "ANCRFILE", "BACKFILE", "CORRFILE", "TELESCOP", "INSTRUME",
                    "FILTER")) {
                assertEquals("none", header.getStringValue(none));
            }
            for (String one : List.of("AREASCAL", "BACKSCAL", "CORRSCAL")) {
                assertEquals(1, header.getDoubleValue(one, 0), one);
            }
            for (String zero : List.of("STAT_ERR", "SYS_ERR", "QUALITY", "GROUPING")) {
                assertEquals(0, header.getDoubleValue(zero, 9), zero);
            }
            assertTrue(header.findCard("HISTORY").getComment().contains("made for a test"));
        }
    }

    @Test
    void theSameSpectrumGivesTheSameBytes() throws IOException {
        PhaWriter.COUNTS.write(folder.resolve("1"), full());
        PhaWriter.COUNTS.write(folder.resolve("2"), full());
        assertEquals(-1, Files.mismatch(folder.resolve("1"), folder.resolve("2")));
    }

    @Test
    void refusesWhatHasNoRates() {
        Spectrum unknown = Spectrum.of(new double[] {1}, Double.NaN);
        assertThrows(IllegalArgumentException.class,
                () -> PhaWriter.COUNTS.asRates().write(folder.resolve("x"), unknown));
        assertThrows(IllegalArgumentException.class,
                () -> PhaWriter.COUNTS.write(folder.resolve("x"), Spectrum.of(new double[0], 1)));
        assertThrows(IOException.class,
                () -> PhaWriter.COUNTS.write(folder.resolve("absent/x"), Spectrum.of(new double[1], 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nicer/b_008_0.25s_raw_opt.pha", "ogip/chandra_3c273/3c273.pi",
        "ogip/variants/P0112880201R1S004SRSPEC1003.FTZ", "ogip/variants/s0_mar24_bin.pha",
        "ogip/variants/xrbg_xspec.pi"})
    void realSpectraSurvive(String name) throws IOException {
        PhaReader reader = new PhaReader(BackgroundFile.IGNORE);
        Spectrum read = reader.read(SharedData.file(name));
        Path copy = folder.resolve("copy.pha");
        PhaWriter.COUNTS.write(copy, read);
        assertSame(read, reader.read(copy), EXACT);
    }
}
