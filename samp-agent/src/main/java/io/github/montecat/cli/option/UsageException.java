package io.github.montecat.cli.option;

import io.github.montecat.error.UserMessage;

/** The command line is wrong: the message says what was found and what is expected. Ends in exit code 2. */
public final class UsageException extends Exception implements UserMessage {

    private static final long serialVersionUID = 1L;

    private final String illustration;

    /** @param message a sentence for the user */
    public UsageException(String message) {
        super(message);
        illustration = "";
    }

    /**
     * @param where what the sentence begins with, such as {@code "--prior: "}; empty for nothing
     * @param refusal why a word of the command line is refused
     */
    public UsageException(String where, UserMessage refusal) {
        super(where + refusal.getMessage(), refusal instanceof Throwable cause ? cause : null);
        illustration = refusal.illustration();
    }

    @Override
    public String illustration() {
        return illustration;
    }
}
