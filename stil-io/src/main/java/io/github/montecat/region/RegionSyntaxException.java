package io.github.montecat.region;

import io.github.montecat.error.SyntaxException;

/** A region that cannot be understood; the message says why. */
public final class RegionSyntaxException extends SyntaxException {

    private static final long serialVersionUID = 1L;

    RegionSyntaxException(String message) {
        super(message);
    }
}
