package io.github.montecat.prior;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.physics.SpectralModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The prior of a model: independent priors of its free parameters, and values of the fixed ones. Immutable and safe
 * for use by several threads.
 */
public final class ModelPrior {

    /**
     * A free parameter and its prior.
     *
     * @param parameter the parameter
     * @param prior its prior
     */
    public record Free(ModelParameter parameter, Prior prior) {
    }

    private final SpectralModel model;
    private final List<Free> free;
    private final double[] start;
    /** Tied parameters with those whose value they take, by label, in the model's order. */
    private final Map<String, String> ties;
    /** The same by index: pairs of a tied parameter and its source. */
    private final int[][] tied;

    /**
     * Makes the prior of a model.
     *
     * @param model the model
     * @param priors priors of the free parameters by label
     * @param fixed values of fixed parameters by label; a parameter in neither map is fixed at its default if XSPEC
     *        freezes it, and an error otherwise
     * @throws IllegalArgumentException if a label is unknown or in both maps, a parameter is in neither, no parameter
     *         is free, or a prior or value exceeds the parameter's hard limits
     */
    public ModelPrior(SpectralModel model, Map<String, ? extends Prior> priors, Map<String, Double> fixed) {
        this(model, priors, fixed, Map.of());
    }

    /**
     * Makes the prior of a model in which some parameters take the values of others.
     *
     * @param model the model
     * @param priors priors of the free parameters by label; normal ones are cut off at the model's limits
     * @param fixed values of fixed parameters by label
     * @param ties labels of tied parameters, each with the label of the parameter whose value it takes
     * @throws IllegalArgumentException as the other constructor does, or if a tied parameter has a prior or a value, or
     *         is tied to itself, to another tied parameter or to none
     */
    public ModelPrior(SpectralModel model, Map<String, ? extends Prior> priors, Map<String, Double> fixed,
            Map<String, String> ties) {
        this.model = model;
        Map<String, Prior> openPriors = new LinkedHashMap<>(priors);
        Map<String, Double> openFixed = new LinkedHashMap<>(fixed);
        Map<String, String> openTies = new LinkedHashMap<>(ties);
        Map<String, String> closedTies = new LinkedHashMap<>();
        List<ModelParameter> parameters = model.parameters();
        List<Free> list = new ArrayList<>();
        List<int[]> pairs = new ArrayList<>();
        start = new double[parameters.size()];
        for (int i = 0; i < start.length; i++) {
            ModelParameter p = parameters.get(i);
            Prior prior = openPriors.remove(p.label());
            Double value = openFixed.remove(p.label());
            String source = openTies.remove(p.label());
            start[i] = Double.NaN;
            if ((prior != null ? 1 : 0) + (value != null ? 1 : 0) + (source != null ? 1 : 0) > 1) {
                throw new RefusedValueException("parameter " + p.label() + " has more than one of a prior, a fixed value "
                        + "and a tie");
            } else if (source != null) {
                pairs.add(new int[] {i, source(p, source, ties)});
                closedTies.put(p.label(), source);
            } else if (prior != null) {
                Prior inside = prior.within(p.hardMin(), p.hardMax());
                requireInside(p, inside.min());
                requireInside(p, inside.max());
                list.add(new Free(p, inside));
            } else if (value != null) {
                requireInside(p, value);
                start[i] = value;
            } else if (p.frozen()) {
                start[i] = p.initial();
            } else {
                throw new RefusedValueException("parameter " + p.label() + " of " + model.expression()
                        + " has neither a prior nor a fixed value");
            }
        }
        List<String> unknown = Stream.of(openPriors, openFixed, openTies).flatMap(m -> m.keySet().stream()).toList();
        if (!unknown.isEmpty()) {
            throw new RefusedValueException(model.expression() + " has no parameter " + unknown
                    + "; it has " + parameters.stream().map(ModelParameter::label).collect(Collectors.toList()));
        }
        if (list.isEmpty()) {
            throw new RefusedValueException("no parameter of " + model.expression() + " is free");
        }
        free = List.copyOf(list);
        this.ties = Collections.unmodifiableMap(closedTies);
        tied = pairs.toArray(int[][]::new);
        requireTiesInside();
    }

    /** Index of the parameter whose value a tied one takes. */
    private int source(ModelParameter tied, String source, Map<String, String> ties) {
        if (ties.containsKey(source)) {
            throw new RefusedValueException("parameter " + tied.label() + " is tied to " + source
                    + ", which is tied itself; tie both to a third one");
        }
        return model.parameters().stream().filter(p -> p.label().equals(source)).findFirst()
                .orElseThrow(() -> new RefusedValueException("parameter " + tied.label() + " is tied to " + source
                        + ", which " + model.expression() + " does not have; it has "
                        + model.parameters().stream().map(ModelParameter::label).toList())).index() - 1;
    }

    /** A tied parameter may have narrower limits than its source. */
    private void requireTiesInside() {
        for (int[] pair : tied) {
            ModelParameter target = model.parameters().get(pair[0]);
            Optional<Prior> prior = free.stream().filter(f -> f.parameter().index() - 1 == pair[1]).map(Free::prior)
                    .findFirst();
            requireInside(target, prior.map(Prior::min).orElse(start[pair[1]]));
            requireInside(target, prior.map(Prior::max).orElse(start[pair[1]]));
        }
    }

    private static void requireInside(ModelParameter p, double value) {
        if (!(value >= p.hardMin() && value <= p.hardMax())) {
            throw new RefusedValueException("parameter " + p.label() + ": " + value + " is outside the model's limits "
                    + p.hardMin() + " to " + p.hardMax());
        }
    }

    /** @return the model */
    public SpectralModel model() {
        return model;
    }

    /** @return the free parameters in the model's order; unmodifiable */
    public List<Free> free() {
        return free;
    }

    /** @return the number of free parameters, at least 1 */
    public int dimension() {
        return free.size();
    }

    /** @return values of the fixed parameters by label, in the model's order */
    public Map<String, Double> fixed() {
        Map<String, Double> map = new LinkedHashMap<>();
        for (ModelParameter p : model.parameters()) {
            double v = start[p.index() - 1];
            if (!Double.isNaN(v)) {
                map.put(p.label(), v);
            }
        }
        return map;
    }

    /** @return labels of tied parameters, each with that of the parameter whose value it takes; unmodifiable */
    public Map<String, String> ties() {
        return ties;
    }

    /**
     * Maps a point of the unit cube to values of the free parameters.
     *
     * @param unit one number per free parameter, uniform in [0, 1] for a draw from the prior
     * @return the values
     */
    public double[] fromUnit(double[] unit) {
        double[] values = new double[free.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = free.get(i).prior().fromUnit(unit[i]);
        }
        return values;
    }

    /**
     * Maps values of the free parameters to the unit cube.
     *
     * @param values one value per free parameter
     * @return their places in the prior
     */
    public double[] toUnit(double[] values) {
        double[] unit = new double[free.size()];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = free.get(i).prior().toUnit(values[i]);
        }
        return unit;
    }

    /**
     * Completes free values by the fixed ones.
     *
     * @param freeValues one value per free parameter
     * @return one value per model parameter, as {@link SpectralModel.OnGrid#photonFlux} takes them
     */
    public double[] modelValues(double[] freeValues) {
        double[] all = start.clone();
        for (int i = 0; i < free.size(); i++) {
            all[free.get(i).parameter().index() - 1] = freeValues[i];
        }
        for (int[] pair : tied) {
            all[pair[0]] = all[pair[1]];
        }
        return all;
    }

    @Override
    public String toString() {
        return model.expression() + " " + free.stream().map(f -> f.parameter().label() + "=" + f.prior())
                .collect(Collectors.joining(" ")) + (fixed().isEmpty() ? "" : " " + fixed())
                + (ties.isEmpty() ? "" : " " + ties);
    }
}
