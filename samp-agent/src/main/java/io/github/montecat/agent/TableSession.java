package io.github.montecat.agent;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.job.RowFitter;
import io.github.montecat.table.SpectrumRows;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * A table that came over SAMP, kept open so that single rows can be fitted again.
 *
 * @param name what people call it
 * @param sourceId the id under which it came, if it had one
 * @param sourceUrl the address from which it came
 * @param resultId the id under which its results go out
 * @param spectra its spectra
 * @param fit how they are fitted
 * @param job fits single ones again
 * @param files what to close when it is no longer needed
 */
record TableSession(String name, Optional<String> sourceId, String sourceUrl, String resultId, SpectrumRows spectra,
        FitSettings fit, RowFitter job, Closeable files) implements Closeable {

    /**
     * Finds the spectrum that a highlighted row stands for.
     *
     * @param row the row number as sent, from 0, in the table as it came or in its result
     * @param inResult whether the row is one of the result
     * @return the number of the spectrum
     * @throws IOException if the table cannot be read
     * @throws IllegalArgumentException if there is no such row
     */
    long spectrumOf(long row, boolean inResult) throws IOException {
        long rows = inResult ? spectra.spectrumCount() : spectra.rowCount();
        if (row < 0 || row >= rows) {
            throw new RefusedValueException("there is no row " + row + " in '" + name + "'; rows are 0 to "
                    + (rows - 1));
        }
        return inResult ? row : spectra.numberOf(row);
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
