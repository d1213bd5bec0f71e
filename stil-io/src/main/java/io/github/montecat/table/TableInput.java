package io.github.montecat.table;

import io.github.montecat.ogip.OgipExtension;
import io.github.montecat.ogip.OgipKeyword;
import io.github.montecat.ogip.ReaderFailure;
import io.github.montecat.source.SourcePolicy;
import java.io.Closeable;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;
import uk.ac.starlink.table.TableFormatException;
import uk.ac.starlink.table.TableSequence;
import uk.ac.starlink.util.DataSource;
import uk.ac.starlink.util.FileDataSource;

/**
 * An open table in any format STIL reads. Its cells stay on disk, so that it may be larger than the memory. Closing it
 * deletes its temporary files; its table must not be used afterwards. Opening and closing belong to one thread; the
 * table may be read by several.
 */
public final class TableInput implements Closeable {

    /** The location that means standard input. */
    public static final String STANDARD_INPUT = "-";


    private final ScratchFolder scratch;
    private final StarTable table;
    private final String name;
    private final String location;
    private final Path content;

    private TableInput(ScratchFolder scratch, StarTable table, String name, String location, Path content) {
        this.scratch = scratch;
        this.table = table;
        this.name = name;
        this.location = location;
        this.content = content;
    }

    /**
     * Opens a table of any format, recognised by content.
     *
     * @param location file name, URL, or {@code -} for standard input; {@code #n} or {@code #NAME} picks an extension
     * @return the open table
     * @throws IOException if it cannot be read
     */
    public static TableInput open(String location) throws IOException {
        return open(location, Optional.empty());
    }

    /**
     * Opens a table. What comes from an address or a stream is first copied to a temporary file.
     *
     * @param location file name, URL, or {@code -} for standard input; {@code #n} or {@code #NAME} picks an extension.
     *        Where a FITS file has a SPECTRUM or EVENTS extension, that is taken rather than the first table
     * @param format STIL's name of the format, such as {@code csv}; empty to recognise it by content
     * @return the open table
     * @throws TableReadException if it is no table of a known format
     * @throws IOException if it cannot be read
     */
    public static TableInput open(String location, Optional<String> format) throws IOException {
        return open(location, format, SourcePolicy.USER);
    }

    /**
     * Opens a table on somebody's behalf.
     *
     * @param location file name, URL, or {@code -} for standard input; {@code #n} or {@code #NAME} picks an extension
     * @param format STIL's name of the format; empty to recognise it by content
     * @param policy what may be read, and limits of downloads
     * @return the open table
     * @throws IOException if it cannot or must not be read, or the format is unknown
     */
    public static TableInput open(String location, Optional<String> format, SourcePolicy policy) throws IOException {
        ScratchFolder scratch = new ScratchFolder();
        try {
            return open(location, format, policy, scratch);
        } catch (IOException | RuntimeException e) {
            scratch.close();
            throw e;
        }
    }

    private static TableInput open(String location, Optional<String> format, SourcePolicy policy, ScratchFolder scratch)
            throws IOException {
        StarTableFactory factory = TableFormats.reading(scratch);
        if (format.isPresent()) {
            TableFormats.require(factory, format.get());
        }
        Optional<URL> url = remote(location);
        int hash = location.lastIndexOf('#');
        String position = hash > 0 ? location.substring(hash + 1) : "";
        String place = hash > 0 ? location.substring(0, hash) : location;
        SourceFile file;
        if (location.equals(STANDARD_INPUT)) {
            file = SourceFile.standardInput(System.in, format, policy, scratch);
            position = "";
        } else if (url.isPresent()) {
            file = SourceFile.fetched(url.get(), format, policy, scratch);
        } else {
            Path local = local(location, place);
            position = local.toString().equals(location) ? "" : position;
            file = SourceFile.local(local, location, format, policy, scratch);
        }
        Path content = ForeignTable.read(location, () -> CheckedContent.of(file.content(), location, scratch));
        DataSource source = new FileDataSource(content.toFile());
        if (!position.isEmpty()) {
            source.setPosition(position);
        }
        StarTable table = ForeignTable.of(choose(factory, source, file.format(), location), location);
        table.setURL(file.origin());
        String end = place.substring(Math.max(place.lastIndexOf('/'), place.lastIndexOf('\\')) + 1);
        return new TableInput(scratch, table, end.isEmpty() ? place : end, location, content);
    }

    private static StarTable choose(StarTableFactory factory, DataSource source, Optional<String> format,
            String location) throws IOException {
        byte[] intro = source.getIntro();
        Optional<String> known = format.isPresent() ? format : TableFormats.recognise(intro, location);
        String reader = known.orElse(StarTableFactory.AUTO_HANDLER);
        try {
            if (source.getPosition() == null && CheckedContent.isFits(intro)) {
                // Left to itself STIL takes a file whose first extension has one row, such as a GTI, for colfits.
                boolean plain = format.isEmpty() && !CheckedContent.isFitsPlus(intro);
                TableSequence tables = factory.makeStarTables(source, plain ? "fits" : reader);
                for (StarTable t = tables.nextTable(); t != null; t = tables.nextTable()) {
                    if (holdsSpectra(t)) {
                        return factory.randomTable(t);
                    }
                }
            }
            return factory.makeStarTable(source, reader);
        } catch (TableFormatException e) {
            throw new TableReadException(location + " cannot be read as a table" + known.map(f -> " in format " + f)
                    .orElse("; its format is not recognised, it can be named")
                    + ": " + ReaderFailure.rootMessage(e), e);
        } catch (IOException | RuntimeException e) {
            throw TableReadException.of(location, e);
        }
    }

    private static boolean holdsSpectra(StarTable table) {
        DescribedValue hduClass = table.getParameterByName(OgipKeyword.HDUCLAS1.key());
        String class1 = hduClass == null ? "" : String.valueOf(hduClass.getValue()).trim().toUpperCase(Locale.ROOT);
        return OgipExtension.SPECTRUM.isTableNamed(table.getName())
                || OgipExtension.EVENTS.isTableNamed(table.getName())
                || class1.equals(OgipExtension.SPECTRUM.name()) || class1.equals(OgipExtension.EVENTS.name());
    }

    private static Path local(String location, String place) throws IOException {
        if (place.regionMatches(true, 0, "file:", 0, 5)) {
            try {
                URI uri = new URI(place);
                String path = uri.getPath();
                if (path != null) {
                    // A host, as in file://localhost/tmp, names this machine.
                    return existing(Path.of(new URI("file", null, path, null)));
                }
            } catch (URISyntaxException | IllegalArgumentException e) {
                throw new IOException(location + " is not a file URL: " + e.getMessage(), e);
            }
        }
        Path whole = Path.of(location);
        return Files.isRegularFile(whole) ? whole : existing(Path.of(place));
    }

    private static Path existing(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new NoSuchFileException(path.toString(), null,
                    Files.isDirectory(path) ? "is a folder, expected a table"
                            : Files.exists(path) ? "is neither a file nor a folder, expected a table"
                                    : "there is no such file");
        }
        return path;
    }

    private static Optional<URL> remote(String location) throws MalformedURLException {
        String lower = location.toLowerCase(Locale.ROOT);
        return lower.startsWith("http:") || lower.startsWith("https:") || lower.startsWith("ftp:")
                ? Optional.of(new URL(location)) : Optional.empty();
    }

    /** @return the table, with random access; its URL is where it came from, null for standard input */
    public StarTable table() {
        return table;
    }

    /**
     * Looks for another table of a FITS file.
     *
     * @param wanted tells which
     * @return the first one, to be read before this object is closed; empty if there is none or the file is not FITS
     * @throws TableReadException if the file is malformed
     */
    public Optional<StarTable> find(Predicate<StarTable> wanted) throws TableReadException {
        return ForeignTable.read(location, () -> {
            DataSource source = new FileDataSource(content.toFile());
            if (!CheckedContent.isFits(source.getIntro())) {
                return Optional.empty();
            }
            TableSequence tables = TableFormats.reading(scratch).makeStarTables(source, "fits");
            for (StarTable t = tables.nextTable(); t != null; t = tables.nextTable()) {
                if (wanted.test(t)) {
                    return Optional.of(ForeignTable.of(t, location));
                }
            }
            return Optional.empty();
        });
    }

    /** @return the file's name without its folders, for messages and names of results */
    public String name() {
        return name;
    }

    /** @return the folder of temporary files, if any were needed so far */
    Optional<Path> scratch() {
        return scratch.folder();
    }

    @Override
    public void close() throws IOException {
        try {
            table.close();
        } finally {
            scratch.close();
        }
    }
}
