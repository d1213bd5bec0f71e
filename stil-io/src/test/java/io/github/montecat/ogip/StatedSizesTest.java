package io.github.montecat.ogip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.FitsBytes;
import io.github.montecat.FitsFixture;
import io.github.montecat.inference.FitRequest;
import io.github.montecat.table.RequestSequence;
import io.github.montecat.table.SpectrumTable;
import io.github.montecat.table.SpectrumTableSettings;
import io.github.montecat.table.TableInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes and numbers that files state and do not have. Each of these ended in an internal error or took all memory. */
class StatedSizesTest {

    private static final PhaReader READER = new PhaReader(BackgroundFile.IGNORE);

    @TempDir
    private Path folder;

    private FitsFixture pha() {
        return new FitsFixture().extension("SPECTRUM").column("CHANNEL", new int[] {0, 1, 2})
                .column("COUNTS", new int[] {1, 2, 3}).key("EXPOSURE", 10.0).key("DETCHANS", 3).key("TLMIN1", 0);
    }

    private FitsFixture typeTwo() {
        return new FitsFixture().extension("SPECTRUM").column("SPEC_NUM", new short[] {1, 2, 3})
                .column("EXPOSURE", new double[] {1, 1, 1})
                .variable("COUNTS", new int[][] {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}).key("HDUCLAS1", "SPECTRUM");
    }

    private FitsFixture rmf(short groups, short first, short count, float element) {
        return new FitsFixture().extension("MATRIX").column("ENERG_LO", new float[] {1, 2})
                .column("ENERG_HI", new float[] {2, 3}).column("N_GRP", new short[] {groups, 1})
                .column("F_CHAN", new short[] {first, 0}).columnKey("TLMIN", 0)
                .column("N_CHAN", new short[] {count, 1}).column("MATRIX", new float[][] {{element, 0}, {1, 0}})
                .extension("EBOUNDS").column("CHANNEL", new int[] {0, 1}).column("E_MIN", new float[] {1, 2})
                .column("E_MAX", new float[] {2, 3});
    }

    private static String refusal(String file, Reading reading) {
        String message = assertThrows(OgipFormatException.class, reading::run).getMessage();
        assertTrue(message.contains(file), message);
        assertTrue(!message.contains("null") && !message.contains("Exception"), message);
        return message;
    }

    private interface Reading {
        void run() throws IOException;
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "NAXIS2; -1; NAXIS2 = -1", "NAXIS2; 2000000000; states data of 16000000000 bytes",
        "NAXIS1; 2000000000; states data of 6000000000 bytes", "NAXIS1; 0; 3 rows of 0 bytes",
        "NAXIS1; 99999999999999999999; NAXIS1",
        "NAXIS; 1; NAXIS 1", "PCOUNT; 2000000000; states data", "PCOUNT; -5; PCOUNT = -5", "BITPIX; 7; BITPIX 7",
        "TFORM2; '2000000000J'; has no room", "TFORM2; '99999999999999999J'; TFORM2", "TFORM2; '0J'; fill rows",
        "TFORM2; 'ZZ'; TFORM2 = ZZ", "TFIELDS; 999; no keyword TFORM3", "TFIELDS; 1; 1 columns of 4 bytes",
        "GCOUNT; 1000; states data of 24000 bytes",
        "DETCHANS; 2000000000; DETCHANS of 2.0E9", "DETCHANS; -1; DETCHANS of -1",
        "TLMIN1; -5; TLMIN1 = -5", "TLMIN1; 2E300; TLMIN1 = 2.0E300"})
    void ofSpectra(String key, String value, String reason) throws IOException {
        Path file = FitsBytes.set(pha().write(folder.resolve("s.pha")), key, value);
        String message = refusal("s.pha", () -> READER.read(file));
        assertTrue(message.contains(reason), message);
        Path zipped = gzip(Files.readAllBytes(file));
        refusal("z.pha", () -> READER.read(zipped));
    }

    @Test
    void ofChannelNumbers() {
        for (int channel : new int[] {-1, 2_000_000_000, 1 << 20}) {
            Path file = new FitsFixture().extension("SPECTRUM").column("CHANNEL", new int[] {0, channel})
                    .column("COUNTS", new int[] {1, 2}).write(folder.resolve("c.pha"));
            assertTrue(refusal("c.pha", () -> READER.read(file)).contains("channel number"));
        }
    }

    @Test
    void ofCellsWithSeveralNumbers() {
        Path file = pha().column("QUALITY", new short[][] {{0, 1}, {0, 1}, {0, 1}}).write(folder.resolve("q.pha"));
        String message = refusal("q.pha", () -> READER.read(file));
        assertTrue(message.contains("QUALITY has 2 numbers in row 1, expected one number"), message);
    }

    @Test
    void ofGzippedBombs() throws IOException {
        Path file = pha().write(folder.resolve("s.pha"));
        FitsBytes.set(file, "NAXIS2", "200000000");
        byte[] start = Files.readAllBytes(file);
        Path bomb = folder.resolve("bomb.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
            out.write(start);
            for (int i = 0; i < 4; i++) {
                out.write(new byte[1 << 20]);
            }
        }
        String message = assertThrows(OgipFormatException.class, () -> FitsLayout.require(bomb, "bomb.gz", 1 << 20))
                .getMessage();
        assertTrue(message.contains("more than 1 MB once it is uncompressed"), message);
        assertTrue(refusal("bomb.gz", () -> READER.read(bomb)).contains("states data of 1600000000 bytes"));
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 1, 1, N_GRP has -1", "30000, 0, 1, 1, N_GRP 30000", "1, -3, 1, 1, F_CHAN has -3",
        "1, 0, -7, 1, N_CHAN has -7", "1, 0, 32767, 1, needs 32767 elements", "1, 30000, 1, 1, channel 30000",
        "1, 0, 1, NaN, element NaN", "1, 0, 1, Infinity, element Infinity"})
    void ofMatrices(short groups, short first, short count, float element, String reason) {
        Path file = rmf(groups, first, count, element).write(folder.resolve("m.rmf"));
        String message = refusal("m.rmf", () -> ResponseReader.readRmf(file));
        assertTrue(message.contains(reason), message);
    }

    @Test
    void ofAreas() {
        for (float area : new float[] {Float.NaN, Float.POSITIVE_INFINITY, -1}) {
            Path file = new FitsFixture().extension("SPECRESP").column("ENERG_LO", new float[] {1, 2})
                    .column("ENERG_HI", new float[] {2, 3}).column("SPECRESP", new float[] {1, area})
                    .write(folder.resolve("a.arf"));
            assertTrue(refusal("a.arf", () -> ResponseReader.readArf(file))
                    .contains("effective area " + (double) area));
        }
    }

    /** The first row's matrix elements are said to be 2e9, or to lie before or behind the heap. */
    @Test
    void ofVariableLengthArrays() throws IOException {
        for (int[] descriptor : new int[][] {{2_000_000_000, 0}, {-1, 0}, {3, -8}, {3, 1 << 30}, {10, 0}}) {
            Path file = typeTwo().write(folder.resolve("v.pha"));
            overwrite(file, descriptor);
            String message = refusal("v.pha", () -> READER.readAll(file));
            assertTrue(message.contains("row 2") && message.contains("elements outside its data"), message);
        }
    }

    /** The standard allows a descriptor of no bytes, for which nom-tam-fits takes the bytes of the next column. */
    @Test
    void ofDescriptorsWithoutBytes() throws IOException {
        Path file = typeTwo().write(folder.resolve("v.pha"));
        FitsBytes.set(file, "TFORM3", "'0PJ(3)'");
        String message = refusal("v.pha", () -> READER.readAll(file));
        assertTrue(message.contains("expected one array of numbers"), message);
    }

    /** nom-tam-fits reads on where a second primary header stands. */
    @Test
    void behindSecondPrimaryHeaders() throws IOException {
        Path file = typeTwo().write(folder.resolve("v.pha"));
        overwrite(file, new int[] {2_000_000_000, 0});
        byte[] bytes = Files.readAllBytes(file);
        ByteArrayOutputStream twice = new ByteArrayOutputStream();
        twice.write(bytes, 0, 2880);
        twice.writeBytes(bytes);
        Files.write(file, twice.toByteArray());
        String message = refusal("v.pha", () -> READER.readAll(file));
        assertTrue(message.contains("header 2 begins with SIMPLE, expected XTENSION"), message);
    }

    /** Libraries read a header whatever its first keyword is. */
    @Test
    void inHeadersThatBeginWithAnotherKeyword() throws IOException {
        Path file = typeTwo().write(folder.resolve("v.fits"));
        overwrite(file, new int[] {2_000_000_000, 0});
        byte[] bytes = Files.readAllBytes(file);
        byte[] first = Arrays.copyOfRange(bytes, 2880, 2960);
        System.arraycopy(bytes, 2960, bytes, 2880, 80);
        System.arraycopy(first, 0, bytes, 2960, 80);
        for (boolean zipped : new boolean[] {false, true}) {
            Files.write(file, bytes);
            Path read = zipped ? gzip(bytes) : file;
            String message = assertThrows(IOException.class, () -> {
                try (TableInput input = TableInput.open(read.toString())) {
                    SpectrumTable.of(input.table(), SpectrumTableSettings.AUTOMATIC);
                }
            }).getMessage();
            assertTrue(message.contains("header 2 begins with BITPIX, expected XTENSION"), message);
        }
    }

    @Test
    void costTheirRowAlone() throws IOException {
        for (boolean zipped : new boolean[] {false, true}) {
            Path file = typeTwo().write(folder.resolve("v.pha"));
            overwrite(file, new int[] {2_000_000_000, 4});
            byte[] before = Files.readAllBytes(file);
            Path read = zipped ? gzip(before) : file;
            try (TableInput input = TableInput.open(read.toString());
                    RequestSequence rows = SpectrumTable.of(input.table(),
                            SpectrumTableSettings.AUTOMATIC).requests()) {
                List<FitRequest> all = rows.next(10);
                assertEquals(List.of(1.0, 2.0, 3.0), Arrays.stream(all.get(0).spectrum().counts()).boxed().toList());
                assertEquals(0, all.get(1).spectrum().channelCount());
                assertEquals(24, all.get(2).spectrum().totalCounts());
            }
            assertTrue(Arrays.equals(before, Files.readAllBytes(file)), "the file itself is changed");
        }
    }

    @ParameterizedTest
    @CsvSource({"NAXIS2, -1", "NAXIS2, 2000000000", "NAXIS1, 2000000000", "PCOUNT, 2000000000",
        "TFORM3, '1PJ(3', '2000000000J'"})
    void ofTables(String key, String value) throws IOException {
        Path file = typeTwo().write(folder.resolve("t.fits"));
        FitsBytes.set(file, key, value);
        String message = assertThrows(IOException.class, () -> TableInput.open(file.toString())).getMessage();
        assertTrue(message.contains("t.fits") && message.contains(key.replaceFirst("\\d$", ""))
                || message.contains("states"), message);
        Path zipped = gzip(Files.readAllBytes(file));
        assertThrows(IOException.class, () -> TableInput.open(zipped.toString()));
    }

    private Path gzip(byte[] content) throws IOException {
        Path file = folder.resolve("z.pha");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content);
        }
        return file;
    }

    /** Changes the descriptor in the second row of {@link #typeTwo}, whose rows have 2 + 8 + 8 bytes. */
    private static void overwrite(Path file, int[] descriptor) throws IOException {
        byte[] all = Files.readAllBytes(file);
        String text = new String(all, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("END     ", text.indexOf("XTENSION"));
        int data = (end / FitsHeader.BLOCK + 1) * FitsHeader.BLOCK;
        ByteBuffer.wrap(all).putInt(data + 18 + 10, descriptor[0]).putInt(data + 18 + 14, descriptor[1]);
        Files.write(file, all);
    }

    /** nom-tam-fits takes all of these for keywords, STIL none. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', ignoreLeadingAndTrailingWhitespace = false, value = {"PCOUNT  =5;'PCOUNT  = '",
        "PCOUNT=5;'PCOUNT  = '", "pcount  = 5;'PCOUNT  = '", " PCOUNT = 5;'PCOUNT  = '", "end;END and blanks",
        " END;END and blanks", "END     x;END and blanks", "END=1;END and blanks"})
    void ofLinesThatLibrariesReadInDifferentWays(String line, String expected) throws IOException {
        Path file = FitsBytes.set(pha().key("MARKER", 1).write(folder.resolve("s.pha")), "MARKER", "1");
        String all = Files.readString(file, StandardCharsets.ISO_8859_1);
        int at = all.lastIndexOf("MARKER  =");
        Files.writeString(file, all.substring(0, at) + String.format("%-80s", line) + all.substring(at + 80),
                StandardCharsets.ISO_8859_1);
        String message = refusal("s.pha", () -> READER.read(file));
        assertTrue(message.contains("the line '" + line.trim() + "', expected ") && message.contains(expected), message);
    }
}
