package io.github.montecat.table;

import io.github.montecat.inference.FitRequest;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * The spectra of a table in the order of its rows, in chunks of the caller's size, so that memory stays bounded. Not
 * safe for use by several threads; to be closed.
 */
public interface RequestSequence extends Closeable {

    /**
     * The next rows. None is left out: a row whose spectrum cannot be read is a request that says why.
     *
     * @param max most requests to return, from 1 up
     * @return the next requests, fewer than {@code max} only at the end and none after it
     * @throws IOException if the table itself, not a spectrum in it, can no longer be read
     */
    List<FitRequest> next(int max) throws IOException;
}
