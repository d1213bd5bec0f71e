package io.github.montecat.job;

import io.github.montecat.error.RefusedValueException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Texts of the form {@code NAME=VALUE}. Stateless. */
public final class Assignments {

    private Assignments() {
    }

    /**
     * @param texts the texts
     * @param what what a user calls them, such as {@code --prior}
     * @param value reads a value; refuses it with a {@link RefusedValueException}
     * @return the values by name, in their order; of several with one name the last
     * @throws RefusedValueException if a text is not of that form or a value is refused
     */
    public static <T> Map<String, T> parse(List<String> texts, String what, Function<String, T> value) {
        Map<String, T> map = new LinkedHashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new RefusedValueException(what + " is '" + text + "', expected NAME=VALUE");
            }
            try {
                map.put(text.substring(0, equals).trim(), value.apply(text.substring(equals + 1)));
            } catch (RefusedValueException e) {
                throw new RefusedValueException(what + " " + text + ": " + e.getMessage(), e);
            }
        }
        return map;
    }
}
