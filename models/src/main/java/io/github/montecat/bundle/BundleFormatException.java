package io.github.montecat.bundle;

import io.github.montecat.error.RefusedFileException;

/** Says why a file is not a bundle that can be trusted. */
public final class BundleFormatException extends RefusedFileException {

    private static final long serialVersionUID = 1L;

    /** @param message names the file, what is wrong and what to do */
    public BundleFormatException(String message) {
        super(message);
    }

    /**
     * @param message names the file, what is wrong and what to do
     * @param cause what failed
     */
    public BundleFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
