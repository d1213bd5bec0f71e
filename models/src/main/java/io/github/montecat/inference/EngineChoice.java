package io.github.montecat.inference;

import io.github.montecat.error.RefusedValueException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which engine a user asks for. */
public enum EngineChoice {

    /** The fastest engine there is for each bundle. */
    AUTO,
    /** {@link CpuEngine}. */
    CPU,
    /** {@link Nd4jEngine}. */
    ND4J,
    /** The graphics processor. */
    GPU;

    /**
     * @param word what a user wrote, such as {@code cpu}, in any case
     * @return the choice
     * @throws IllegalArgumentException if there is none of that name; the message names all
     */
    public static EngineChoice of(String word) {
        return Arrays.stream(values()).filter(c -> c.word().equalsIgnoreCase(word.trim())).findFirst()
                .orElseThrow(() -> new RefusedValueException("there is no engine '" + word + "'; there are "
                        + Arrays.stream(values()).map(EngineChoice::word).collect(Collectors.joining(", "))));
    }

    /** @return its name on the command line and in messages */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
