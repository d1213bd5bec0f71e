package io.github.montecat.error;

/**
 * A value is refused that a user gave, or that came from a user's file: the message says what was found and what was
 * expected. Parent of what is thrown where a text cannot be understood.
 */
public class RefusedValueException extends IllegalArgumentException implements UserMessage {

    private static final long serialVersionUID = 1L;

    /** @param message a sentence for the user; it may quote what came from outside */
    public RefusedValueException(String message) {
        super(PlainText.sentence(message));
    }

    /**
     * @param message a sentence for the user; it may quote what came from outside
     * @param cause what went wrong below
     */
    public RefusedValueException(String message, Throwable cause) {
        super(PlainText.sentence(message), cause);
    }
}
