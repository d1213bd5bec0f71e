package io.github.montecat.event;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An event list as DS9 names it: {@code data/evt.fits[EVENTS][pi>100&&pi<300]}.
 *
 * @param file file name or URL
 * @param extension name or number of the extension, empty for the first that holds events
 * @param filter the filter, empty if none
 */
public record EventLocation(String file, Optional<String> extension, String filter) {

    private static final Pattern BRACKET = Pattern.compile("\\[([^\\[\\]]*)\\]");

    /**
     * @param text a file name, perhaps with extension and filter in brackets
     * @return its parts; several filters are joined by {@code &&}
     */
    public static EventLocation parse(String text) {
        String trimmed = text.trim();
        int end = brackets(trimmed);
        if (end == 0 || end == trimmed.length()) {
            return new EventLocation(trimmed, Optional.empty(), "");
        }
        Optional<String> extension = Optional.empty();
        List<String> filters = new ArrayList<>();
        for (Matcher m = BRACKET.matcher(trimmed).region(end, trimmed.length()); m.find();) {
            String content = m.group(1).trim();
            String first = content.replaceFirst(",.*$", "").trim();
            if (extension.isEmpty() && filters.isEmpty() && first.matches("[\\w-]+")) {
                extension = Optional.of(first);
                content = content.substring(Math.min(content.length(), content.indexOf(first) + first.length() + 1));
            }
            if (!content.isBlank()) {
                filters.add(content.trim());
            }
        }
        return new EventLocation(trimmed.substring(0, end), extension,
                filters.size() < 2 ? String.join("", filters) : "(" + String.join(")&&(", filters) + ")");
    }

    /** @return where the brackets at the end of a name begin, the name's length if there are none */
    private static int brackets(String name) {
        int start = name.length();
        while (start > 0 && name.charAt(start - 1) == ']') {
            int open = name.lastIndexOf('[', start - 1);
            if (open < 0 || name.lastIndexOf(']', start - 2) > open) {
                break;
            }
            start = open;
        }
        return start;
    }

    /**
     * @param folder where a relative file name is looked for
     * @return the same with an absolute name; unchanged if it is absolute or a URL
     */
    public EventLocation in(Path folder) {
        return file.matches("(?i)[a-z][a-z0-9+.-]+:.*") ? this
                : new EventLocation(folder.resolve(file).normalize().toString(), extension, filter);
    }
}
