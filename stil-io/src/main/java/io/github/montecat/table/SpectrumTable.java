package io.github.montecat.table;

import io.github.montecat.inference.FitRequest;
import java.io.IOException;
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
 * <p>Several threads may use a spectrum table at once if its table allows it, as random access STIL tables do.
 */
public final class SpectrumTable {

    private final StarTable table;

    private SpectrumTable(StarTable table) {
        this.table = table;
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
        throw new IllegalStateException("not yet");
    }

    /** @return how the table holds spectra */
    public SpectrumTableKind kind() {
        throw new IllegalStateException("not yet");
    }

    /** @return the table as given to {@link #of} */
    public StarTable table() {
        return table;
    }

    /** @return the column with the spectra: counts, file names, or the channels of events */
    public String columnName() {
        throw new IllegalStateException("not yet");
    }

    /** @return where exposures come from, in words for a message, such as {@code column EXPOSURE} */
    public String exposureSource() {
        throw new IllegalStateException("not yet");
    }

    /** @return the number of spectra: 1 for a single spectrum, else the number of rows */
    public long spectrumCount() throws IOException {
        throw new IllegalStateException("not yet");
    }

    /**
     * All spectra in order.
     *
     * @return the sequence, to be closed
     * @throws IOException if the table cannot be read
     */
    public RequestSequence requests() throws IOException {
        throw new IllegalStateException("not yet");
    }

    /**
     * One spectrum, for instance that of a highlighted row. For a single spectrum the row is 0.
     *
     * @param row number of the spectrum from 0
     * @return the same request as {@link #requests} gives for that row
     * @throws IOException if the table cannot be read
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public FitRequest request(long row) throws IOException {
        throw new IllegalStateException("not yet");
    }

    /**
     * The table that results are appended to, one row per spectrum: the table itself, or for a single spectrum a table
     * of one row with its name, exposure and total counts.
     *
     * @return the table, whose columns a result table passes on untouched
     * @throws IOException if the table cannot be read
     */
    public StarTable resultBase() throws IOException {
        throw new IllegalStateException("not yet");
    }
}
