package io.github.montecat.result;

import io.github.montecat.inference.FitResult;

/**
 * Collects the outcomes of rows, in order. Keeps summaries only, some hundred bytes a row; samples are let go. Not safe
 * for use by several threads.
 */
public final class ResultRows {

    /**
     * Takes the next row's outcome.
     *
     * @param result the outcome of row {@link #size()}
     * @throws IllegalArgumentException if it is that of another row
     */
    public void add(FitResult result) {
        throw new IllegalStateException("not yet");
    }

    /** @return the number of rows so far */
    public long size() {
        throw new IllegalStateException("not yet");
    }

    /** @return the number of rows so far that have a posterior */
    public long fittedCount() {
        throw new IllegalStateException("not yet");
    }
}
