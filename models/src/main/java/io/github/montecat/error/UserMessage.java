package io.github.montecat.error;

/**
 * Marks exceptions whose message is a sentence for users: what was found, what was expected and the way out. Only these
 * are shown as they are. {@link ErrorSentence} knows the exceptions by which Java tells about files and networks; all
 * others are faults of the program, and are called so.
 */
public interface UserMessage {

    /** @return the sentence, on one line and without a full stop */
    String getMessage();

    /**
     * @return lines that a terminal shows below the sentence, such as a mark below a wrong character; empty if there
     *          are none
     */
    default String illustration() {
        return "";
    }
}
