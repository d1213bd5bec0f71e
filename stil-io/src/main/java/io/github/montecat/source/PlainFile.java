package io.github.montecat.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import uk.ac.starlink.util.Compression;

/** Decompresses files (gzip, bzip2 and compress, by content), but not without end. Stateless. */
public final class PlainFile {

    private PlainFile() {
    }

    /**
     * @param file a file
     * @return whether it is compressed
     * @throws IOException if it cannot be read
     */
    public static boolean isCompressed(Path file) throws IOException {
        return compression(file) != Compression.NONE;
    }

    private static Compression compression(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] magic = in.readNBytes(Compression.MAGIC_SIZE);
            return magic.length < Compression.MAGIC_SIZE ? Compression.NONE : Compression.getCompression(magic);
        }
    }

    /**
     * Decompresses a file.
     *
     * @param file a compressed file
     * @param plain where its content goes; must not exist
     * @param name its name or address, for messages
     * @param limits the most bytes and time
     * @throws IOException if it is damaged, or more than the limits allow
     */
    public static void decompress(Path file, Path plain, String name, DownloadLimits limits) throws IOException {
        Watch watch = new Watch(name + ", decompressed,", limits);
        byte[] buffer = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(plain, StandardOpenOption.CREATE_NEW);
                InputStream in = compression(file).decompress(Files.newInputStream(file))) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                watch.add(n);
                watch.requireTime();
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            throw String.valueOf(e.getMessage()).contains(name) ? e
                    : new IOException(name + " cannot be decompressed: the file is damaged", e);
        }
    }
}
