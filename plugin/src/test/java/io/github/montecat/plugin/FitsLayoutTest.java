package io.github.montecat.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StoragePolicy;
import uk.ac.starlink.table.TableFormatException;
import uk.ac.starlink.util.FileDataSource;

class FitsLayoutTest {

    /** A matrix of two rows: ENERG_LO, a descriptor each; then a heap of three numbers. */
    private static final int ROWS = 2;
    private static final int HEAP = 12;

    @TempDir
    private Path dir;

    @Test
    void arraysWithinTheHeapAreRead() throws Exception {
        for (boolean wide : new boolean[] {false, true}) {
            byte[] file = matrix(wide, descriptors(wide, 2, 0, 1, 8), "");
            for (byte[] bytes : List.of(file, gzipped(file))) {
                StarTable table = read(bytes);
                assertEquals(3.0, sum(table, 0), 1e-6);
                assertEquals(4.0, sum(table, 1), 1e-6);
            }
        }
    }

    @Test
    void arraysOutsideTheHeapAreRefusedBeforeTheyTakeMemory() throws Exception {
        long[][] broken = {{Integer.MAX_VALUE, 0}, {4, 0}, {-1, 0}, {1, 9}, {1, -4}, {1, Integer.MAX_VALUE}};
        for (boolean wide : new boolean[] {false, true}) {
            for (long[] descriptor : broken) {
                byte[] file = matrix(wide, descriptors(wide, 2, 0, descriptor[0], descriptor[1]), "");
                for (byte[] bytes : List.of(file, gzipped(file))) {
                    IOException e = assertThrows(IOException.class, () -> read(bytes));
                    assertFalse(e instanceof TableFormatException, "STIL's own reader must not be asked next");
                    assertTrue(e.getMessage().contains("extension 1 (MATRIX), row 2, column 2 (MATRIX) has "
                            + descriptor[0] + " elements"), e.getMessage());
                    assertTrue(e.getMessage().contains("12 bytes of its heap"), e.getMessage());
                }
            }
        }
        IOException e = assertThrows(IOException.class,
                () -> read(matrix(true, descriptors(true, 1, 0, Long.MAX_VALUE, Long.MAX_VALUE), "")));
        assertTrue(e.getMessage().contains("row 2"), e.getMessage());
    }

    @Test
    void aHeapMustLieInTheFile() throws Exception {
        byte[] data = descriptors(false, 2, 0, 1, 8);
        assertTrue(refusal(matrix(false, data, "THEAP=0")).contains("THEAP"));
        assertTrue(refusal(matrix(false, data, "THEAP=2000000000")).contains("THEAP"));
        assertTrue(refusal(matrix(false, data, "PCOUNT=2000000000")).contains("cut short"));
        assertTrue(refusal(gzipped(matrix(false, data, "PCOUNT=2000000000"))).contains("cut short"));
        assertTrue(refusal(matrix(false, data, "PCOUNT=-12")).contains("PCOUNT = -12"));
        assertTrue(refusal(matrix(false, data, "NAXIS1=9223372036854775807")).contains("NAXIS1"));
    }

    @Test
    void columnsMustFillTheRows() throws Exception {
        byte[] data = descriptors(false, 2, 0, 1, 8);
        assertTrue(refusal(matrix(false, data, "TFORM1='999999999A'")).contains("NAXIS1"));
        // STIL counts bytes as an int, in which these are 0 and 4.
        assertTrue(refusal(matrix(false, data, "TFORM1='536870912D'")).contains("NAXIS1"));
        assertTrue(refusal(matrix(false, data, "TFORM1='1073741825E'")).contains("NAXIS1"));
        assertTrue(refusal(matrix(false, data, "TFORM2='1P'")).contains("TFORM2"));
        assertTrue(refusal(matrix(false, data, "TFIELDS=2147483647")).contains("TFIELDS"));
        byte[] wide = matrix(false, data, "TFORM1='999999999A' NAXIS1=1000000007");
        assertTrue(refusal(wide).contains("cut short"), refusal(wide));
    }

    @Test
    void arraysThatShareTheHeapAreNotReadForEver() throws Exception {
        byte[] heap = new byte[1 << 20];
        int rows = 1 << 11;
        ByteBuffer data = ByteBuffer.allocate(rows * 12 + heap.length);
        for (int row = 0; row < rows; row++) {
            data.putFloat(1).putInt(heap.length).putInt(0);
        }
        String message = refusal(matrix(false, data.array(), "NAXIS2=" + rows + " PCOUNT=" + heap.length
                + " TFORM2='1PB'"));
        assertTrue(message.contains("bytes together"), message);
    }

    @Test
    void aHeaderWithoutEndIsRefused() throws Exception {
        byte[] file = matrix(false, descriptors(false, 2, 0, 1, 8), "");
        byte[] bytes = Arrays.copyOf(file, file.length + (6 << 20));
        Arrays.fill(bytes, file.length, bytes.length, (byte) ' ');
        assertTrue(refusal(bytes).contains("END"), refusal(bytes));
    }

    @Test
    void aBrokenTableDoesNotCostTheOthers() throws Exception {
        byte[] broken = matrix(false, descriptors(false, 2, 0, 99, 0), "EXTNAME='OTHER'");
        byte[] sound = matrix(false, descriptors(false, 2, 0, 1, 8), "");
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(broken);
        both.write(sound, 2880, sound.length - 2880);
        assertEquals(4.0, sum(read(both.toByteArray()), 1), 1e-6);
    }

    private StarTable read(byte[] bytes) throws IOException {
        Path file = Files.write(dir.resolve("a.rmf"), bytes);
        return new OgipTableBuilder().makeStarTable(new FileDataSource(file.toFile()), true, StoragePolicy.PREFER_MEMORY);
    }

    private String refusal(byte[] bytes) {
        String message = assertThrows(IOException.class, () -> read(bytes)).getMessage();
        assertTrue(message.contains("a.rmf, extension 1") || message.contains("a.rmf has no end"), message);
        return message;
    }

    private static double sum(StarTable table, int row) throws IOException {
        return (double) table.getCell(row, 3);
    }

    /** The data of a matrix: its rows, and 1, 2 and 4 in the heap. */
    private static byte[] descriptors(boolean wide, long... numbers) {
        ByteBuffer data = ByteBuffer.allocate(ROWS * (wide ? 20 : 12) + HEAP);
        for (int row = 0; row < ROWS; row++) {
            data.putFloat(row + 1);
            for (int i = 2 * row; i < 2 * row + 2; i++) {
                if (wide) {
                    data.putLong(numbers[i]);
                } else {
                    data.putInt((int) numbers[i]);
                }
            }
        }
        return data.putFloat(1).putFloat(2).putFloat(4).array();
    }

    private static byte[] matrix(boolean wide, byte[] data, String changes) throws IOException {
        List<String> cards = new ArrayList<>(List.of("XTENSION='BINTABLE'", "BITPIX=8", "NAXIS=2",
                "NAXIS1=" + (wide ? 20 : 12), "NAXIS2=" + ROWS, "PCOUNT=" + HEAP, "GCOUNT=1", "TFIELDS=2",
                "TTYPE1='ENERG_LO'", "TFORM1='1E'", "TTYPE2='MATRIX'", "TFORM2='1" + (wide ? "Q" : "P") + "E(3)'",
                "EXTNAME='MATRIX'"));
        for (String change : changes.isEmpty() ? new String[0] : changes.split(" ")) {
            String key = change.substring(0, change.indexOf('=') + 1);
            cards.removeIf(c -> c.startsWith(key));
            cards.add(change);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(header(List.of("SIMPLE=T", "BITPIX=8", "NAXIS=0", "EXTEND=T")));
        file.write(header(cards));
        file.write(Arrays.copyOf(data, (data.length + 2879) / 2880 * 2880));
        return file.toByteArray();
    }

    private static byte[] header(List<String> cards) {
        StringBuilder text = new StringBuilder();
        for (String card : cards) {
            String[] parts = card.split("=");
            text.append(String.format(parts[1].startsWith("'") ? "%-8s= %-70s" : "%-8s= %20s%50s", parts[0], parts[1], ""));
        }
        text.append(String.format("%-80s", "END"));
        return String.format("%-2880s", text).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] gzipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        }
        return zipped.toByteArray();
    }
}
