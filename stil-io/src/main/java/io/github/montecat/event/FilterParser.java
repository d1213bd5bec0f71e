package io.github.montecat.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses event filters by recursive descent, from the weakest operator to the strongest: {@code ||}, {@code &&} (or a
 * comma), {@code !}, comparisons and ranges, {@code + -}, {@code * / %}.
 */
final class FilterParser {

    private static final Pattern TOKEN = Pattern.compile("\\s*(?:((?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?)"
            + "|([A-Za-z_]\\w*)|(\\|\\||&&|==|!=|<=|>=|[-+*/%<>=!(),:|&]))");
    private static final Set<String> COMPARISONS = Set.of("<", "<=", ">", ">=", "!=", "==");
    private static final Set<String> SHAPES = Set.of("circle", "ellipse", "box", "annulus", "polygon", "point", "pie",
            "panda", "region", "rotbox", "field");

    private static final int MOST_DEPTH = 100;
    private static final int MOST_OPERATORS = 500;
    private static final int MOST_LENGTH = 20_000;

    private final String text;
    private final List<String> known;
    private int depth;
    private int operators;
    private final List<String> columns = new ArrayList<>();
    /** The token at hand, empty at the end; where it starts and where the next begins. */
    private String token = "";
    private boolean isNumber;
    private boolean isName;
    private int start;
    private int next;

    FilterParser(String text, List<String> known) {
        this.text = text;
        this.known = known;
    }

    EventFilter parse() throws FilterSyntaxException {
        if (text.length() > MOST_LENGTH) {
            throw new FilterSyntaxException("event filter of " + text.length() + " characters, expected " + MOST_LENGTH
                    + " at most");
        }
        advance();
        FilterNode.Condition condition = condition(or());
        if (!token.isEmpty()) {
            throw error("unexpected '" + token + "'");
        }
        return new EventFilter(columns, condition);
    }

    private FilterNode or() throws FilterSyntaxException {
        FilterNode first = and();
        if (!token.equals("||") && !token.equals("|")) {
            return first;
        }
        List<FilterNode.Condition> conditions = new ArrayList<>(List.of(condition(first)));
        while (token.equals("||") || token.equals("|")) {
            advance();
            conditions.add(condition(and()));
        }
        return new FilterNode.Any(conditions);
    }

    private FilterNode and() throws FilterSyntaxException {
        FilterNode first = comparison();
        if (!token.equals("&&") && !token.equals("&") && !token.equals(",")) {
            return first;
        }
        List<FilterNode.Condition> conditions = new ArrayList<>(List.of(condition(first)));
        while (token.equals("&&") || token.equals("&") || token.equals(",")) {
            advance();
            conditions.add(condition(comparison()));
        }
        return new FilterNode.All(conditions);
    }

    private FilterNode comparison() throws FilterSyntaxException {
        FilterNode left = sum();
        if (token.equals("=")) {
            FilterNode.Quantity quantity = quantity(left);
            return new FilterNode.Within(quantity, ranges());
        } else if (COMPARISONS.contains(token)) {
            FilterNode.Quantity quantity = quantity(left);
            String operator = token;
            advance();
            return new FilterNode.Comparison(quantity, operator, quantity(sum()));
        }
        return left;
    }

    /** Reads {@code =1,3:5,8:}; the token is the equals sign, or a comma that goes on with numbers. */
    private List<double[]> ranges() throws FilterSyntaxException {
        List<double[]> ranges = new ArrayList<>();
        do {
            advance();
            double low = token.equals(":") ? Double.NEGATIVE_INFINITY : limit();
            double high = low;
            if (token.equals(":")) {
                advance();
                boolean open = !isNumber && !token.equals("-") && !token.equals("+");
                if (open && Double.isInfinite(low)) {
                    throw error("expected a number beside ':'");
                }
                high = open ? Double.POSITIVE_INFINITY : limit();
                if (high < low) {
                    throw error("range " + low + ":" + high + " is empty");
                }
            }
            ranges.add(new double[] {low, high});
        } while (token.equals(",") && goesOnWithNumber());
        return ranges;
    }

    /** After a comma: another range, or the next condition, which begins with a name? */
    private boolean goesOnWithNumber() {
        return text.substring(next).matches("(?s)\\s*[-+:.\\d].*");
    }

    private double limit() throws FilterSyntaxException {
        double sign = 1;
        if (token.equals("-") || token.equals("+")) {
            sign = token.equals("-") ? -1 : 1;
            advance();
        }
        if (!isNumber) {
            throw error("expected a number" + found());
        }
        double value = sign * Double.parseDouble(token);
        advance();
        return value;
    }

    private FilterNode sum() throws FilterSyntaxException {
        FilterNode left = product();
        while (token.equals("+") || token.equals("-")) {
            countOperator();
            FilterNode.Quantity first = quantity(left);
            boolean plus = token.equals("+");
            advance();
            left = new FilterNode.Arithmetic(first, plus ? Double::sum : (a, b) -> a - b, quantity(product()));
        }
        return left;
    }

    /** Each makes the tree deeper by one level, and an event's value is computed level by level. */
    private void countOperator() throws FilterSyntaxException {
        if (++operators > MOST_OPERATORS) {
            throw error("more than " + MOST_OPERATORS + " operators of arithmetic");
        }
    }

    private FilterNode product() throws FilterSyntaxException {
        FilterNode left = unary();
        while (token.equals("*") || token.equals("/") || token.equals("%")) {
            countOperator();
            FilterNode.Quantity first = quantity(left);
            String operator = token;
            advance();
            left = new FilterNode.Arithmetic(first, switch (operator) {
                case "*" -> (a, b) -> a * b;
                case "/" -> (a, b) -> a / b;
                default -> (a, b) -> a % b;
            }, quantity(unary()));
        }
        return left;
    }

    /** Every way into a deeper level leads through here. */
    private FilterNode unary() throws FilterSyntaxException {
        if (depth == MOST_DEPTH) {
            throw error("parentheses and signs are nested deeper than " + MOST_DEPTH + " levels");
        }
        depth++;
        FilterNode node = atLevel();
        depth--;
        return node;
    }

    private FilterNode atLevel() throws FilterSyntaxException {
        switch (token) {
            case "!" -> {
                advance();
                return new FilterNode.Not(condition(comparison()));
            }
            case "-" -> {
                advance();
                FilterNode.Quantity quantity = quantity(unary());
                return quantity instanceof FilterNode.Constant constant ? new FilterNode.Constant(-constant.value())
                        : new FilterNode.Arithmetic(new FilterNode.Constant(0), (a, b) -> a - b, quantity);
            }
            case "+" -> {
                advance();
                return quantity(unary());
            }
            case "(" -> {
                advance();
                FilterNode inside = or();
                if (!token.equals(")")) {
                    throw error("expected ')'" + found());
                }
                advance();
                return inside;
            }
            default -> {
                return atom();
            }
        }
    }

    private FilterNode atom() throws FilterSyntaxException {
        if (isNumber) {
            FilterNode constant = new FilterNode.Constant(Double.parseDouble(token));
            advance();
            return constant;
        } else if (!isName) {
            throw error("expected a column or a number" + found());
        }
        String name = token;
        String column = known.stream().filter(name::equalsIgnoreCase).findFirst().orElse(null);
        if (column == null) {
            throw error(SHAPES.contains(name) ? "regions are no part of a filter; draw '" + name + "' in the region file"
                    : "the event list has no column '" + name + "'; it has " + String.join(", ", known));
        }
        advance();
        if (token.equals("(")) {
            throw error("'" + name + "' is a column, not a function");
        }
        if (!columns.contains(column)) {
            columns.add(column);
        }
        return new FilterNode.Column(columns.indexOf(column));
    }

    private FilterNode.Condition condition(FilterNode node) throws FilterSyntaxException {
        if (node instanceof FilterNode.Condition condition) {
            return condition;
        }
        throw error("expected a condition such as pi>100, found a number");
    }

    private FilterNode.Quantity quantity(FilterNode node) throws FilterSyntaxException {
        if (node instanceof FilterNode.Quantity quantity) {
            return quantity;
        }
        throw error("expected a number, found a condition");
    }

    private String found() {
        return token.isEmpty() ? ", found the end" : ", found '" + token + "'";
    }

    private void advance() throws FilterSyntaxException {
        Matcher m = TOKEN.matcher(text).region(next, text.length());
        if (m.lookingAt()) {
            isNumber = m.group(1) != null;
            isName = m.group(2) != null;
            token = isNumber ? m.group(1) : isName ? m.group(2) : m.group(3);
            start = m.end() - token.length();
            next = m.end();
            return;
        }
        start = next;
        token = "";
        isNumber = false;
        isName = false;
        String rest = text.substring(next);
        if (!rest.isBlank()) {
            start = next + rest.length() - rest.stripLeading().length();
            throw error("'" + text.charAt(start) + "' does not belong in a filter");
        }
    }

    private FilterSyntaxException error(String what) {
        return new FilterSyntaxException("event filter '" + text + "', position " + (start + 1) + ": " + what);
    }
}
