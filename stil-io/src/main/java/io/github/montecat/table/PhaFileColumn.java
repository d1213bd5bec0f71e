package io.github.montecat.table;

import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.ogip.BackgroundFile;
import io.github.montecat.ogip.PhaReader;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
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
    private final PhaReader reader = new PhaReader(BackgroundFile.IF_FOUND);

    /**
     * @param column index of the column
     * @param name name of the column
     * @param base where the table came from, if known
     * @param exposure replaces the files' exposures, if given
     */
    PhaFileColumn(int column, String name, Optional<URI> base, Optional<ExposureSource> exposure) {
        this.column = column;
        this.name = name;
        this.base = base;
        this.exposure = exposure;
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
                return reader.read(new URI(location).toURL());
            } else if (lower.startsWith("file:")) {
                return read(Path.of(new URI("file", null, new URI(location).getPath(), null)));
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
                    : reader.read(base.get().resolve(new URI(null, null, location, null)).toURL());
        }
        Path place = Path.of(new URI("file", null, base.get().getPath(), null));
        Path besideTable = (Files.isDirectory(place) ? place.resolve(path) : place.resolveSibling(path)).normalize();
        return read(!Files.exists(besideTable) && Files.isRegularFile(path) ? path : besideTable);
    }

    private Spectrum read(Path path) throws IOException {
        return Companions.withResponses(reader.read(path), path);
    }

    private static String message(String location, IOException e) {
        String message = String.valueOf(e.getMessage());
        return (message.contains(location) ? "" : location + ": ") + message
                + (e instanceof java.nio.file.NoSuchFileException
                        ? "; relative names start at the table's folder" : "");
    }
}
