package io.github.montecat.event;

import java.nio.file.Path;
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

    private static final Pattern BRACKETS = Pattern.compile("^(.*?)((?:\\[[^\\[\\]]*\\])+)$");
    private static final Pattern BRACKET = Pattern.compile("\\[([^\\[\\]]*)\\]");

    /**
     * @param text a file name, perhaps with extension and filter in brackets
     * @return its parts; several filters are joined by {@code &&}
     */
    public static EventLocation parse(String text) {
        Matcher whole = BRACKETS.matcher(text.trim());
        if (!whole.matches()) {
            return new EventLocation(text.trim(), Optional.empty(), "");
        }
        Optional<String> extension = Optional.empty();
        String filter = "";
        for (Matcher m = BRACKET.matcher(whole.group(2)); m.find();) {
            String content = m.group(1).trim();
            String first = content.replaceFirst(",.*$", "").trim();
            if (extension.isEmpty() && filter.isEmpty() && first.matches("[\\w-]+")) {
                extension = Optional.of(first);
                content = content.substring(Math.min(content.length(), content.indexOf(first) + first.length() + 1));
            }
            if (!content.isBlank()) {
                filter = filter.isEmpty() ? content.trim() : "(" + filter + ")&&(" + content.trim() + ")";
            }
        }
        return new EventLocation(whole.group(1), extension, filter);
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
