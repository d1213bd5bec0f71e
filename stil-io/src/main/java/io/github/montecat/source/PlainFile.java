package io.github.montecat.source;

import io.github.montecat.error.ErrorSentence;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import uk.ac.starlink.util.Compression;

/**
 * Decompresses files (gzip, bzip2 and compress, by content), but not without end, and one layer of compression only.
 * Stateless.
 */
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
     * @throws IOException if it is damaged, more than the limits allow, still compressed after that, or cannot be
     *         written
     */
    public static void decompress(Path file, Path plain, String name, DownloadLimits limits) throws IOException {
        Watch watch = new Watch(name + ", decompressed,", limits);
        byte[] buffer = new byte[1 << 16];
        Compression compression = compression(file);
        try (InputStream compressed = Files.newInputStream(file);
                OutputStream out = Files.newOutputStream(plain, StandardOpenOption.CREATE_NEW);
                InputStream in = decompressed(compression, compressed, name)) {
            for (int n = read(in, buffer, name); n >= 0; n = read(in, buffer, name)) {
                watch.add(n);
                watch.requireTime();
                write(out, buffer, n, name);
            }
        }
        if (isCompressed(plain)) {
            throw new IOException(name + " is compressed twice, which is not read; decompress it once and use that");
        }
    }

    private static InputStream decompressed(Compression compression, InputStream in, String name) throws IOException {
        try {
            return compression.decompress(in);
        } catch (IOException | RuntimeException e) {
            throw damaged(name, e);
        }
    }

    /** STIL's decoders throw exceptions of all kinds on damaged data. */
    private static int read(InputStream in, byte[] buffer, String name) throws IOException {
        try {
            return in.read(buffer);
        } catch (IOException | RuntimeException e) {
            throw damaged(name, e);
        }
    }

    private static IOException damaged(String name, Exception cause) {
        return new IOException(name + " cannot be decompressed: the file is damaged", cause);
    }

    /** A full disk is no damage. */
    private static void write(OutputStream out, byte[] buffer, int length, String name) throws IOException {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw new IOException("the decompressed content of " + name + " cannot be written to the temporary folder: "
                    + ErrorSentence.reason(e), e);
        }
    }
}
