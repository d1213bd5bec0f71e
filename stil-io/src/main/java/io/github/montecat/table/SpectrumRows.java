package io.github.montecat.table;

import io.github.montecat.inference.FitRequest;
import java.io.IOException;
import uk.ac.starlink.table.StarTable;

/**
 * Spectra in rows, and the table that results are appended to: a table that holds spectra, or the regions of an event list.
 * Safe for use by several threads as far as its table is.
 */
public interface SpectrumRows {

    /** @return how the spectra are held */
    SpectrumTableKind kind();

    /** @return the table's name, or its file's where the name says nothing; for messages and names of results */
    String name();

    /** @return the column with the spectra: counts, file names, or the channels of events */
    String columnName();

    /** @return where exposures come from, in words for a message, such as {@code column EXPOSURE} */
    String exposureSource();

    /**
     * @return the number of spectra: 1 for a single spectrum, else the number of rows
     * @throws IOException if the rows must be counted and cannot be read
     */
    long spectrumCount() throws IOException;

    /**
     * All spectra in order.
     *
     * @return the sequence, to be closed
     * @throws IOException if the table cannot be read
     */
    RequestSequence requests() throws IOException;

    /**
     * One spectrum, for instance that of a highlighted row. For a single spectrum the row is 0.
     *
     * @param row number of the spectrum from 0
     * @return the same request as {@link #requests} gives for that row
     * @throws IOException if the table cannot be read
     * @throws IndexOutOfBoundsException if there is no such row
     */
    FitRequest request(long row) throws IOException;

    /**
     * The table that results are appended to, one row per spectrum: the table itself, or for a single spectrum a table
     * of one row with its name, exposure and total counts.
     *
     * @return the table, whose columns a result table passes on untouched
     * @throws IOException if the table cannot be read
     */
    StarTable resultBase() throws IOException;

    /** @return the columns with further files of rows, such as {@code RMF from column rmf}; empty if there are none */
    default String companionSource() {
        return "";
    }

    /** @return where values of parameters come from, such as {@code redshift from column Z}; empty for none */
    default String parameterSource() {
        return "";
    }

    /** @return which spectra are fitted together, in words for a message; empty if each is fitted by itself */
    default String grouping() {
        return "";
    }

    /** @return whether {@link #resultBase} has a row for each row of the table that came, in the same order */
    default boolean keepsRows() {
        return !kind().isSingleSpectrum();
    }

    /**
     * @return the number of rows of the table that came, a row per channel or photon for a single spectrum
     * @throws IOException if the rows must be counted and cannot be read
     */
    default long rowCount() throws IOException {
        return spectrumCount();
    }

    /**
     * @param row a row of the table that came, from 0
     * @return the number of its spectrum, or of the source that its spectra belong to
     * @throws IndexOutOfBoundsException if there is no such row
     */
    default long numberOf(long row) {
        return kind().isSingleSpectrum() ? 0 : row;
    }
}
