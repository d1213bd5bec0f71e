package io.github.montecat.table;

import java.io.EOFException;
import java.io.IOException;

/** A file cannot be read as a table; the message names the file and what was found, and where it helps what was expected. */
public class TableReadException extends IOException {

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
     * What a library says about malformed bytes, which may be a programming error of its own or nothing.
     *
     * @param name file, and the row if it is about one
     * @param cause what the library threw
     * @return the same as a sentence
     */
    static TableReadException of(String name, Exception cause) {
        if (cause instanceof TableReadException already) {
            return already;
        }
        String said = rootMessage(cause);
        if (cause instanceof EOFException) {
            return new TableReadException(name + " ends before its data do; it may be cut short", cause);
        } else if (cause instanceof IOException && said != null) {
            return new TableReadException(said.contains(name) ? said : name + ": " + said, cause);
        }
        return new TableReadException(name + " is malformed: its reader stopped with " + cause.getClass().getSimpleName()
                + (said == null ? "" : " (" + said + ")"), cause);
    }

    /** @return what the innermost cause with a message says, since STIL and XML parsers wrap it in less; may be null */
    static String rootMessage(Throwable problem) {
        String said = null;
        int depth = 0;
        for (Throwable t = problem; t != null && depth++ < 20; t = t.getCause()) {
            if (t.getMessage() != null && !t.getMessage().isBlank()) {
                said = t.getMessage();
            }
        }
        return said;
    }
}
