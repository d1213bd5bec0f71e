package io.github.montecat.region;

import io.github.montecat.error.PlainText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads region files: DS9's own format and the lines that CIAO reads. A line's shapes may be joined by {@code +} or
 * {@code |} (either), {@code *} or {@code &} (both) and {@code -} (without), and a line that ends in {@code ||} goes on in
 * the next, as DS9 writes composites. A line that begins with {@code -} or {@code !} is cut out of all regions of the file.
 * A region is background if its comment says {@code background}, {@code source=0} or {@code -source}, or has the tag
 * {@code background}.
 *
 * <p>Not safe for use by several threads; an object reads one file.
 */
public final class RegionParser {

    private static final Pattern PROPERTY =
            Pattern.compile("(-?\\w+)(?:\\s*=\\s*(\\{[^}]*\\}|\"[^\"]*\"|'[^']*'|\\S+))?");
    private static final Pattern SHAPE = Pattern.compile("\\s*([-+!]?)\\s*([A-Za-z]+)\\s*");

    /** In one region. */
    private static final int MOST_SHAPES = 5000;
    /** Changes of operators in one region: shapes within shapes. */
    private static final int MOST_LAYERS = 100;
    private static final int MOST_REGIONS = 5_000;
    private static final int LONGEST_COMMENT = 20_000;

    private final RegionCoordinates coordinates;
    private final List<Region> regions = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private String system = "";
    private boolean backgroundByDefault;
    private int number;
    private final StringBuilder pending = new StringBuilder();

    private RegionParser(RegionCoordinates coordinates) {
        this.coordinates = coordinates;
    }

    /**
     * Reads a region file.
     *
     * @param text its content
     * @param coordinates of the event list that it is about
     * @return the regions; malformed lines are regions with an error
     */
    public static RegionList parse(String text, RegionCoordinates coordinates) {
        RegionParser parser = new RegionParser(coordinates);
        String[] lines = text.split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            parser.line(lines[i], i + 1);
        }
        if (!parser.pending.isEmpty()) {
            parser.region(parser.pending.toString(), "", lines.length);
        }
        return RegionList.of(parser.regions, parser.remarks);
    }

    private void line(String line, int number) {
        int hash = outside(line, 0, '#');
        String comment = line.substring(Math.min(hash + 1, line.length()),
                Math.min(line.length(), hash + LONGEST_COMMENT));
        String rest = line.substring(0, hash);
        for (int start = 0; start <= rest.length();) {
            int end = outside(rest, start, ';');
            statement(rest.substring(start, end).trim(), comment, number);
            start = end + 1;
        }
    }

    /** Index of a character from a start on, outside quotes, braces and parentheses; the length if there is none. */
    private static int outside(String line, int start, char wanted) {
        char closing = 0;
        for (int i = start; i < line.length(); i++) {
            char c = line.charAt(i);
            if (closing != 0) {
                closing = c == closing ? 0 : closing;
            } else if (c == wanted) {
                return i;
            } else if (c == '{' || c == '(') {
                closing = c == '{' ? '}' : ')';
            }
        }
        return line.length();
    }

    private void statement(String statement, String comment, int line) {
        if (statement.isEmpty()) {
            return;
        }
        String lower = statement.toLowerCase(Locale.ROOT);
        if (CoordinateReader.isSystem(lower)) {
            system = lower;
        } else if (lower.equals("global") || lower.startsWith("global ")) {
            backgroundByDefault = isBackground(statement.substring("global".length()), false);
        } else if (statement.endsWith("||")) {
            pending.append(statement, 0, statement.length() - 2).append(" | ");
        } else {
            String whole = pending + statement;
            pending.setLength(0);
            region(whole, comment, line);
        }
    }

    private void region(String text, String comment, int line) {
        String word = text.replaceFirst("^[-+!\\s]*", "").replaceFirst("[^A-Za-z].*$", "").toLowerCase(Locale.ROOT);
        if (ShapeReader.ANNOTATIONS.contains(word)) {
            remarks.add(PlainText.sentence("line " + line + ": '" + word + "' has no inside and is left out"));
            return;
        }
        number++;
        boolean excluded = text.startsWith("-") || text.startsWith("!");
        Region.Role role = excluded ? Region.Role.EXCLUDED
                : isBackground(comment, backgroundByDefault) ? Region.Role.BACKGROUND : Region.Role.SOURCE;
        String name = "";
        Set<String> tags = new HashSet<>();
        for (Matcher m = PROPERTY.matcher(comment); m.find();) {
            if (m.group(2) != null && m.group(1).equals("text")) {
                name = bare(m.group(2));
            } else if (m.group(2) != null && m.group(1).equals("tag")) {
                tags.add(bare(m.group(2)));
            }
        }
        try {
            ShapeReader.Parts parts = expression(excluded ? text.substring(1) : text);
            int n = parts.shapes().size();
            if (regions.size() + n > MOST_REGIONS) {
                throw new RegionSyntaxException("the file has more than " + MOST_REGIONS + " regions, expected fewer");
            }
            for (int i = 0; i < n; i++) {
                Shape shape = parts.shapes().get(i);
                if (!shape.bounds().isFinite() && !excluded) {
                    throw new RegionSyntaxException("the region has no end; combine it with another, as in "
                            + "circle(...)*sector(...)");
                }
                regions.add(new Region(n == 1 ? "" + number : number + "." + (i + 1), line, text, name, role, tags,
                        parts.x(), parts.y(), shape, Optional.empty()));
            }
        } catch (RegionSyntaxException e) {
            regions.add(new Region("" + number, line, text, name, role, tags, Double.NaN, Double.NaN, null,
                    Optional.of(PlainText.sentence("line " + line + ", '" + text + "': " + e.getMessage()))));
        }
    }

    private static String bare(String quoted) {
        return quoted.replaceFirst("^[{\"'](.*)[}\"']$", "$1");
    }

    private static boolean isBackground(String properties, boolean otherwise) {
        boolean background = otherwise;
        for (Matcher m = PROPERTY.matcher(properties); m.find();) {
            String value = m.group(2) == null ? "" : bare(m.group(2));
            switch (m.group(1)) {
                case "background" -> background = !value.equals("0");
                case "source" -> background = value.equals("0");
                case "-source" -> background = true;
                case "tag" -> background |= value.equalsIgnoreCase("background");
                default -> {
                    // Colours, fonts and the like.
                }
            }
        }
        return background;
    }

    private ShapeReader.Parts expression(String text) throws RegionSyntaxException {
        CoordinateReader reader = new CoordinateReader(system, coordinates);
        ShapeReader.Parts all = null;
        char operator = 0;
        char before = 0;
        int layers = 0;
        int at = 0;
        for (int count = 1;; count++) {
            if (count > MOST_SHAPES) {
                throw new RegionSyntaxException("it combines more than " + MOST_SHAPES + " shapes, expected fewer");
            }
            Matcher m = SHAPE.matcher(text).region(at, text.length());
            if (!m.lookingAt()) {
                throw new RegionSyntaxException("expected a shape at '" + start(text, at).trim() + "'");
            }
            boolean outside = !m.group(1).isEmpty() && !m.group(1).equals("+");
            String arguments;
            if (m.end() < text.length() && text.charAt(m.end()) == '(') {
                int close = text.indexOf(')', m.end());
                if (close < 0) {
                    throw new RegionSyntaxException("the parenthesis after '" + m.group(2) + "' is not closed");
                }
                arguments = text.substring(m.end() + 1, close);
                at = close + 1;
            } else {
                arguments = text.substring(m.end());
                at = text.length();
            }
            List<String> words = arguments.isBlank() ? List.of() : List.of(arguments.trim().split("[\\s,]+"));
            ShapeReader.Parts next = ShapeReader.read(reader, m.group(2).toLowerCase(Locale.ROOT), words);
            if (operator != 0 && (operator != before || outside) && ++layers > MOST_LAYERS) {
                throw new RegionSyntaxException("shapes are combined in more than " + MOST_LAYERS
                        + " layers of different operators");
            }
            before = operator;
            all = operator == 0 && !outside ? next : joined(all, operator, outside, next);
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            if (at == text.length()) {
                return all;
            }
            operator = text.charAt(at);
            if ("+-*&|".indexOf(operator) < 0) {
                throw new RegionSyntaxException("unexpected '" + start(text, at) + "' after a shape");
            }
            at++;
        }
    }

    /** The next few characters, for a message. */
    private static String start(String text, int at) {
        return text.substring(at, Math.min(text.length(), at + 40));
    }

    private static ShapeReader.Parts joined(ShapeReader.Parts left, char operator, boolean outside,
            ShapeReader.Parts right) throws RegionSyntaxException {
        if (left == null || outside && operator != '*' && operator != '&') {
            throw new RegionSyntaxException("what is outside a shape has no end; combine it by * with one before it");
        }
        Shape a = Union.of(left.shapes());
        Shape b = Union.of(right.shapes());
        Shape shape = operator == '-' || outside ? Difference.of(a, b)
                : operator == '*' || operator == '&' ? Intersection.of(a, b) : Union.of(List.of(a, b));
        return new ShapeReader.Parts(left.x(), left.y(), List.of(shape));
    }
}
