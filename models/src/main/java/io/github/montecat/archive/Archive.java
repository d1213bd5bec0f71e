package io.github.montecat.archive;

import io.github.montecat.output.OutputFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Zips and unzips whole archives in memory. What is unzipped is not trusted: folders, paths out of the archive, members
 * that are there twice or too large are refused. The same members give the same bytes. Stateless.
 */
public final class Archive {

    private static final int LARGEST_MEMBER = 256 << 20;

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
     * @throws IOException if it is no zip file or has a member that is refused; the message names it
     */
    public static Map<String, byte[]> unzip(byte[] bytes) throws IOException {
        Map<String, byte[]> members = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                String name = e.getName();
                if (e.isDirectory() || name.contains("..") || name.startsWith("/") || name.contains("\\")) {
                    throw new IOException("member '" + name + "' is no plain file inside the archive");
                }
                byte[] content = zip.readNBytes(LARGEST_MEMBER + 1);
                if (content.length > LARGEST_MEMBER) {
                    throw new IOException("member '" + name + "' is larger than " + (LARGEST_MEMBER >> 20) + " MiB");
                }
                if (members.put(name, content) != null) {
                    throw new IOException("member '" + name + "' is there twice");
                }
            }
        }
        if (members.isEmpty()) {
            throw new IOException("it is not a zip file");
        }
        return members;
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
