package io.github.montecat.job;

import io.github.montecat.error.UserMessage;

/** The queue takes no more jobs at present. */
public final class QueueFullException extends Exception implements UserMessage {

    private static final long serialVersionUID = 1L;

    /** @param message how many jobs wait and what the user can do */
    public QueueFullException(String message) {
        super(message);
    }
}
