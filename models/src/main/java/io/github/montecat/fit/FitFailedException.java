package io.github.montecat.fit;

import io.github.montecat.error.UserMessage;

/** A fit that found no minimum; the message says from where it started and what can be done. */
public final class FitFailedException extends Exception implements UserMessage {

    private static final long serialVersionUID = 1L;

    FitFailedException(String message) {
        super(message);
    }
}
