package io.github.montecat.ogip;

import io.github.montecat.error.RefusedFileException;

/** A file is not what the OGIP standard says it should be; the message names the file, both sides and the way out. */
public class OgipFormatException extends RefusedFileException {

    private static final long serialVersionUID = 1L;

    /** @param message file, extension, what was expected and what was found */
    public OgipFormatException(String message) {
        super(message);
    }

    /**
     * @param message file, extension, what was expected and what was found
     * @param cause what the FITS reader said
     */
    public OgipFormatException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * @param where file and extension
     * @param cause what the FITS reader threw
     * @return the same as a sentence
     */
    static OgipFormatException of(String where, Exception cause) {
        return cause instanceof OgipFormatException already ? already
                : new OgipFormatException(ReaderFailure.sentence(where, cause), cause);
    }
}
