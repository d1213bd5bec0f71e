package io.github.montecat.table;

import io.github.montecat.error.ErrorSentence;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.ogip.CompanionFile;
import io.github.montecat.ogip.PhaReader;
import io.github.montecat.ogip.ResponseSearch;
import io.github.montecat.source.SourcePolicy;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Files that cells of one table name. Relative names are resolved against the table's place, else the working
 * directory. Names with {@code http}, {@code https}, {@code ftp} or {@code file} are addresses. Safe for use by several
 * threads.
 */
final class CellFiles {

    private static final ResponseSearch IN_ITS_FOLDER = new ResponseSearch(List.of());

    private final Optional<URI> base;
    private final SourcePolicy sources;
    private final AtomicLong fetching = new AtomicLong();

    /**
     * @param spectrum the spectrum in a file
     * @param file the file; empty if it was fetched
     */
    record Opened(Spectrum spectrum, Optional<Path> file) {
    }

    /**
     * @param base where the table came from, if known
     * @param sources what may be read and fetched
     */
    CellFiles(Optional<URI> base, SourcePolicy sources) {
        this.base = base;
        this.sources = sources;
    }

    /**
     * Reads a PHA file.
     *
     * @param column the column's name, for messages
     * @param location what the cell has, not blank
     * @param pha a file beside which relative names are looked for if they are not at the table's place
     * @param reader reads it
     * @return its spectrum
     * @throws UnfitSpectrumException if it cannot be read or must not be fetched
     */
    Opened open(String column, String location, Optional<Path> pha, PhaReader reader) throws UnfitSpectrumException {
        try {
            String lower = location.toLowerCase(Locale.ROOT);
            if (isRemote(location)) {
                return fetch(new URI(location), reader);
            } else if (lower.startsWith("file:")) {
                return read(local(new URI(location)), reader);
            } else if (lower.matches("[a-z][a-z0-9+.-]+:.*") && !Files.isRegularFile(Path.of(location))) {
                throw new IOException(location + " is not fetched: expected the name of a file, or an address with "
                        + "http, https, ftp or file");
            }
            return openNamed(location, pha, reader);
        } catch (IOException e) {
            throw new UnfitSpectrumException(FitFlag.UNREADABLE, message(location, e));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new UnfitSpectrumException(FitFlag.UNREADABLE, "column " + column + " holds '" + location
                    + "', which is neither a file name nor a URL: " + e.getMessage());
        }
    }

    /**
     * Makes the name of an RMF or ARF findable from anywhere. Nothing is fetched: of an address only the file's name
     * counts, in the folders that are searched.
     *
     * @param location what the cell has, not blank
     * @param pha the PHA file of the row, if it is a local one
     * @return the path of the file, at the table's place or beside the PHA file; where it is in neither place the path
     *         at which it should be; what the cell has if it is no name of a local file
     */
    String responseFile(String location, Optional<Path> pha) {
        if (ResponseSearch.isNone(location)) {
            return location;
        }
        if (isRemote(location)) {
            return CompanionFile.nameAlone(location);
        }
        try {
            List<Path> places = new ArrayList<>();
            if (location.toLowerCase(Locale.ROOT).startsWith("file:")) {
                places.add(local(new URI(location)));
            } else {
                Path named = Path.of(location);
                places.addAll(places(named));
                if (pha.isPresent() && named.getFileName() != null) {
                    places.add(pha.get().resolveSibling(named));
                    places.add(pha.get().resolveSibling(named.getFileName()));
                }
            }
            return places.stream().map(Path::toString).map(IN_ITS_FOLDER::find).flatMap(Optional::stream).findFirst()
                    .or(() -> places.stream().findFirst()).map(p -> p.toAbsolutePath().toString()).orElse(location);
        } catch (URISyntaxException | IllegalArgumentException e) {
            // Found nowhere, which is said if the file is needed.
            return location;
        }
    }

    /**
     * @param cell a cell, may be null
     * @return the local file that it names; empty if there is none
     */
    Optional<Path> localFile(Object cell) {
        String location = cell == null ? "" : cell.toString().trim();
        if (location.isBlank() || isRemote(location)) {
            return Optional.empty();
        }
        try {
            boolean address = location.toLowerCase(Locale.ROOT).startsWith("file:");
            List<Path> candidates = address ? List.of(local(new URI(location))) : places(Path.of(location));
            return candidates.stream().filter(Files::isRegularFile).findFirst();
        } catch (URISyntaxException | IllegalArgumentException e) {
            // The PHA file itself could not be read under that name, which is said first.
            return Optional.empty();
        }
    }

    private static boolean isRemote(String location) {
        return location.matches("(?i)(https?|ftp):.*");
    }

    private static Path local(URI address) throws URISyntaxException {
        return Path.of(new URI("file", null, address.getPath(), null));
    }

    /** Where a local file of that name may be, the best place first; none if the table came from elsewhere. */
    private List<Path> places(Path named) throws URISyntaxException {
        if (named.isAbsolute() || base.isEmpty()) {
            return List.of(named);
        } else if (!"file".equalsIgnoreCase(base.get().getScheme())) {
            return Files.isRegularFile(named) ? List.of(named) : List.of();
        }
        Path place = local(base.get());
        Path besideTable = (Files.isDirectory(place) ? place.resolve(named) : place.resolveSibling(named)).normalize();
        return Files.isRegularFile(named) ? List.of(besideTable, named) : List.of(besideTable);
    }

    private Opened openNamed(String location, Optional<Path> pha, PhaReader reader) throws IOException,
            URISyntaxException {
        List<Path> places = places(Path.of(location));
        Optional<Path> found = places.stream().filter(Files::exists).findFirst()
                .or(() -> pha.flatMap(p -> CompanionFile.find(p, location)));
        if (found.isEmpty() && places.isEmpty()) {
            return fetch(base.orElseThrow().resolve(new URI(null, null, location, null)), reader);
        }
        return read(found.isPresent() ? found.get() : places.get(0), reader);
    }

    private static Opened read(Path file, PhaReader reader) throws IOException {
        return new Opened(reader.read(file), Optional.of(file));
    }

    /** The files of one table may together take so long only; other tables wait meanwhile. */
    private Opened fetch(URI address, PhaReader reader) throws IOException {
        sources.requireLink(address.toString());
        if (fetching.get() > sources.cells().toNanos()) {
            throw new IOException(address + " is not fetched: fetching files of this table has taken "
                    + sources.cells().toMinutes() + " minutes; save the files and name them");
        }
        long start = System.nanoTime();
        try {
            return new Opened(reader.read(address.toURL(), sources.cell()), Optional.empty());
        } finally {
            fetching.addAndGet(System.nanoTime() - start);
        }
    }

    private static String message(String location, IOException e) {
        String message = ErrorSentence.of(e);
        return (message.contains(location) ? "" : location + ": ") + message
                + (e instanceof NoSuchFileException && !Path.of(location).isAbsolute()
                        && !location.toLowerCase(Locale.ROOT).startsWith("file:")
                        ? "; relative names start at the table's folder" : "");
    }
}
