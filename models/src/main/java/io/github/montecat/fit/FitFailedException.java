package io.github.montecat.fit;

/** A fit that found no minimum; the message says from where it started and what can be done. */
public final class FitFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    FitFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
