package io.github.montecat.fuzz;

import io.github.montecat.error.ErrorSentence;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something wrong with an input.
 *
 * @param target the reader's name
 * @param seed number of the input
 * @param fault the kind of fault and where it shows, the same for all findings to be counted together
 * @param detail the message or the end of a stack
 */
record Finding(String target, long seed, String fault, String detail) {

    private static final String OURS = "io.github.montecat.";
    private static final List<String> TESTS = List.of(OURS + "fuzz.", OURS + "agent.MessageReaders",
            OURS + "cli.OptionReaders");
    /** An expression with a mark below the place that is wrong, which may follow a sentence. */
    private static final Pattern MARKED = Pattern.compile("\n  [^\n]*\n *\\^$");
    private static final int LONGEST = 2000;

    /** A finding about an exception that is none to expect. */
    static Finding unexpected(FuzzTarget target, long seed, Throwable error) {
        return new Finding(target.name(), seed,
                error.getClass().getSimpleName() + " at " + place(error.getStackTrace()),
                shown(error.getMessage()) + System.lineSeparator() + stack(error.getStackTrace()));
    }

    /** A finding about an error whose message is no sentence; empty if it is one. */
    static Optional<Finding> noSentence(FuzzTarget target, long seed, Exception error) {
        // Exceptions of Java's go to users through ErrorSentence alone, those of the program stand in tables too.
        String message = error.getClass().getName().startsWith(OURS) ? error.getMessage() : ErrorSentence.of(error);
        return fault(message).map(f -> new Finding(target.name(), seed,
                "message of " + error.getClass().getSimpleName() + " " + f + " at " + place(error.getStackTrace()),
                shown(message) + System.lineSeparator() + stack(error.getStackTrace())));
    }

    /** The start of a message, safe to print. */
    private static String shown(String message) {
        String all = String.valueOf(message);
        return all.substring(0, Math.min(400, all.length())).replaceAll("[\\p{Cntrl}&&[^\\n]]", "?")
                + (all.length() > 400 ? "... (" + all.length() + " characters)" : "");
    }

    private static Optional<String> fault(String message) {
        String fault = null;
        if (message == null || message.isBlank()) {
            fault = "is missing";
        } else if (message.endsWith(": null") || message.equals("null")) {
            fault = "ends in 'null'";
        } else if (message.contains("Exception") || message.contains("internal error")) {
            fault = "names an exception";
        } else if (MARKED.matcher(message).replaceAll("").chars()
                .anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
            fault = "has control characters";
        } else if (message.length() > LONGEST) {
            fault = "is longer than " + LONGEST + " characters";
        }
        return Optional.ofNullable(fault);
    }

    /** The innermost method of the program, else of anybody; a question mark if there is no stack. */
    static String place(StackTraceElement[] stack) {
        return Arrays.stream(stack).filter(Finding::isProgram).findFirst().or(() -> Arrays.stream(stack).findFirst())
                .map(e -> e.getClassName().replaceFirst(".*\\.", "").replaceAll("\\$+Lambda.*", "") + "."
                        + e.getMethodName().replaceFirst("lambda\\$(.*)\\$\\d+", "$1")).orElse("?");
    }

    private static boolean isProgram(StackTraceElement e) {
        return e.getClassName().startsWith(OURS) && TESTS.stream().noneMatch(e.getClassName()::startsWith);
    }

    /** The innermost lines of a stack, and those of the program below them. */
    static String stack(StackTraceElement[] stack) {
        StringBuilder text = new StringBuilder();
        int lines = 0;
        for (int i = 0; i < stack.length && lines < 12; i++) {
            if (i < 4 || isProgram(stack[i])) {
                text.append("    at ").append(stack[i]).append(System.lineSeparator());
                lines++;
            }
        }
        return text.toString();
    }
}
