package io.github.montecat.cli;

/** The command line is wrong: the message says what was found and what is expected. Ends in exit code 2. */
public final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message a sentence for the user */
    public UsageException(String message) {
        super(message);
    }
}
