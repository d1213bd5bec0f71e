package io.github.montecat.plugin.link;

import java.io.IOException;

/** The agent cannot be had or has refused; the message is a sentence for the user that says what to do. */
public final class AgentException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong and the way out */
    public AgentException(String message) {
        super(message);
    }

    /**
     * @param message what is wrong and the way out
     * @param cause the reason
     */
    public AgentException(String message, Throwable cause) {
        super(message, cause);
    }
}
