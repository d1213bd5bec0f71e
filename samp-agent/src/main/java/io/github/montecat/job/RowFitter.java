package io.github.montecat.job;

import io.github.montecat.inference.FitResult;
import io.github.montecat.progress.Progress;
import java.io.IOException;

/** Gives the posterior of a row whose summary was given before. Safe for use by several threads as far as its source is. */
@FunctionalInterface
public interface RowFitter {

    /**
     * Fits one spectrum, with the outcome that it has among all.
     *
     * @param row number of the spectrum from 0
     * @param progress may cancel
     * @return the result
     * @throws IOException if the table can no longer be read
     * @throws IndexOutOfBoundsException if there is no such row
     */
    FitResult fitRow(long row, Progress progress) throws IOException;
}
