package io.github.montecat.region;

import io.github.montecat.error.ErrorSentence;

/** A region that cannot be understood; the message says why. */
public final class RegionSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    RegionSyntaxException(String message) {
        super(ErrorSentence.plain(message));
    }
}
