package io.github.montecat.output;

import io.github.montecat.error.ErrorSentence;
import io.github.montecat.error.UserMessage;
import java.io.IOException;
import java.util.Locale;

/** An output cannot be written. The message is a sentence that names the output and the reason. */
public final class OutputException extends IOException implements UserMessage {

    private static final long serialVersionUID = 1L;

    /**
     * @param target the output as its user knows it
     * @param reason why it cannot be written, and the way out
     */
    public OutputException(Object target, String reason) {
        super("cannot write " + target + ": " + reason);
    }

    /**
     * @param target the output as its user knows it
     * @param cause what the system says
     */
    public OutputException(Object target, Throwable cause) {
        this(target, ErrorSentence.reason(cause), cause);
    }

    /**
     * @param target the output as its user knows it
     * @param reason why it cannot be written
     * @param cause what the system says
     */
    OutputException(Object target, String reason, Throwable cause) {
        super("cannot write " + target + ": " + reason, cause);
    }

    /** @return whether the program that reads the output has ended, as in {@code montecat ... | head} */
    public boolean isBrokenPipe() {
        for (Throwable e = getCause(); e != null; e = e.getCause()) {
            String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            // The second is of Windows.
            if (message.contains("broken pipe") || message.contains("pipe is being closed")) {
                return true;
            }
        }
        return false;
    }
}
