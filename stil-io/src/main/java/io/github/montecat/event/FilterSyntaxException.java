package io.github.montecat.event;

import io.github.montecat.error.SyntaxException;

/** An event filter that cannot be understood or does not go with the event list; the message says where and why. */
public final class FilterSyntaxException extends SyntaxException {

    private static final long serialVersionUID = 1L;

    FilterSyntaxException(String message) {
        super(message);
    }
}
