package io.github.montecat.region;

/** A region that cannot be understood; the message says why. */
public final class RegionSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    RegionSyntaxException(String message) {
        super(message);
    }
}
