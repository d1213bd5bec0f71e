package io.github.montecat.fitmodel;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.physics.ModelExpression;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.physics.SpectralModel;
import io.github.montecat.physics.TableModelSource;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.Prior;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a user says about the parameters of a model: priors, fixed and tied values. Immutable.
 *
 * @param priors priors by label
 * @param fixed values by label
 * @param ties labels of tied parameters, each with that of the parameter whose value it takes
 * @param settings abundances and cross sections
 */
public record FitModelEdit(Map<String, Prior> priors, Map<String, Double> fixed, Map<String, String> ties,
        ModelSettings settings) {

    /** Says nothing. */
    public static final FitModelEdit NONE = new FitModelEdit(Map.of(), Map.of(), Map.of(), ModelSettings.DEFAULT);

    /** Copies the maps. */
    public FitModelEdit {
        priors = Map.copyOf(priors);
        fixed = Map.copyOf(fixed);
        ties = Map.copyOf(ties);
    }

    /** @return whether it changes nothing of a named model */
    public boolean isEmpty() {
        return priors.isEmpty() && fixed.isEmpty() && ties.isEmpty();
    }

    /**
     * Makes a fit model of an expression. A free parameter about which nothing is said has its {@link DefaultPriors
     * default prior}.
     *
     * @param name its name
     * @param description one line for the user
     * @param expression an expression in XSPEC's syntax
     * @param tables reads table models
     * @return the model
     * @throws IllegalArgumentException if the expression is wrong, a label is unknown, a parameter has no default
     *         prior, or a free norm has no effect
     */
    FitModel expression(String name, String description, String expression, TableModelSource tables) {
        SpectralModel model = ModelExpression.parse(expression, settings, tables);
        Map<String, Prior> all = new LinkedHashMap<>(priors);
        for (ModelParameter p : model.parameters()) {
            if (!p.frozen() && !priors.containsKey(p.label()) && !fixed.containsKey(p.label())
                    && !ties.containsKey(p.label())) {
                all.put(p.label(), DefaultPriors.of(p).orElseThrow(() -> new RefusedValueException("parameter "
                        + p.label() + " of " + model.expression() + " has no default prior; give one, such as --prior "
                        + p.label() + "=uniform:MIN,MAX")));
            }
        }
        ModelPrior prior = FitModelCheck.requireSound(new ModelPrior(model, all, fixed, ties));
        return new FitModel(name, description, prior, settings);
    }

    /**
     * Changes a fit model: a parameter about which something is said here loses what the model says about it.
     *
     * @param model a model
     * @return the changed model, of the same name
     * @throws IllegalArgumentException if a label is unknown or a value is outside the model's limits
     */
    public FitModel change(FitModel model) {
        ModelPrior old = model.prior();
        Map<String, Prior> allPriors = new LinkedHashMap<>();
        old.free().forEach(f -> allPriors.put(f.parameter().label(), f.prior()));
        Map<String, Double> allFixed = new LinkedHashMap<>(old.fixed());
        Map<String, String> allTies = new LinkedHashMap<>(old.ties());
        for (Map<String, ?> said : List.of(priors, fixed, ties)) {
            said.keySet().forEach(label -> {
                allPriors.remove(label);
                allFixed.remove(label);
                allTies.remove(label);
            });
        }
        allPriors.putAll(priors);
        allFixed.putAll(fixed);
        allTies.putAll(ties);
        ModelPrior prior = FitModelCheck.requireSound(new ModelPrior(old.model(), allPriors, allFixed, allTies));
        return new FitModel(model.name(), model.description(), prior, model.settings());
    }
}
