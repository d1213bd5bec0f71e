package io.github.montecat.table;

import io.github.montecat.error.RefusedFileException;
import io.github.montecat.ogip.ReaderFailure;

/**
 * A file cannot be read as a table; the message names the file and what was found, and where it helps what was
 * expected.
 */
public class TableReadException extends RefusedFileException {

    private static final long serialVersionUID = 1L;

    /** @param message file, what was found, what was expected */
    public TableReadException(String message) {
        super(message);
    }

    /**
     * @param message file, what was found, what was expected
     * @param cause what the reader said
     */
    public TableReadException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * @param name file, and the row if it is about one
     * @param cause what a library threw
     * @return the same as a sentence
     */
    static TableReadException of(String name, Exception cause) {
        return cause instanceof TableReadException already ? already
                : new TableReadException(ReaderFailure.sentence(name, cause), cause);
    }
}
