package io.github.montecat.job;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.fitmodel.ParameterName;
import io.github.montecat.inference.ModelChoice;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.table.ParameterSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What is said about parameters that come from the rows of a table, as texts: on the command line or in a message.
 * Immutable.
 *
 * @param texts texts {@code NAME=SOURCE}, see {@link ParameterSource#parse}
 * @param blank what becomes of a row without a value: {@code skip} or {@code prior}; empty for the first
 */
public record ParameterRequest(List<String> texts, Optional<String> blank) {

    /** Name of the option and parameter with the texts. */
    public static final String LET = "let";
    /** Name of the option and parameter about rows without a value. */
    public static final String LET_BLANK = "let-blank";

    private static final String SKIP = "skip";
    private static final String PRIOR = "prior";

    /** Copies the list. */
    public ParameterRequest {
        texts = List.copyOf(texts);
    }

    /**
     * @param choice the model of the fit
     * @param naming makes of {@code let} what a user calls it, such as {@code --let}
     * @return where parameters come from
     * @throws RefusedValueException if a text cannot be read, or does not go with the model
     */
    public List<ParameterSource> sources(ModelChoice choice, UnaryOperator<String> naming) {
        boolean fallsBack = fallsBack(naming);
        if (texts.isEmpty()) {
            if (blank.isPresent()) {
                throw new RefusedValueException(naming.apply(LET_BLANK) + " goes with " + naming.apply(LET));
            }
            return List.of();
        }
        if (!choice.always()) {
            throw new RefusedValueException(naming.apply(LET) + " goes with " + naming.apply(ModelRequest.MODEL)
                    + ": without it bundles are used, whose networks know no values of single rows; name the model to "
                    + "fit");
        }
        List<ParameterSource> sources = new ArrayList<>();
        Map<String, String> taken = new HashMap<>();
        Set<String> fixed = new HashSet<>();
        parse(naming).forEach((name, text) -> {
            List<ModelParameter> named = named(name, choice.model(), naming);
            for (ModelParameter p : named) {
                String before = taken.put(p.label(), name);
                if (before != null) {
                    throw new RefusedValueException(naming.apply(LET) + " says twice where " + p.label()
                            + " comes from, by " + before + " and by " + name);
                }
            }
            ParameterSource source = source(name, text, named.get(0), fallsBack, naming);
            sources.add(source);
            if (!source.isPrior()) {
                named.forEach(p -> fixed.add(p.label()));
            }
        });
        if (choice.model().prior().free().stream().allMatch(f -> fixed.contains(f.parameter().label()))
                && sources.stream().noneMatch(ParameterSource::isPrior)) {
            throw new RefusedValueException(naming.apply(LET) + " fixes all free parameters of "
                    + choice.model().prior().model().expression() + "; nothing is left to fit");
        }
        return sources;
    }

    private boolean fallsBack(UnaryOperator<String> naming) {
        String word = blank.orElse(SKIP);
        if (!word.equals(SKIP) && !word.equals(PRIOR)) {
            throw new RefusedValueException(naming.apply(LET_BLANK) + " is '" + word + "', expected " + SKIP
                    + " (a row without a value is not fitted) or " + PRIOR
                    + " (it is fitted with the model's own prior or value)");
        }
        return word.equals(PRIOR);
    }

    private Map<String, String> parse(UnaryOperator<String> naming) {
        Map<String, String> parsed = new LinkedHashMap<>();
        for (String text : texts) {
            Assignments.parse(List.of(text), naming.apply(LET), String::trim).forEach((name, source) -> {
                if (parsed.put(name, source) != null) {
                    throw new RefusedValueException(naming.apply(LET) + " says twice where " + name + " comes from");
                }
            });
        }
        return parsed;
    }

    private static List<ModelParameter> named(String name, FitModel model, UnaryOperator<String> naming) {
        try {
            return new ParameterName(name).in(model.prior().model());
        } catch (RefusedValueException e) {
            throw new RefusedValueException(naming.apply(LET) + " " + name + ": " + e.getMessage(), e);
        }
    }

    private static ParameterSource source(String name, String text, ModelParameter parameter, boolean fallsBack,
            UnaryOperator<String> naming) {
        try {
            return ParameterSource.parse(name, text, parameter, fallsBack);
        } catch (RefusedValueException e) {
            throw new RefusedValueException(naming.apply(LET) + " " + name + "=" + text + ": " + e.getMessage(), e);
        }
    }
}
