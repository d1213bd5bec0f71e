package io.github.montecat.job;

import io.github.montecat.comparison.ModelSet;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.fitmodel.ParameterName;
import io.github.montecat.inference.ModelChoice;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.table.ParameterSource;
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
        return sources(ModelSet.of(choice), naming);
    }

    /**
     * @param models the models of the fit; a parameter is taken from the rows for all that have it
     * @param naming makes of {@code let} what a user calls it, such as {@code --let}
     * @return where parameters come from
     * @throws RefusedValueException if a text cannot be read, or does not go with the models
     */
    public List<ParameterSource> sources(ModelSet models, UnaryOperator<String> naming) {
        boolean fallsBack = fallsBack(naming);
        if (texts.isEmpty()) {
            if (blank.isPresent()) {
                throw new RefusedValueException(naming.apply(LET_BLANK) + " goes with " + naming.apply(LET));
            }
            return List.of();
        }
        if (!models.first().always()) {
            throw new RefusedValueException(naming.apply(LET) + " goes with " + naming.apply(ModelRequest.MODEL)
                    + ": without it bundles are used, whose networks know no values of single rows; name the model to "
                    + "fit");
        }
        Map<String, ParameterSource> sources = new LinkedHashMap<>();
        parse(naming).forEach((name, text) -> sources.put(name, source(name, text, parameter(name, models, naming),
                fallsBack, naming)));
        models.choices().forEach(choice -> requireSense(sources, choice.model(), naming));
        return List.copyOf(sources.values());
    }

    /** The parameter of the first model that has one of that name. */
    private static ModelParameter parameter(String name, ModelSet models, UnaryOperator<String> naming) {
        List<FitModel> having = models.choices().stream().map(ModelChoice::model)
                .filter(m -> new ParameterName(name).isIn(m.prior().model())).toList();
        FitModel first = having.isEmpty() ? models.first().model() : having.get(0);
        ModelParameter parameter = named(name, first, naming).get(0);
        for (FitModel model : having) {
            ModelParameter other = named(name, model, naming).get(0);
            if (!other.unit().equals(parameter.unit()) || !other.ucd().equals(parameter.ucd())) {
                throw new RefusedValueException(naming.apply(LET) + " " + name + ": that is another quantity in "
                        + model.name() + " than in " + first.name() + "; fit them in two runs");
            }
        }
        return parameter;
    }

    /** Refuses what is said about a parameter twice, and what leaves nothing free. */
    private static void requireSense(Map<String, ParameterSource> sources, FitModel model,
            UnaryOperator<String> naming) {
        Map<String, String> taken = new HashMap<>();
        Set<String> fixed = new HashSet<>();
        boolean anyPrior = false;
        for (Map.Entry<String, ParameterSource> entry : sources.entrySet()) {
            ParameterName name = new ParameterName(entry.getKey());
            List<ModelParameter> parameters = name.isIn(model.prior().model()) ? name.in(model.prior().model())
                    : List.of();
            for (ModelParameter p : parameters) {
                String before = taken.put(p.label(), name.text());
                if (before != null) {
                    throw new RefusedValueException(naming.apply(LET) + " says twice where " + p.label()
                            + " comes from, by " + before + " and by " + name.text());
                }
                if (!entry.getValue().isPrior()) {
                    fixed.add(p.label());
                }
            }
            anyPrior |= entry.getValue().isPrior() && !parameters.isEmpty();
        }
        if (!anyPrior && model.prior().free().stream().allMatch(f -> fixed.contains(f.parameter().label()))) {
            throw new RefusedValueException(naming.apply(LET) + " fixes all free parameters of "
                    + model.prior().model().expression() + "; nothing is left to fit");
        }
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
