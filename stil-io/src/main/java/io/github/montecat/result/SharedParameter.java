package io.github.montecat.result;

import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.fitmodel.RowParameters;
import io.github.montecat.inference.FitOrigin;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.prior.ModelPrior;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A parameter that rows of a table share although their models differ: label, unit and UCD agree. Where two models mean
 * different quantities by one label, such as {@code norm}, the component's name goes before it.
 *
 * @param parameter the parameter
 * @param label its name
 * @param index its place among the free parameters of each model in which it is free: in none if all rows give its value
 */
record SharedParameter(ModelParameter parameter, String label, Map<FitOrigin, Integer> index) {

    /**
     * @param origins what rows were fitted with
     * @return their free parameters and those that rows give values of
     */
    static List<SharedParameter> of(List<FitOrigin> origins) {
        Map<String, Set<List<String>>> quantities = new HashMap<>();
        for (FitOrigin origin : origins) {
            for (ModelPrior.Free free : origin.model().prior().free()) {
                ModelParameter p = free.parameter();
                quantities.computeIfAbsent(name(origin, p), key -> new HashSet<>()).add(List.of(p.unit(), p.ucd()));
            }
        }
        Map<List<String>, SharedParameter> shared = new LinkedHashMap<>();
        for (FitOrigin origin : origins) {
            List<ModelPrior.Free> free = origin.model().prior().free();
            for (int i = 0; i < free.size(); i++) {
                ModelParameter p = free.get(i).parameter();
                String name = name(origin, p);
                String label = quantities.get(name).size() == 1 ? name : p.component() + "_" + p.name();
                shared.computeIfAbsent(List.of(label, p.unit(), p.ucd()),
                        key -> new SharedParameter(p, label, new LinkedHashMap<>())).index().put(origin, i);
            }
            origin.own().fixedValues(origin.model()).keySet().forEach(name -> {
                ModelParameter p = RowParameters.first(name, origin.model());
                shared.computeIfAbsent(List.of(name, p.unit(), p.ucd()),
                        key -> new SharedParameter(p, name, new LinkedHashMap<>()));
            });
        }
        return List.copyOf(shared.values());
    }

    private static String name(FitOrigin origin, ModelParameter parameter) {
        return origin.own().nameOf(origin.model(), parameter);
    }

    /**
     * @param origins what rows were fitted with
     * @return its priors in them, as users write them
     */
    String priors(List<FitOrigin> origins) {
        Map<String, String> byModel = new LinkedHashMap<>();
        origins.stream().filter(index::containsKey).forEach(o -> byModel.merge(
                o.bundle().map(ModelBundle::name).orElse(o.title()),
                ParameterMetadata.prior(o, o.model().prior().free().get(index.get(o))),
                (a, b) -> a.equals(b) ? a : a + " or " + b));
        Set<String> distinct = new HashSet<>(byModel.values());
        return distinct.size() == 1 ? distinct.iterator().next() : byModel.entrySet().stream()
                .map(e -> e.getValue() + " (" + e.getKey() + ")").collect(Collectors.joining(", "));
    }
}
