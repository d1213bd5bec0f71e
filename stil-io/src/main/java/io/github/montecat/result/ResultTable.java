package io.github.montecat.result;

import io.github.montecat.inference.FitSettings;
import io.github.montecat.table.SpectrumTable;
import java.io.IOException;
import uk.ac.starlink.table.StarTable;

/**
 * The input's columns, untouched, followed by the summary columns: per parameter median, limits, mean and deviation,
 * then correlations, flags, reason, bundle, its SHA-256, seed and number of samples. Rows without a posterior keep their
 * place, with blanks, a flag and a reason.
 */
public final class ResultTable {

    private ResultTable() {
    }

    /**
     * Joins a table and its results.
     *
     * @param source the table of spectra; must stay open as long as the result is used
     * @param rows one outcome per spectrum
     * @param settings the settings of the fit
     * @return a table with one row per spectrum, random access if the source has it
     * @throws IOException if the source cannot be read
     * @throws IllegalArgumentException if the number of outcomes is not the number of spectra
     */
    public static StarTable of(SpectrumTable source, ResultRows rows, FitSettings settings) throws IOException {
        throw new IllegalStateException("not yet");
    }
}
