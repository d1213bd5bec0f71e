package io.github.montecat.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import uk.ac.starlink.util.Compression;

/** The kinds of table that say at their beginning what they are. */
public enum TableSignature {

    /** FITS in any of STIL's variants. */
    FITS("(?s)SIMPLE  =.*", ".*", "(col)?fits.*"),
    /** VOTable. */
    VOTABLE("(?s)(\u00ef\u00bb\u00bf)?\\s*<.*", "(?i).*\\.(vot|votable|xml)", "votable"),
    /** ECSV. */
    ECSV("(?s)# %ECSV .*", "(?i).*\\.ecsv", "ecsv");

    /** Number of bytes in which a table says what it is. */
    public static final int LENGTH = 4096;

    private static final Pattern VOTABLE_TAG = Pattern.compile("<(\\w+:)?VOTABLE[\\s>]");

    private final Pattern start;
    private final Pattern fileName;
    private final Pattern formatName;

    TableSignature(String start, String fileName, String formatName) {
        this.start = Pattern.compile(start);
        this.fileName = Pattern.compile(fileName);
        this.formatName = Pattern.compile(formatName);
    }

    /**
     * @param bytes the first bytes of a file that is not compressed
     * @return the kind of table that begins so, empty if it is none of these
     */
    public static Optional<TableSignature> of(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (TableSignature kind : values()) {
            if (kind.start.matcher(text).matches() && (kind != VOTABLE || VOTABLE_TAG.matcher(text).find())) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /**
     * @param file a file that is not compressed
     * @return the kind of table that it is
     * @throws IOException if it cannot be read
     */
    public static Optional<TableSignature> of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in.readNBytes(LENGTH));
        }
    }

    /**
     * @param bytes the first bytes of a file, perhaps compressed
     * @return whether it may be a table; also true where the compression does not show it yet
     */
    public static boolean isPossible(byte[] bytes) {
        Compression compression = bytes.length < Compression.MAGIC_SIZE ? Compression.NONE
                : Compression.getCompression(bytes);
        if (compression != Compression.GZIP) {
            return compression != Compression.NONE || of(bytes).isPresent();
        }
        byte[] head = new byte[LENGTH];
        int n = 0;
        try (InputStream in = compression.decompress(new ByteArrayInputStream(bytes))) {
            for (int more = in.read(head, 0, LENGTH); more > 0; more = in.read(head, n, LENGTH - n)) {
                n += more;
            }
        } catch (IOException e) {
            // The rest is not here yet.
            return n == 0 || of(Arrays.copyOf(head, n)).isPresent();
        }
        return of(Arrays.copyOf(head, n)).isPresent();
    }

    /**
     * @param name name of a file, perhaps with an ending of a compression
     * @return whether a file of this kind is named so
     */
    public boolean isNamed(String name) {
        return fileName.matcher(name.replaceFirst("(?i)\\.(gz|bz2|z)$", "")).matches();
    }

    /**
     * @param format STIL's name of a format
     * @return whether it is one of this kind
     */
    public boolean isFormat(String format) {
        return formatName.matcher(format.toLowerCase(Locale.ROOT)).matches();
    }
}
