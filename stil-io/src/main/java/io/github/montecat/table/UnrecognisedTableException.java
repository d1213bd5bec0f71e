package io.github.montecat.table;

import io.github.montecat.error.RefusedFileException;

/**
 * A table holds no spectra, or it is not clear where; the message says what was looked for, what there is, and how to
 * say.
 */
public class UnrecognisedTableException extends RefusedFileException {

    private static final long serialVersionUID = 1L;

    /** @param message what was looked for, what was found, and the way out */
    public UnrecognisedTableException(String message) {
        super(message);
    }
}
