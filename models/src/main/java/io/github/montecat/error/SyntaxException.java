package io.github.montecat.error;

/** A text in a language of its own, such as a model expression, an event filter or a region, cannot be understood. */
public abstract class SyntaxException extends RefusedValueException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong and where */
    protected SyntaxException(String message) {
        super(message);
    }

    /**
     * @param message what is wrong and where
     * @param cause what went wrong below, or null
     */
    protected SyntaxException(String message, Throwable cause) {
        super(message, cause);
    }
}
