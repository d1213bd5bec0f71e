package io.github.montecat.fitmodel;

import io.github.montecat.physics.ModelParameter;
import io.github.montecat.prior.Prior;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a row of a table says about parameters of the model that it is fitted with. Immutable and safe for use by
 * several threads.
 *
 * @param list the parameters, in the order in which the user gave them; all rows of a table have the same names
 */
public record RowParameters(List<RowParameter> list) {

    /** Says nothing. */
    public static final RowParameters NONE = new RowParameters(List.of());

    /** Copies the list. */
    public RowParameters {
        list = List.copyOf(list);
    }

    /** @return whether the row says nothing */
    public boolean isEmpty() {
        return list.isEmpty();
    }

    /**
     * @param model one of several models that rows are fitted with
     * @return what the row says about parameters that the model has
     */
    public RowParameters about(FitModel model) {
        return new RowParameters(list.stream()
                .filter(own -> new ParameterName(own.name()).isIn(model.prior().model())).toList());
    }

    /**
     * Combines a model with what the row says. Of several parameters with one name the first has the row's prior, and
     * the others are tied to it.
     *
     * @param model a fit model
     * @return the model of the row; the same object if the row says nothing
     * @throws IllegalArgumentException if the model has no such parameter, or a value or prior does not go with it
     */
    public FitModel in(FitModel model) {
        Map<String, Double> fixed = new LinkedHashMap<>();
        Map<String, Prior> priors = new LinkedHashMap<>();
        Map<String, String> ties = new LinkedHashMap<>();
        for (RowParameter own : list) {
            List<ModelParameter> named = new ParameterName(own.name()).in(model.prior().model());
            String first = named.get(0).label();
            own.value().ifPresent(v -> named.forEach(p -> fixed.put(p.label(), v)));
            own.prior().ifPresent(prior -> {
                priors.put(first, prior);
                named.stream().skip(1).forEach(p -> ties.put(p.label(), first));
            });
        }
        FitModelEdit edit = new FitModelEdit(priors, fixed, ties, model.settings());
        return edit.isEmpty() ? model : edit.change(model);
    }

    /**
     * The values of parameters that the user gives by rows and that are not free in this row.
     *
     * @param model the model of the row, as {@link #in} makes it
     * @return values by the user's name, the model's own where the row says nothing
     */
    public Map<String, Double> fixedValues(FitModel model) {
        Map<String, Double> fixed = model.prior().fixed();
        Map<String, Double> values = new LinkedHashMap<>();
        for (RowParameter own : list) {
            String label = first(own.name(), model).label();
            String source = model.prior().ties().getOrDefault(label, label);
            if (fixed.containsKey(source)) {
                values.put(own.name(), fixed.get(source));
            }
        }
        return values;
    }

    /**
     * @param name the user's name of one of these
     * @param model a fit model
     * @return the parameter; of several the first
     */
    public static ModelParameter first(String name, FitModel model) {
        return new ParameterName(name).in(model.prior().model()).get(0);
    }

    /**
     * @param model a fit model
     * @param parameter one of its parameters
     * @return what results call it: the user's name if it is the first of that name, else its label
     */
    public String nameOf(FitModel model, ModelParameter parameter) {
        return list.stream().map(RowParameter::name).filter(name -> first(name, model).equals(parameter)).findFirst()
                .orElse(parameter.label());
    }

    /**
     * @param model a fit model
     * @param parameter one of its parameters
     * @return what the row says about it; empty if its value and prior are the model's
     */
    public Optional<RowParameter> about(FitModel model, ModelParameter parameter) {
        return list.stream().filter(own -> new ParameterName(own.name()).in(model.prior().model()).contains(parameter))
                .findFirst();
    }
}
