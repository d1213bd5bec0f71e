package io.github.montecat.physics;

/**
 * XSPEC's model expressions, such as {@code tbabs*(powerlaw+bbodyrad)}: components by name in any case, joined by
 * {@code +}, {@code *} and parentheses; a {@code *} beside a parenthesis may be left out; a component may appear more
 * than once. Names may be abbreviated as in XSPEC ({@code tb*(po+gau)}) as far as the abbreviation is no other
 * component's there. A convolution such as {@code cflux} acts on all to its right in its product.
 */
public final class ModelExpression {

    private ModelExpression() {
    }

    /**
     * Reads an expression with the default settings (abundances {@code wilm}).
     *
     * @param expression the expression
     * @return the model
     * @throws ModelSyntaxException if the expression is malformed, names an unknown component, multiplies two sources,
     *         adds a source and a factor, or has no source
     */
    public static SpectralModel parse(String expression) {
        return parse(expression, ModelSettings.DEFAULT);
    }

    /**
     * Reads an expression.
     *
     * @param expression the expression
     * @param settings what its components share
     * @return the model
     * @throws ModelSyntaxException as {@link #parse(String)} does
     */
    public static SpectralModel parse(String expression, ModelSettings settings) {
        return parse(expression, settings, TableModelSource.NONE);
    }

    /**
     * Reads an expression that may name table models: {@code atable{file}} (photons), {@code mtable{file}} (factors),
     * {@code etable{file}} (optical depths).
     *
     * @param expression the expression
     * @param settings what its components share
     * @param tables reads the tables
     * @return the model
     * @throws ModelSyntaxException as {@link #parse(String)} does, or if a table cannot be read or is of another kind
     */
    public static SpectralModel parse(String expression, ModelSettings settings, TableModelSource tables) {
        return new ParsedModel(ExpressionParser.parse(expression, tables), settings);
    }
}
