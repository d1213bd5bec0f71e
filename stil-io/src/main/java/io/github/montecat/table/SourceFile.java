package io.github.montecat.table;

import io.github.montecat.source.Download;
import io.github.montecat.source.PlainFile;
import io.github.montecat.source.SourcePolicy;
import io.github.montecat.source.TableSignature;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import uk.ac.starlink.table.TableFormatException;

/**
 * The local file that a table is read from.
 *
 * @param content the file, perhaps a temporary one; never compressed
 * @param origin where it came from, null for standard input
 * @param format STIL's name of its format, empty to recognise it by content
 */
record SourceFile(Path content, URL origin, Optional<String> format) {

    /**
     * Formats that do not say what they are, which a program may name for what it serves itself. STIL takes names of
     * classes for formats too, and has formats that name other files.
     */
    private static final Set<String> TEXT = Set.of("csv", "ascii", "tst", "ipac");

    /**
     * Fetches a table.
     *
     * @param url its address
     * @param format STIL's name of its format, empty to recognise it by content
     * @param policy what may be read, and limits
     * @param scratch where it is kept
     * @return the file
     * @throws IOException if it cannot or must not be read
     */
    static SourceFile fetched(URL url, Optional<String> format, SourcePolicy policy, ScratchFolder scratch)
            throws IOException {
        String name = url.toString();
        if (!policy.everyFile() && !url.getProtocol().matches("(?i)https?")) {
            throw new IOException(name + " is not fetched: the agent fetches only http and https addresses");
        }
        boolean text = format.map(f -> TEXT.contains(f.toLowerCase(Locale.ROOT))).orElse(false);
        Path file = scratch.newFile("download");
        Download.fetch(url, file, policy.tables(), policy.everyFile() || text ? Download.StartCheck.NONE : start -> {
            if (!TableSignature.isPossible(start)) {
                throw new TableFormatException(name + " is no FITS file, VOTable or ECSV file");
            }
        });
        Path content = plain(file, name, policy, scratch);
        Optional<TableSignature> kind = TableSignature.of(content);
        return new SourceFile(content, url, policy.everyFile() || text ? format : checked(kind, format, name));
    }

    /**
     * @param file a local file
     * @param location its name, for messages
     * @param format STIL's name of its format, empty to recognise it by content
     * @param policy what may be read
     * @param scratch where it is kept if it is compressed
     * @return the file
     * @throws IOException if it cannot or must not be read
     */
    static SourceFile local(Path file, String location, Optional<String> format, SourcePolicy policy,
            ScratchFolder scratch) throws IOException {
        URL origin = file.toUri().toURL();
        if (policy.everyFile()) {
            return new SourceFile(plain(file, location, policy, scratch), origin, format);
        }
        try {
            Path content = plain(file, location, policy, scratch);
            // A link may be named like a table and lead to something else.
            String name = file.toRealPath().getFileName().toString();
            Optional<TableSignature> kind = TableSignature.of(content).filter(k -> k.isNamed(name));
            if (kind.isEmpty()) {
                throw new TableFormatException(location
                        + " is not read: the agent reads FITS files, and VOTable and ECSV "
                        + "files (named .vot, .votable, .xml or .ecsv); load other tables in TOPCAT and send them from "
                        + "there, or use 'montecat infer'");
            }
            return new SourceFile(content, origin, checked(kind, format, location));
        } catch (AccessDeniedException e) {
            throw new IOException(location + " cannot be read: there is no permission", e);
        }
    }

    /**
     * @param in standard input, read to its end
     * @param format STIL's name of its format, empty to recognise it by content
     * @param policy what may be read, and limits
     * @param scratch where it is kept
     * @return the file
     * @throws IOException if it cannot or must not be read
     */
    static SourceFile standardInput(InputStream in, Optional<String> format, SourcePolicy policy, ScratchFolder scratch)
            throws IOException {
        if (!policy.everyFile()) {
            throw new IOException("'-' is no file or address of a table");
        }
        return new SourceFile(plain(scratch.keep(in, "stdin"), "standard input", policy, scratch), null, format);
    }

    /** @return the file itself, or what it holds if it is compressed */
    private static Path plain(Path file, String name, SourcePolicy policy, ScratchFolder scratch) throws IOException {
        if (!PlainFile.isCompressed(file)) {
            return file;
        }
        Path plain = scratch.newFile("plain");
        PlainFile.decompress(file, plain, name, policy.tables());
        return plain;
    }

    /** A format that is none of the kinds, or another kind than the file is, is not tried. */
    private static Optional<String> checked(Optional<TableSignature> kind, Optional<String> format, String name)
            throws TableFormatException {
        if (kind.isEmpty()) {
            throw new TableFormatException(name + " is no FITS file, VOTable or ECSV file");
        } else if (format.isPresent() && !kind.get().isFormat(format.get())) {
            throw new TableFormatException(name + " is of the kind " + kind.get() + ", which the format '"
                    + format.get()
                    + "' does not fit");
        }
        return format.isPresent() || kind.get() == TableSignature.FITS ? format
                : Optional.of(kind.get().name().toLowerCase(Locale.ROOT));
    }
}
