package io.github.montecat.error;

import java.io.IOException;

/** A file is refused: the message names the file, what was found, what was expected and the way out. */
public abstract class RefusedFileException extends IOException implements UserMessage {

    private static final long serialVersionUID = 1L;

    /** @param message a sentence for the user; it may quote what the file holds */
    protected RefusedFileException(String message) {
        super(PlainText.sentence(message));
    }

    /**
     * @param message a sentence for the user; it may quote what the file holds
     * @param cause what the reader said, or null
     */
    protected RefusedFileException(String message, Throwable cause) {
        super(PlainText.sentence(message), cause);
    }
}
