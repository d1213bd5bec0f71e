package io.github.montecat.result;

import io.github.montecat.inference.FitResult;
import io.github.montecat.inference.FitSettings;
import uk.ac.starlink.table.StarTable;

/** The samples of one row's posterior: a column per free parameter, a row per sample. */
public final class PosteriorTable {

    private PosteriorTable() {
    }

    /**
     * Makes the table.
     *
     * @param result a result that has a posterior
     * @param settings the settings of the fit
     * @param source name of the table or file the spectrum came from, for the table's name and parameters
     * @return the table, with random access
     * @throws IllegalArgumentException if the result has no posterior
     */
    public static StarTable of(FitResult result, FitSettings settings, String source) {
        throw new IllegalStateException("not yet");
    }
}
