package io.github.montecat.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The central directory at the end of a zip file. Java's stream reader goes by the headers before the members alone,
 * and other programs by the directory; a file in which the two disagree holds different things for the two. Stateless.
 *
 * <p>Source: PKWARE, "APPNOTE.TXT - .ZIP File Format Specification" 6.3, sections 4.3.7, 4.3.12, 4.3.16.
 */
final class ZipDirectory {

    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_SIZE = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_SIZE = 30;
    /** Bit of the flags: CRC and sizes follow the member, and its header has zeros. */
    private static final int LATER = 1 << 3;

    private final ByteBuffer zip;

    private ZipDirectory(byte[] bytes) {
        zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Checks that the directory lists exactly the members that were read.
     *
     * @param bytes a zip file
     * @param members what was read by the headers before the members: content by name
     * @throws IOException if there is no directory, or it says something else; the message names the member
     */
    static void requireAgreement(byte[] bytes, Map<String, byte[]> members) throws IOException {
        try {
            new ZipDirectory(bytes).check(members);
        } catch (IndexOutOfBoundsException e) {
            throw new IOException("its zip directory points outside the file; the file is damaged, get it again", e);
        }
    }

    private void check(Map<String, byte[]> members) throws IOException {
        int end = zip.capacity() - END_SIZE;
        while (end >= 0 && !(zip.getInt(end) == END && end + END_SIZE + unsigned(end + 20) == zip.capacity())) {
            end--;
        }
        if (end < 0) {
            throw new IOException("it has no zip directory at its end; the file is cut short or damaged, get it again");
        }
        int count = unsigned(end + 10);
        if (count != members.size()) {
            throw new IOException("its zip directory lists " + count + " members, found " + members.size());
        }
        Set<String> seen = new HashSet<>();
        int at = zip.getInt(end + 16);
        for (int i = 0; i < count; i++) {
            if (zip.getInt(at) != ENTRY) {
                throw new IOException("entry " + (i + 1) + " of its zip directory is malformed");
            }
            int length = unsigned(at + 28);
            String name = text(at + ENTRY_SIZE, length);
            byte[] content = members.get(name);
            if (content == null || !seen.add(name)) {
                throw new IOException("its zip directory lists '" + name + "', which is "
                        + (content == null ? "not there" : "listed twice"));
            }
            int local = zip.getInt(at + 42);
            requireEqual(name, "header", LOCAL, zip.getInt(local));
            if (!text(local + LOCAL_SIZE, unsigned(local + 26)).equals(name)) {
                throw new IOException("its zip directory lists '" + name + "' where '"
                        + text(local + LOCAL_SIZE, unsigned(local + 26)) + "' is");
            }
            requireEqual(name, "flags", unsigned(at + 8), unsigned(local + 6));
            requireEqual(name, "method", unsigned(at + 10), unsigned(local + 8));
            requireEqual(name, "size", zip.getInt(at + 24), content.length);
            if ((unsigned(local + 6) & LATER) == 0) {
                requireEqual(name, "CRC", zip.getInt(at + 16), zip.getInt(local + 14));
                requireEqual(name, "compressed size", zip.getInt(at + 20), zip.getInt(local + 18));
                requireEqual(name, "size", zip.getInt(at + 24), zip.getInt(local + 22));
            }
            at += ENTRY_SIZE + length + unsigned(at + 30) + unsigned(at + 32);
        }
    }

    private int unsigned(int at) {
        return Short.toUnsignedInt(zip.getShort(at));
    }

    private String text(int at, int length) {
        byte[] bytes = new byte[length];
        zip.get(at, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void requireEqual(String name, String what, int directory, int found) throws IOException {
        if (directory != found) {
            throw new IOException("its zip directory and member '" + name + "' disagree: " + what + " "
                    + Integer.toUnsignedString(directory) + " there, " + Integer.toUnsignedString(found)
                    + " here; the file is damaged or was changed, get it again");
        }
    }
}
