package io.github.montecat.ogip;

import io.github.montecat.error.ErrorSentence;
import io.github.montecat.source.DownloadLimits;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Reads PHA files of type I (one spectrum) and type II (several), plain or gzipped. How columns and keywords become a
 * spectrum stands in {@link PhaInterpreter}. Safe for use by several threads.
 *
 * <p>Where a file has several SPECTRUM extensions, the first that is no background (HDUCLAS2 = BKG) is the spectrum,
 * and the first that is one serves a BACKFILE that names the same file.
 *
 * <p>Source: OGIP/92-007, OGIP/92-007a.
 */
public final class PhaReader {

    private final BackgroundFile background;

    /** @param background what to do about background files */
    public PhaReader(BackgroundFile background) {
        this.background = background;
    }

    /**
     * Reads the one spectrum of a file.
     *
     * @param path a PHA file
     * @return its spectrum, named after the file
     * @throws IOException if it cannot be read, is no PHA file, or holds more than one spectrum
     */
    public Spectrum read(Path path) throws IOException {
        try (OgipFile file = OgipFile.open(path)) {
            return only(file, path.getFileName().toString(), Optional.of(path));
        }
    }

    /**
     * Reads the one spectrum of a file at an address, without its background.
     *
     * @param url address of a PHA file
     * @param limits most time and bytes of the download
     * @return its spectrum, named after the address
     * @throws IOException if it cannot be fetched, is no PHA file, or holds more than one spectrum
     */
    public Spectrum read(URL url, DownloadLimits limits) throws IOException {
        String name = url.toString();
        try (FetchedFile fetched = FetchedFile.fetch(url, limits);
                OgipFile file = OgipFile.open(fetched.path(), name)) {
            return only(file, name, Optional.empty());
        }
    }

    /**
     * Reads all spectra of a file.
     *
     * @param path a PHA file of type I or II
     * @return its spectra in the order of the rows, one for type I; named after the file and, for type II, the row
     * @throws IOException if it cannot be read or is no PHA file
     */
    public List<Spectrum> readAll(Path path) throws IOException {
        try (OgipFile file = OgipFile.open(path)) {
            return spectra(spectrumExtension(file), path.getFileName().toString(), Optional.of(path));
        }
    }

    private Spectrum only(OgipFile file, String name, Optional<Path> path) throws IOException {
        OgipTable table = spectrumExtension(file);
        if (isTypeTwo(table) && table.rowCount() != 1) {
            throw new OgipFormatException(file.name() + " is a PHA type II file with " + table.rowCount()
                    + " spectra, expected one spectrum; open it as a table of its own");
        }
        return spectra(table, name, path).get(0);
    }

    private static OgipTable spectrumExtension(OgipFile file) throws OgipFormatException {
        for (OgipTable table : file.findAll(OgipExtension.SPECTRUM)) {
            if (!isBackground(table)) {
                return table;
            }
        }
        return file.require(OgipExtension.SPECTRUM);
    }

    private static boolean isBackground(OgipTable table) {
        return table.text(OgipKeyword.HDUCLAS2).equalsIgnoreCase("BKG");
    }

    private List<Spectrum> spectra(OgipTable table, String name, Optional<Path> path) throws IOException {
        List<Spectrum> spectra = new ArrayList<>();
        if (!isTypeTwo(table)) {
            spectra.add(withBackground(PhaInterpreter.interpret(name, new FileRecord(table, -1)), path,
                    new FileRecord(table, -1)));
        } else {
            for (int row = 0; row < table.rowCount(); row++) {
                FileRecord record = new FileRecord(table, row);
                spectra.add(withBackground(PhaInterpreter.interpret(name + " row " + (row + 1), record), path,
                        record));
            }
        }
        return spectra;
    }

    private static boolean isTypeTwo(OgipTable table) {
        OgipColumn data = table.has(OgipColumn.COUNTS) ? OgipColumn.COUNTS : OgipColumn.RATE;
        return table.has(data) && table.isArray(data);
    }

    private Spectrum withBackground(Spectrum spectrum, Optional<Path> path, PhaRecord record) throws IOException {
        String name = record.text(OgipKeyword.BACKFILE);
        if (background == BackgroundFile.IGNORE || name.isEmpty() || path.isEmpty()) {
            return spectrum;
        }
        Optional<Path> found = CompanionFile.find(path.get(), name);
        if (found.isEmpty()) {
            if (background == BackgroundFile.REQUIRE) {
                throw new OgipFormatException(record.where() + " names the background " + name
                        + ", which is not beside it");
            }
            return spectrum;
        }
        try (OgipFile file = OgipFile.open(found.get())) {
            OgipTable table = file.findAll(OgipExtension.SPECTRUM).stream().filter(PhaReader::isBackground).findFirst()
                    .orElse(file.require(OgipExtension.SPECTRUM));
            Spectrum read = PhaInterpreter.interpret(found.get().getFileName().toString(), new FileRecord(table, -1));
            return spectrum.toBuilder().background(read).build();
        } catch (IllegalArgumentException e) {
            throw new OgipFormatException(record.where() + " with the background " + found.get() + ": "
                    + ErrorSentence.of(e), e);
        }
    }

    /** A spectrum in an extension: all of it (row -1), or a row of it. */
    private record FileRecord(OgipTable table, int row) implements PhaRecord {

        @Override
        public String where() {
            return row < 0 ? table.where() : table.where() + " row " + (row + 1);
        }

        @Override
        public boolean has(OgipColumn column) {
            return table.has(column);
        }

        @Override
        public double[] values(OgipColumn column) throws IOException {
            return row < 0 ? table.numbers(column) : table.cell(column, row);
        }

        @Override
        public OptionalInt lowestLegal(OgipColumn column) throws IOException {
            return table.lowestLegal(column);
        }

        @Override
        public OptionalDouble number(OgipKeyword keyword) {
            return table.number(keyword);
        }

        @Override
        public Optional<Boolean> flag(OgipKeyword keyword) {
            return table.flag(keyword);
        }

        @Override
        public String text(OgipKeyword keyword) throws IOException {
            String text = table.text(keyword);
            if (row >= 0) {
                for (OgipColumn column : OgipColumn.values()) {
                    if (column.name().equals(keyword.key()) && table.has(column)) {
                        text = table.textOrBlank(column, row);
                    }
                }
            }
            return text.toLowerCase(Locale.ROOT).equals("none") ? "" : text;
        }
    }
}
