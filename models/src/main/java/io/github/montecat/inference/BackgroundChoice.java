package io.github.montecat.inference;

import io.github.montecat.error.RefusedValueException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a measured background enters the likelihood. */
public enum BackgroundChoice {

    /** The W statistic: each bin's background has its most likely rate. */
    WSTAT,
    /** A smooth shape fitted to the background, with its level free. */
    MODEL;

    /**
     * @param word a word such as {@code model}
     * @return that choice
     * @throws RefusedValueException if there is none of that name
     */
    public static BackgroundChoice of(String word) {
        return Arrays.stream(values()).filter(c -> c.word().equals(word)).findFirst().orElseThrow(
                () -> new RefusedValueException("'" + word + "' is no way to treat a background, expected one of "
                        + Arrays.stream(values()).map(BackgroundChoice::word).collect(Collectors.joining(", "))));
    }

    /** @return the word for it */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
