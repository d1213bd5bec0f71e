package io.github.montecat.physics;

import io.github.montecat.error.SyntaxException;

/** A model expression that cannot be read. The message names the place, the illustration points at it. */
public final class ModelSyntaxException extends SyntaxException {

    private static final long serialVersionUID = 1L;

    /** Characters of the expression that are shown on both sides of the place. */
    private static final int AROUND = 100;
    private static final String CUT = "...";

    private final int position;
    private final String illustration;

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
        super("model '" + around(expression, position) + "', position " + (position + 1) + ": " + problem, cause);
        this.position = position;
        illustration = "  " + around(expression, position) + "\n  "
                + " ".repeat(position > AROUND ? CUT.length() + AROUND : position) + "^";
    }

    /** The expression; of a long one only what stands around the place. */
    private static String around(String expression, int position) {
        int from = Math.max(0, position - AROUND);
        int to = Math.min(expression.length(), position + AROUND);
        return (from > 0 ? CUT : "") + expression.substring(from, to).replaceAll("\\s", " ")
                + (to < expression.length() ? CUT : "");
    }

    /** @return index of the offending character, from 0; the expression's length for its end */
    public int position() {
        return position;
    }

    @Override
    public String illustration() {
        return illustration;
    }
}
