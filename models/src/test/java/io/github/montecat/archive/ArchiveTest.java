package io.github.montecat.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class ArchiveTest {

    private static final Map<String, byte[]> MEMBERS = new TreeMap<>(Map.of("a.txt", new byte[] {1, 2, 3}, "b.txt",
            new byte[500]));

    /** Offset of an entry of the directory. */
    private static int entry(byte[] zip, int number) {
        int found = -1;
        for (int i = 0; i < zip.length - 4; i++) {
            if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2 && ++found == number) {
                return i;
            }
        }
        throw new AssertionError("no entry " + number);
    }

    private static void refused(byte[] zip, String... parts) {
        String message = assertThrows(IOException.class, () -> Archive.unzip(zip)).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    /** A good archive in which the directory holds another number. */
    private static byte[] changed(int entry, int field, int bytes, int value) throws IOException {
        byte[] zip = Archive.zip(MEMBERS);
        ByteBuffer buffer = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int at = entry(zip, entry) + field;
        if (bytes == 2) {
            buffer.putShort(at, (short) value);
        } else {
            buffer.putInt(at, value);
        }
        return zip;
    }

    @Test
    void unzipsWhatItZips() throws IOException {
        Map<String, byte[]> again = Archive.unzip(Archive.zip(MEMBERS));
        assertEquals(MEMBERS.keySet(), again.keySet());
        MEMBERS.forEach((name, content) -> assertArrayEquals(content, again.get(name)));
    }

    /**
     * Without compression, sizes and CRC stand before the member; with a comment, the directory is not at the very end.
     */
    @Test
    void takesStoredMembersAndComments() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setComment("PK is how a zip file begins");
            ZipEntry entry = new ZipEntry("a.txt");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(3);
            CRC32 crc = new CRC32();
            crc.update(MEMBERS.get("a.txt"));
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            zip.write(MEMBERS.get("a.txt"));
        }
        byte[] stored = bytes.toByteArray();
        assertArrayEquals(MEMBERS.get("a.txt"), Archive.unzip(stored).get("a.txt"));
        stored[entry(stored, 0) + 16] ^= 1;
        refused(stored, "a.txt", "CRC");
    }

    @Test
    void refusesADirectoryThatDisagreesWithTheMembers() throws IOException {
        refused(changed(0, 46, 2, 'x' | '.' << 8), "x.txt", "not there");
        refused(changed(1, 46, 2, 'a' | '.' << 8), "a.txt", "listed twice");
        refused(changed(1, 24, 4, 501), "b.txt", "size 501", "500");
        refused(changed(1, 10, 2, 0), "b.txt", "method 0", "8");
        refused(changed(1, 8, 2, 0), "b.txt", "flags 0");
        refused(changed(1, 42, 4, 0), "b.txt", "where 'a.txt' is");
        refused(changed(1, 42, 4, 1 << 30), "outside the file");
        refused(changed(0, 0, 4, 0), "entry 1", "malformed");
    }

    @Test
    void refusesAnArchiveWithoutItsDirectory() throws IOException {
        byte[] zip = Archive.zip(MEMBERS);
        refused(Arrays.copyOf(zip, zip.length - 1), "no zip directory");
        refused(Arrays.copyOf(zip, entry(zip, 0)), "no zip directory");
        byte[] fewer = zip.clone();
        fewer[zip.length - 22 + 10] = 1;
        refused(fewer, "lists 1 members, found 2");
    }
}
