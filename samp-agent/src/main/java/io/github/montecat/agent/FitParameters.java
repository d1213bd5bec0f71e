package io.github.montecat.agent;

import io.github.montecat.engine.EngineChoice;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.inference.FitSettings;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The parameters about a fit that all messages share which have something fitted: {@code bundle}, {@code samples},
 * {@code seed}, {@code engine} (auto, cpu, nd4j or gpu) and {@code refine} (1: correct the samples by the exact
 * likelihood, 0: do not). Stateless.
 */
final class FitParameters {

    private static final int MOST_SAMPLES = 1_000_000;

    private FitParameters() {
    }

    /**
     * @param p a message
     * @param fallback what holds where the message says nothing
     * @return the settings of the fit that is asked for
     * @throws IllegalArgumentException if a parameter has a value that it cannot have; the message names both
     */
    static FitSettings read(MessageParameters p, FitSettings fallback) {
        long samples = p.wholeNumber("samples").orElse((long) fallback.samples());
        if (samples < 1 || samples > MOST_SAMPLES) {
            throw new RefusedValueException("parameter 'samples' of " + p.message().getMType() + " is " + samples
                    + ", expected 1 to " + MOST_SAMPLES);
        }
        return new FitSettings((int) samples, p.wholeNumber("seed").orElse(fallback.seed()),
                p.optionalText("bundle").or(fallback::bundle),
                p.optionalText("engine").map(word -> engine(p, word)).orElse(fallback.engine()),
                p.optionalText("refine").map(r -> !r.equals("0")).orElse(fallback.refine()));
    }

    private static EngineChoice engine(MessageParameters p, String word) {
        try {
            return EngineChoice.of(word);
        } catch (RefusedValueException e) {
            throw new RefusedValueException("parameter 'engine' of " + p.message().getMType() + " is '" + word
                    + "', expected one of " + Arrays.stream(EngineChoice.values()).map(EngineChoice::word)
                            .collect(Collectors.joining(", ")), e);
        }
    }
}
