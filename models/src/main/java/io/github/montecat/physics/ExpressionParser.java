package io.github.montecat.physics;

import io.github.montecat.physics.SpectralComponent.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads XSPEC's model expressions by recursive descent:
 *
 * <pre>
 * sum     = product { "+" product }
 * product = factor { ["*"] factor }        the "*" may be left out before and after parentheses
 * factor  = convolution ["*"] product | name | ("atable" | "mtable" | "etable") "{" file "}" | "(" sum ")"
 * </pre>
 */
final class ExpressionParser {

    private static final int MOST_DEPTH = 100;
    private static final int MOST_LENGTH = 10_000;

    private final String text;
    private final TableModelSource tables;
    private int position;
    private int depth;

    private ExpressionParser(String text, TableModelSource tables) {
        this.text = text;
        this.tables = tables;
    }

    /**
     * @param text the expression
     * @param tables reads the tables it names
     * @return its tree, which is additive as a whole
     * @throws ModelSyntaxException if it cannot be read, or it is a factor without a source
     */
    static ModelTerm parse(String text, TableModelSource tables) {
        ExpressionParser parser = new ExpressionParser(text, tables);
        if (text.length() > MOST_LENGTH) {
            throw new ModelSyntaxException("the expression has " + text.length() + " characters, expected "
                    + MOST_LENGTH + " at most", text.substring(0, 60) + "...", 60);
        }
        ModelTerm model = parser.sum();
        if (parser.position < text.length()) {
            throw parser.problem(parser.peek() == ')' ? "this parenthesis closes nothing" : "expected + or *",
                    parser.position);
        }
        if (model.kind() == Kind.MULTIPLICATIVE) {
            throw parser.problem("the model only multiplies: it needs a source such as powerlaw", text.length());
        }
        return model;
    }

    private ModelTerm sum() {
        List<ModelTerm> summands = new ArrayList<>();
        summands.add(product());
        while (peek() == '+') {
            position++;
            int start = skipBlanks();
            ModelTerm next = product();
            if (next.kind() != summands.get(0).kind()) {
                throw problem("cannot add a source and a factor: " + describe(summands.get(0)) + ", "
                        + describe(next), start);
            }
            summands.add(next);
        }
        return summands.size() == 1 ? summands.get(0) : new ModelTerm.Sum(List.copyOf(flatSum(summands)));
    }

    private ModelTerm product() {
        List<ModelTerm> factors = new ArrayList<>();
        int start = skipBlanks();
        boolean parenthesis = peek() == '(';
        add(factors, factorOrConvolved(), start);
        while (true) {
            char next = peek();
            if (next == '*') {
                position++;
            } else if (next != '(' && !(parenthesis && isNameStart(next))) {
                break;
            }
            start = skipBlanks();
            parenthesis = peek() == '(';
            add(factors, factorOrConvolved(), start);
        }
        return factors.size() == 1 ? factors.get(0) : new ModelTerm.Product(List.copyOf(factors));
    }

    /** A convolution takes all that follows in its product. */
    private ModelTerm factorOrConvolved() {
        ModelTerm factor = factor();
        if (!(factor instanceof ModelTerm.Leaf leaf && leaf.component() instanceof Convolution convolution)) {
            return factor;
        }
        char next = peek();
        if (next == '*') {
            position++;
        } else if (next != '(') {
            throw problem(convolution.name() + " acts on the source to its right, and there is none", position);
        }
        int start = skipBlanks();
        requireShallow();
        depth++;
        ModelTerm source = product();
        depth--;
        if (source.kind() != Kind.ADDITIVE) {
            throw problem(convolution.name() + " acts on the source to its right, and " + describe(source), start);
        }
        return new ModelTerm.Convolved(convolution, source);
    }

    private void requireShallow() {
        if (depth == MOST_DEPTH) {
            throw problem("parentheses and convolutions are nested deeper than " + MOST_DEPTH + " levels", position);
        }
    }

    private void add(List<ModelTerm> factors, ModelTerm factor, int start) {
        if (factor.kind() == Kind.ADDITIVE) {
            for (ModelTerm earlier : factors) {
                if (earlier.kind() == Kind.ADDITIVE) {
                    throw problem("cannot multiply two sources: " + describe(earlier) + ", " + describe(factor),
                            start);
                }
            }
        }
        if (factor instanceof ModelTerm.Product product) {
            factors.addAll(product.factors());
        } else {
            factors.add(factor);
        }
    }

    private ModelTerm factor() {
        char next = peek();
        if (next == '(') {
            requireShallow();
            depth++;
            int open = position++;
            ModelTerm inner = sum();
            depth--;
            if (peek() != ')') {
                throw position < text.length() ? problem("expected +, * or )", position)
                        : problem("this parenthesis is never closed", open);
            }
            position++;
            return inner;
        }
        if (!isNameStart(next)) {
            throw problem("expected a component or (", position);
        }
        int start = position;
        while (position < text.length() && isNamePart(text.charAt(position))) {
            position++;
        }
        String name = text.substring(start, position);
        if (TableComponent.isTable(name.toLowerCase(Locale.ROOT))) {
            return new ModelTerm.Leaf(table(name.toLowerCase(Locale.ROOT)));
        }
        ForeignComponents.refusal(name).ifPresent(refusal -> {
            throw problem(refusal, start);
        });
        return new ModelTerm.Leaf(ComponentCatalog.named(name).orElseThrow(() -> problem("unknown component " + name
                + suggestion(name) + "; known: " + String.join(", ", ComponentCatalog.names())
                + ", atable{file}, mtable{file}, etable{file}", start)));
    }

    /** Shorter abbreviations only bring a hint: for XSPEC they are other components. */
    private static String suggestion(String name) {
        List<String> candidates = ComponentCatalog.names().stream()
                .filter(n -> n.startsWith(name.toLowerCase(Locale.ROOT))).toList();
        return candidates.isEmpty() ? "" : ", did you mean " + String.join(" or ", candidates) + "?";
    }

    private TableComponent table(String name) {
        if (peek() != '{') {
            throw problem("expected {file} after " + name, position);
        }
        int open = position;
        int close = text.indexOf('}', open);
        if (close < 0) {
            throw problem("this brace is never closed", open);
        }
        position = close + 1;
        String file = text.substring(open + 1, close).trim();
        try {
            return new TableComponent(name, file, tables.read(file));
        } catch (IOException | IllegalArgumentException e) {
            throw new ModelSyntaxException("cannot use the table " + file + ": " + e.getMessage(), text, open + 1, e);
        }
    }

    private static List<ModelTerm> flatSum(List<ModelTerm> summands) {
        List<ModelTerm> flat = new ArrayList<>();
        for (ModelTerm summand : summands) {
            if (summand instanceof ModelTerm.Sum sum) {
                flat.addAll(sum.summands());
            } else {
                flat.add(summand);
            }
        }
        return flat;
    }

    private static String describe(ModelTerm term) {
        return term.canonical() + (term.kind() == Kind.ADDITIVE ? " is a source" : " is a factor");
    }

    /** The next character that is not blank, or 0 at the end; moves up to it. */
    private char peek() {
        skipBlanks();
        return position < text.length() ? text.charAt(position) : 0;
    }

    private int skipBlanks() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return position;
    }

    private static boolean isNameStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isNamePart(char c) {
        return isNameStart(c) || c >= '0' && c <= '9' || c == '_';
    }

    private ModelSyntaxException problem(String what, int at) {
        return new ModelSyntaxException(what, text, at);
    }
}
