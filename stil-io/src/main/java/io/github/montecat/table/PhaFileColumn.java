package io.github.montecat.table;

import io.github.montecat.error.ErrorSentence;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.ogip.BackgroundFile;
import io.github.montecat.ogip.PhaReader;
import io.github.montecat.source.SourcePolicy;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import uk.ac.starlink.table.RowData;

/**
 * Spectra in PHA files named in a column. Relative names are resolved against the table's place, else the working
 * directory. Names with {@code http}, {@code https}, {@code ftp} or {@code file} are addresses.
 */
final class PhaFileColumn implements RowSpectra {

    private final int column;
    private final String name;
    private final Optional<URI> base;
    private final Optional<ExposureSource> exposure;
    private final SourcePolicy sources;
    private final AtomicLong fetching = new AtomicLong();
    private final PhaReader reader = new PhaReader(BackgroundFile.IF_FOUND);

    /**
     * @param column index of the column
     * @param name name of the column
     * @param base where the table came from, if known
     * @param exposure replaces the files' exposures, if given
     * @param sources what may be read and fetched
     */
    PhaFileColumn(int column, String name, Optional<URI> base, Optional<ExposureSource> exposure,
            SourcePolicy sources) {
        this.column = column;
        this.name = name;
        this.base = base;
        this.exposure = exposure;
        this.sources = sources;
    }

    @Override
    public Spectrum read(long row, RowData cells) throws UnfitSpectrumException, IOException {
        Object cell = cells.getCell(column);
        String location = cell == null ? "" : cell.toString().trim();
        if (location.isEmpty()) {
            throw new UnfitSpectrumException(FitFlag.UNREADABLE, "column " + name
                    + " is blank in this row, expected the name of a PHA file");
        }
        Spectrum spectrum = open(location);
        if (exposure.isPresent()) {
            return spectrum.toBuilder().exposure(exposure.get().of(cells)).build();
        }
        if (!(spectrum.exposure() > 0)) {
            throw new UnfitSpectrumException(FitFlag.NO_EXPOSURE, "exposure of " + location + " is "
                    + spectrum.exposure() + " s (keyword EXPOSURE), expected a number above 0; "
                    + "give it with --exposure");
        }
        return spectrum;
    }

    private Spectrum open(String location) throws UnfitSpectrumException {
        try {
            String lower = location.toLowerCase(Locale.ROOT);
            if (lower.matches("(https?|ftp):.*")) {
                return fetch(new URI(location));
            } else if (lower.startsWith("file:")) {
                return read(Path.of(new URI("file", null, new URI(location).getPath(), null)));
            } else if (lower.matches("[a-z][a-z0-9+.-]+:.*") && !Files.isRegularFile(Path.of(location))) {
                throw new IOException(location + " is not fetched: expected the name of a file, or an address with "
                        + "http, https, ftp or file");
            }
            return readRelative(location);
        } catch (IOException e) {
            throw new UnfitSpectrumException(FitFlag.UNREADABLE, message(location, e));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new UnfitSpectrumException(FitFlag.UNREADABLE, "column " + name + " holds '" + location
                    + "', which is neither a file name nor a URL: " + e.getMessage());
        }
    }

    private Spectrum readRelative(String location) throws IOException, URISyntaxException {
        Path path = Path.of(location);
        if (base.isEmpty() || path.isAbsolute()) {
            return read(path);
        }
        if (!"file".equalsIgnoreCase(base.get().getScheme())) {
            return Files.isRegularFile(path) ? read(path)
                    : fetch(base.get().resolve(new URI(null, null, location, null)));
        }
        Path place = Path.of(new URI("file", null, base.get().getPath(), null));
        Path besideTable = (Files.isDirectory(place) ? place.resolve(path) : place.resolveSibling(path)).normalize();
        return read(!Files.exists(besideTable) && Files.isRegularFile(path) ? path : besideTable);
    }

    /** The files of one table may together take so long only; other tables wait meanwhile. */
    private Spectrum fetch(URI address) throws IOException {
        sources.requireLink(address.toString());
        if (fetching.get() > sources.cells().toNanos()) {
            throw new IOException(address + " is not fetched: fetching files of this table has taken "
                    + sources.cells().toMinutes() + " minutes; save the files and name them");
        }
        long start = System.nanoTime();
        try {
            return reader.read(address.toURL(), sources.cell());
        } finally {
            fetching.addAndGet(System.nanoTime() - start);
        }
    }

    private Spectrum read(Path path) throws IOException {
        return Companions.withResponses(reader.read(path), path);
    }

    private static String message(String location, IOException e) {
        String message = ErrorSentence.of(e);
        return (message.contains(location) ? "" : location + ": ") + message
                + (e instanceof NoSuchFileException && !Path.of(location).isAbsolute()
                        && !location.toLowerCase(Locale.ROOT).startsWith("file:")
                        ? "; relative names start at the table's folder" : "");
    }
}
