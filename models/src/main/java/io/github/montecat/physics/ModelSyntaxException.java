package io.github.montecat.physics;

/** A model expression that cannot be read. The message shows the expression and points at the place. */
public final class ModelSyntaxException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

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
        super(problem + System.lineSeparator() + "  " + expression.replaceAll("\\s", " ") + System.lineSeparator()
                + "  " + " ".repeat(position) + "^", cause);
        this.position = position;
    }

    /** @return index of the offending character, from 0; the expression's length for its end */
    public int position() {
        return position;
    }
}
