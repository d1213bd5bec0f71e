package io.github.montecat.archive;

import io.github.montecat.output.OutputFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Zips and unzips whole archives in memory. What is unzipped is not trusted: folders, paths out of the archive, members
 * that are there twice or too large, and a directory that disagrees with the members are refused. The same members give
 * the same bytes. Stateless.
 */
public final class Archive {

    /** Most bytes of all members together, unzipped: what a heap of 512 MiB holds while they are read. */
    public static final int LARGEST = 128 << 20;
    /** The largest archive of ours has a few dozen. */
    private static final int MOST_MEMBERS = 10_000;

    private Archive() {
    }

    /**
     * @param members content by name, in the order in which it is stored
     * @return a zip file
     * @throws IOException if it cannot be zipped
     */
    public static byte[] zip(Map<String, byte[]> members) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> e : members.entrySet()) {
                ZipEntry entry = new ZipEntry(e.getKey());
                // One time for all: the content alone decides the bytes.
                entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
                zip.putNextEntry(entry);
                zip.write(e.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /**
     * @param bytes a zip file
     * @return content by name, sorted by name
     * @throws IOException if it is no zip file, has a member that is refused, or is larger than 128 MiB when unzipped;
     *         the message says what was found
     */
    public static Map<String, byte[]> unzip(byte[] bytes) throws IOException {
        Map<String, byte[]> members = new TreeMap<>();
        int left = LARGEST;
        String reached = "";
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                String name = e.getName();
                reached = " in its member '" + name + "'";
                if (e.isDirectory() || name.contains("..") || name.startsWith("/") || name.contains("\\")) {
                    throw new IOException("member '" + name + "' is no plain file inside the archive");
                }
                byte[] content = zip.readNBytes(left + 1);
                if (content.length > left) {
                    throw new IOException("its members have more than " + (LARGEST >> 20) + " MiB together, at '"
                            + name + "'");
                }
                left -= content.length;
                if (members.put(name, content) != null) {
                    throw new IOException("member '" + name + "' is there twice");
                }
                if (members.size() > MOST_MEMBERS) {
                    throw new IOException("it has more than " + MOST_MEMBERS + " members");
                }
            }
        } catch (EOFException e) {
            throw new IOException("it is cut short: it ends" + reached, e);
        } catch (ZipException e) {
            throw new IOException("it is damaged" + reached + " (" + e.getMessage() + ")", e);
        } catch (IllegalArgumentException e) {
            // A member's name that is not in the encoding that the archive claims.
            throw new IOException("a member has a name that cannot be read", e);
        }
        if (members.isEmpty()) {
            throw new IOException("it is not a zip file");
        }
        ZipDirectory.requireAgreement(bytes, members);
        return members;
    }

    /**
     * Reads the first member alone.
     *
     * @param bytes a zip file
     * @param name its name
     * @param largest most bytes that it may have
     * @return its content; empty if the first member has another name
     * @throws IOException if it is no zip file, or the member is larger
     */
    public static Optional<byte[]> first(byte[] bytes, String name, int largest) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            ZipEntry e = zip.getNextEntry();
            if (e == null || !e.getName().equals(name)) {
                return Optional.empty();
            }
            byte[] content = zip.readNBytes(largest + 1);
            if (content.length > largest) {
                throw new IOException("member '" + name + "' is larger than " + largest + " bytes");
            }
            return Optional.of(content);
        }
    }

    /**
     * Writes a zip file; an existing one is replaced only when the new one is whole.
     *
     * @param file where to
     * @param members content by name
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, Map<String, byte[]> members) throws IOException {
        OutputFile.write(file, zip(members));
    }
}
