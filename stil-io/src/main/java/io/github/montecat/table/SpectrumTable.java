package io.github.montecat.table;

import io.github.montecat.error.ErrorSentence;
import io.github.montecat.fitmodel.RowParameters;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.inference.FitRequest;
import io.github.montecat.ogip.OgipExtension;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uk.ac.starlink.table.RowAccess;
import uk.ac.starlink.table.RowData;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.table.StarTable;

/**
 * A table that holds X-ray spectra in one of the ways of {@link SpectrumTableKind}.
 *
 * <pre>{@code
 * try (TableInput input = TableInput.open("survey.fits");
 *         RequestSequence rows = SpectrumTable.of(input.table(), SpectrumTableSettings.AUTOMATIC).requests()) {
 *     for (List<FitRequest> chunk = rows.next(64); !chunk.isEmpty(); chunk = rows.next(64)) {
 *         fitter.fit(chunk, progress);
 *     }
 * }
 * }</pre>
 *
 * <p>How it is recognised: by array columns of numbers, columns of texts, and the names of the OGIP standard; see the
 * messages of {@link UnrecognisedTableException}. Names of columns are compared without case. Keywords of FITS headers
 * are taken from the table's parameters, where STIL puts them, TLMINn and TLMAXn of columns among them; where a
 * sender has moved columns, so that these contradict the values, they are not used.
 *
 * <p>Several threads may use a spectrum table at once if its table allows it, as random access STIL tables do.
 */
public final class SpectrumTable implements SpectrumRows {

    private final StarTable table;
    private final String name;
    private final SpectrumColumn column;
    private final String exposureSource;
    private final String companionSource;
    private final RowSpectra rowSpectra;
    private final WholeSpectrum wholeSpectrum;
    private final RowParameterReader parameters;
    private FitRequest whole;

    private SpectrumTable(StarTable table, SpectrumTableSettings settings) throws IOException {
        this.table = table;
        name = name(table);
        CompanionColumns named = CompanionColumns.find(table, settings);
        column = SpectrumColumn.find(table, settings.column(), named);
        int c = column.index();
        Optional<Integer> stated = settings.column().map(ignored -> c);
        ExposureSource exposure = ExposureSource.find(table, settings.exposure(), column.kind().isSingleSpectrum());
        CellFiles files = new CellFiles(base(settings), settings.sources());
        Optional<Path> own = file(settings);
        parameters = RowParameterReader.of(table, column.kind(), settings.parameters(),
                row -> column.kind() == SpectrumTableKind.PHA_FILES ? files.localFile(row.getCell(c)) : own);
        RowCompanions companions = new RowCompanions(named.in(column.kind(), settings.companions().keySet()), files);
        companionSource = companions.columns().description();
        rowSpectra = switch (column.kind()) {
            case COUNTS_COLUMN -> new CountsColumn(name, c, columnName(), column.rates(), exposure, companions);
            case PHA_FILES -> new PhaFileColumn(c, columnName(), companions, settings.exposure().map(e -> exposure));
            case PHA_TYPE_II -> new PhaTypeTwoRows(table, name, stated, exposure, own, companions);
            case PHA_TYPE_I, EVENT_LIST, REGIONS -> null;
        };
        wholeSpectrum = switch (column.kind()) {
            case PHA_TYPE_I -> new ChannelTable(table, name, stated, exposure, own);
            case EVENT_LIST -> new EventHistogram(table, name, c, exposure, settings.channelCount());
            default -> null;
        };
        exposureSource = column.kind() == SpectrumTableKind.PHA_FILES && settings.exposure().isEmpty()
                ? "keyword EXPOSURE of each file" : exposure.description();
    }

    /**
     * Recognises where and how a table holds spectra. Reads metadata, and a few rows where names decide nothing.
     *
     * @param table the table; random access makes {@link #request} fast
     * @param settings what the user said about it
     * @return the table of spectra
     * @throws UnrecognisedTableException if it holds none or it is not clear where
     * @throws IOException if the table cannot be read
     */
    public static SpectrumTable of(StarTable table, SpectrumTableSettings settings) throws IOException {
        return new SpectrumTable(table, settings);
    }

    private static String name(StarTable table) {
        String given = table.getName() == null ? "" : table.getName().trim();
        boolean generic = given.isEmpty() || OgipExtension.SPECTRUM.isTableNamed(given)
                || OgipExtension.EVENTS.isTableNamed(given);
        if (generic && table.getURL() != null) {
            return table.getURL().getPath().replaceFirst(".*/", "");
        }
        return given.isEmpty() ? "table" : given;
    }

    private Optional<URI> base(SpectrumTableSettings settings) {
        URL url = table.getURL();
        if (settings.base().isPresent() || url == null) {
            return settings.base();
        }
        try {
            return Optional.of(url.toURI());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** The file that the table is in, if it is a local one. */
    private Optional<Path> file(SpectrumTableSettings settings) {
        try {
            return base(settings).filter(u -> "file".equalsIgnoreCase(u.getScheme()))
                    .map(u -> Path.of(URI.create("file://" + u.getRawPath()))).filter(Files::isRegularFile);
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public SpectrumTableKind kind() {
        return column.kind();
    }

    /** @return the table as given to {@link #of} */
    public StarTable table() {
        return table;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String columnName() {
        return table.getColumnInfo(column.index()).getName();
    }

    @Override
    public String exposureSource() {
        return exposureSource;
    }

    @Override
    public String companionSource() {
        return companionSource;
    }

    @Override
    public String parameterSource() {
        return parameters.description();
    }

    @Override
    public long spectrumCount() throws IOException {
        if (kind().isSingleSpectrum()) {
            return 1;
        } else if (table.getRowCount() >= 0) {
            return table.getRowCount();
        }
        long n = 0;
        try (RowSequence rows = table.getRowSequence()) {
            while (rows.next()) {
                n++;
            }
        }
        return n;
    }

    @Override
    public long rowCount() throws IOException {
        return kind().isSingleSpectrum() ? table.getRowCount() : spectrumCount();
    }

    @Override
    public RequestSequence requests() throws IOException {
        return kind().isSingleSpectrum() ? new SingleRequest() : new RowRequests(table.getRowSequence());
    }

    @Override
    public FitRequest request(long row) throws IOException {
        long count = spectrumCount();
        if (row < 0 || row >= count) {
            throw new IndexOutOfBoundsException("row " + row + " of table " + name + ", which has " + count
                    + (count == 1 ? " spectrum" : " spectra"));
        }
        if (kind().isSingleSpectrum()) {
            return single();
        } else if (table.isRandom()) {
            try (RowAccess cells = table.getRowAccess()) {
                cells.setRowIndex(row);
                return request(row, cells);
            }
        }
        try (RowSequence rows = table.getRowSequence()) {
            for (long r = 0; r <= row; r++) {
                rows.next();
            }
            return request(row, rows);
        }
    }

    private FitRequest request(long row, RowData cells) throws IOException {
        FitRequest request = spectrum(row, cells);
        try {
            return request.failure() != null ? request : request.with(parameters(cells));
        } catch (UnfitSpectrumException e) {
            return FitRequest.unreadable(row, e);
        }
    }

    /** What a row says about parameters. */
    RowParameters parameters(RowData cells) throws UnfitSpectrumException, IOException {
        try {
            return parameters.read(cells);
        } catch (TableReadException | IllegalArgumentException e) {
            throw new UnfitSpectrumException(FitFlag.UNREADABLE, ErrorSentence.of(e));
        }
    }

    /** Whether the cell with a row's spectrum, or the name of its file, is blank. */
    boolean isBlank(RowData cells) throws IOException {
        Object cell = cells.getCell(column.index());
        return cell == null || cell.toString().isBlank();
    }

    /** The spectrum of a row alone. */
    FitRequest spectrum(long row, RowData cells) throws IOException {
        try {
            return Companions.request(row, rowSpectra.read(row, cells));
        } catch (UnfitSpectrumException e) {
            return FitRequest.unreadable(row, e);
        } catch (TableReadException | IllegalArgumentException e) {
            return FitRequest.unreadable(row, new UnfitSpectrumException(FitFlag.UNREADABLE, ErrorSentence.of(e)));
        }
    }

    private synchronized FitRequest single() throws IOException {
        if (whole == null) {
            try {
                FitRequest request = Companions.request(0, wholeSpectrum.read());
                whole = request.with(parameters.read(null));
            } catch (UnfitSpectrumException e) {
                whole = FitRequest.unreadable(0, e);
            }
        }
        return whole;
    }

    @Override
    public StarTable resultBase() throws IOException {
        if (!kind().isSingleSpectrum()) {
            return table;
        }
        return SingleSpectrumRow.of(table, name, Optional.ofNullable(single().spectrum()));
    }

    /** The one request of a single spectrum. */
    private final class SingleRequest implements RequestSequence {

        private boolean done;

        @Override
        public List<FitRequest> next(int max) throws IOException {
            if (done) {
                return List.of();
            }
            done = true;
            return List.of(single());
        }

        @Override
        public void close() {
            done = true;
        }
    }

    /** The requests of all rows. */
    private final class RowRequests implements RequestSequence {

        private final RowSequence rows;
        private long row;

        RowRequests(RowSequence rows) {
            this.rows = rows;
        }

        @Override
        public List<FitRequest> next(int max) throws IOException {
            List<FitRequest> chunk = new ArrayList<>();
            while (chunk.size() < max && rows.next()) {
                chunk.add(request(row++, rows));
            }
            return chunk;
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }
}
