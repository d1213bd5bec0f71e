package io.github.montecat.error;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes text fit to be shown. Text that quotes names of files, columns or clients may hold characters that a terminal
 * obeys (controls) and characters that nobody sees but that change what is seen, such as marks of writing direction
 * (U+202E) and blanks without width. All of these become question marks. Stateless.
 */
public final class PlainText {

    /** Longest sentence, in characters. */
    private static final int LONGEST = 1000;
    /** Controls, formats, lone surrogates and what is reserved for private use; a tab is harmless. */
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}&&[^\t]]");
    private static final Pattern UNSAFE_IN_BLOCK = Pattern.compile(
            "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}&&[^\t\n\r]]|\r(?!\n)");
    private static final Pattern LINE_END = Pattern.compile("\\s*\\R\\s*");

    private PlainText() {
    }

    /**
     * @param text any text, or null
     * @return one line of at most 1000 characters, a long one without its middle; empty for null
     */
    public static String sentence(String text) {
        if (text == null) {
            return "";
        }
        // The reason may stand at either end.
        String some = text.length() <= LONGEST ? text : text.substring(0, LONGEST / 2 - 5) + " ... "
                + text.substring(text.length() - LONGEST / 2);
        return safe(LINE_END.matcher(some).replaceAll(" "));
    }

    /**
     * @param text any text of one or more lines
     * @return the same lines, with the line ends of this platform
     */
    public static String lines(String text) {
        return text.lines().map(PlainText::safe).collect(Collectors.joining(System.lineSeparator()));
    }

    /**
     * @param text any text
     * @return the same text with its line ends
     */
    public static String block(String text) {
        return UNSAFE_IN_BLOCK.matcher(text).replaceAll("?");
    }

    private static String safe(String line) {
        return UNSAFE.matcher(line).replaceAll("?");
    }
}
