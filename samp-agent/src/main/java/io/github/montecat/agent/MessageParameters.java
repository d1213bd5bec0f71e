package io.github.montecat.agent;

import io.github.montecat.error.RefusedValueException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.astrogrid.samp.Message;

/**
 * The parameters of a SAMP message, checked as they are read. All numbers come as text. Whoever reads a parameter of a
 * message in {@link Mtype} that is not listed there gets an {@link IllegalStateException}.
 *
 * @param message the message
 */
record MessageParameters(Message message) {

    /** Longer texts are no values of parameters; messages about them would take as much memory again. */
    private static final int MOST_CHARACTERS = 1_000_000;

    private Object value(String name) {
        Mtype.find(message.getMType()).ifPresent(m -> m.requireListed(name));
        return message.getParam(name);
    }

    /**
     * @param name a parameter
     * @return whether the message has it, of whatever kind
     */
    boolean has(String name) {
        return value(name) != null;
    }

    /**
     * @param name a parameter
     * @return its text
     * @throws IllegalArgumentException if it is missing or no text
     */
    String text(String name) {
        return optionalText(name).orElseThrow(() -> new RefusedValueException(message.getMType()
                + " needs a parameter '" + name + "'; " + (message.getParam(name) != null
                ? "that of the message is empty"
                        : "the message has " + message.getParams().keySet())));
    }

    /**
     * @param name a parameter
     * @return its text, empty if it is missing or blank
     * @throws IllegalArgumentException if it is no text, or longer than 1,000,000 characters
     */
    Optional<String> optionalText(String name) {
        Object value = value(name);
        if (value == null || value instanceof String s && s.isBlank()) {
            return Optional.empty();
        } else if (value instanceof String s) {
            if (s.length() > MOST_CHARACTERS) {
                throw new RefusedValueException(called(name) + " has " + s.length() + " characters, expected at most "
                        + MOST_CHARACTERS);
            }
            return Optional.of(s.trim());
        }
        throw unexpected(name, "a text", value);
    }

    /**
     * @param name a parameter
     * @return its list of texts
     * @throws IllegalArgumentException if it is missing or no list of texts
     */
    List<String> texts(String name) {
        Object value = value(name);
        if (!(value instanceof List<?> list)) {
            throw unexpected(name, "a list", value);
        }
        List<String> texts = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof String s)) {
                throw unexpected(name, "a list of texts", value);
            }
            texts.add(s);
        }
        return texts;
    }

    /**
     * @param name a parameter whose text may say several things, separated by semicolons
     * @return these, without blanks around them; none if it is missing
     * @throws IllegalArgumentException if it is no text
     */
    List<String> parts(String name) {
        return optionalText(name).map(text -> Arrays.stream(text.split(";")).map(String::trim)
                .filter(t -> !t.isEmpty()).toList()).orElse(List.of());
    }

    /**
     * @param name a parameter
     * @return what it is called in sentences
     */
    String called(String name) {
        return "parameter '" + name + "' of " + message.getMType();
    }

    /**
     * @param name a parameter
     * @return its value as a whole number, empty if it is missing
     * @throws IllegalArgumentException if it is no whole number
     */
    Optional<Long> wholeNumber(String name) {
        return optionalText(name).map(text -> wholeNumber(name, text));
    }

    /**
     * @param name the parameter the text came from, for the message
     * @param text a whole number
     * @return its value
     * @throws IllegalArgumentException if it is none
     */
    long wholeNumber(String name, String text) {
        try {
            return Long.parseLong(text.trim());
        } catch (NumberFormatException e) {
            throw unexpected(name, "a whole number", text);
        }
    }

    /**
     * @param name a parameter
     * @return its value as a number, empty if it is missing
     * @throws IllegalArgumentException if it is no number
     */
    Optional<Double> number(String name) {
        return optionalText(name).map(text -> number(name, text));
    }

    /**
     * @param name the parameter the text came from, for the message
     * @param text a number
     * @return its value
     * @throws IllegalArgumentException if it is none
     */
    double number(String name, String text) {
        try {
            return Double.parseDouble(text.trim());
        } catch (NumberFormatException e) {
            throw unexpected(name, "a number", text);
        }
    }

    private IllegalArgumentException unexpected(String name, String expected, Object found) {
        String shown = String.valueOf(found);
        return new RefusedValueException(called(name) + " is "
                + (found == null ? "missing" : "'" + shown.substring(0, Math.min(40, shown.length())) + "'")
                + ", expected " + expected);
    }
}
