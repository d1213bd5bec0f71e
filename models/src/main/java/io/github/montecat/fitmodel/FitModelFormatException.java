package io.github.montecat.fitmodel;

import io.github.montecat.error.PlainText;
import io.github.montecat.error.UserMessage;

/**
 * A fit model that cannot be read: its file, an expression, a prior or a name. The message is a sentence for the user.
 */
public final class FitModelFormatException extends Exception implements UserMessage {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong and what was expected */
    public FitModelFormatException(String message) {
        super(PlainText.sentence(message));
    }

    /**
     * @param message what is wrong and what was expected
     * @param cause what was thrown
     */
    public FitModelFormatException(String message, Throwable cause) {
        super(PlainText.sentence(message), cause);
    }
}
