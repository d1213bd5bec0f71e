package io.github.montecat.physics;

import io.github.montecat.error.ErrorSentence;

/** A model expression that cannot be read. The message shows the expression and points at the place. */
public final class ModelSyntaxException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Characters of the expression that are shown on both sides of the place. */
    private static final int AROUND = 100;

    private final int position;

    /**
     * @param problem what is wrong, in a few words
     * @param expression the whole expression
     * @param position index of the offending character, from 0; the expression's length for its end
     */
    ModelSyntaxException(String problem, String expression, int position) {
        this(problem, expression, position, null);
    }

    /**
     * @param problem what is wrong, in a few words
     * @param expression the whole expression
     * @param position index of the offending character, from 0; the expression's length for its end
     * @param cause what went wrong below, or null
     */
    ModelSyntaxException(String problem, String expression, int position, Throwable cause) {
        super(ErrorSentence.plain(problem) + marked(expression, position), cause);
        this.position = position;
    }

    /** The expression and a mark below the character; of a long one only what stands around it. */
    private static String marked(String expression, int position) {
        int from = Math.max(0, Math.min(position, expression.length()) - AROUND);
        int to = Math.min(expression.length(), position + AROUND);
        String start = from > 0 ? "..." : "";
        return System.lineSeparator() + "  " + start
                + expression.substring(from, to).replaceAll("\\s", " ").replaceAll("\\p{Cc}", "?")
                + (to < expression.length() ? "..." : "") + System.lineSeparator() + "  "
                + " ".repeat(start.length() + position - from) + "^";
    }

    /** @return index of the offending character, from 0; the expression's length for its end */
    public int position() {
        return position;
    }
}
