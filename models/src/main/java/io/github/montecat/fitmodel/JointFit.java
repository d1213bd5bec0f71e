package io.github.montecat.fitmodel;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.prior.LogNormalPrior;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.Prior;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How several spectra of one source share a model. Immutable and safe for use by several threads.
 *
 * @param crossCalibration prior of the factor of each spectrum but the first; empty for no factors
 * @param untied labels of free parameters of which each spectrum has its own, all with the same prior
 */
public record JointFit(Optional<Prior> crossCalibration, Set<String> untied) {

    /** No parameter untied; factors near 1, as instruments of one kind agree to 5 to 15 %. */
    public static final JointFit DEFAULT = new JointFit(Optional.of(new LogNormalPrior(1, 0.05, 0.5, 2)), Set.of());

    /** Copies the set, and checks that factors are above 0. */
    public JointFit {
        untied = Set.copyOf(untied);
        crossCalibration.filter(p -> !(p.within(0, 1e10).min() >= 0)).ifPresent(p -> {
            throw new RefusedValueException("the prior of cross-calibration factors begins at " + p.min()
                    + ", expected 0 or more");
        });
    }

    /**
     * @param text a prior as {@link Prior#parse} takes it, or {@code none} or {@code fix:1} for no factors
     * @return the prior; empty for no factors
     * @throws RefusedValueException if the text is something else
     */
    public static Optional<Prior> parseCrossCalibration(String text) {
        String word = text.trim();
        if (word.equalsIgnoreCase("none") || word.matches("(?i)fix:1(\\.0*)?")) {
            return Optional.empty();
        } else if (word.regionMatches(true, 0, "fix:", 0, 4)) {
            throw new RefusedValueException("'" + word + "' is not known; expected a prior such as "
                    + DEFAULT.crossCalibration().orElseThrow() + ", or none (or fix:1) for no factors");
        }
        return Optional.of(Prior.parse(word));
    }

    /**
     * Checks that parameters can be untied.
     *
     * @param model the model of the source
     * @throws RefusedValueException if one of them is unknown or not free
     */
    public void requireFree(FitModel model) {
        List<String> free = model.prior().free().stream().map(f -> f.parameter().label()).toList();
        for (String label : new LinkedHashSet<>(untied)) {
            if (!free.contains(label)) {
                throw new RefusedValueException("parameter " + label + " cannot be untied; "
                        + model.prior().model().expression() + " has the free parameters " + String.join(", ", free));
            }
        }
    }

    /**
     * Makes the model of several spectra. Labels of what a spectrum has for itself end in its name.
     *
     * @param model the model of the source
     * @param names names of the spectra, at least one; the first has a factor of 1
     * @return the joint model
     * @throws RefusedValueException as {@link #requireFree} does, or if two parameters have one label
     */
    public JointModel of(FitModel model, List<String> names) {
        requireFree(model);
        ModelPrior own = model.prior();
        DataGroups groups = DataGroups.of(own.model(), names, crossCalibration.isPresent(), untied);
        Map<String, Prior> priors = new LinkedHashMap<>();
        Map<String, Double> fixed = new LinkedHashMap<>(own.fixed());
        Map<String, String> ties = new LinkedHashMap<>();
        own.free().stream().filter(f -> !untied.contains(f.parameter().label()))
                .forEach(f -> priors.put(f.parameter().label(), f.prior()));
        for (int g = 0; g < names.size(); g++) {
            String name = names.get(g);
            if (crossCalibration.isPresent()) {
                if (g == 0) {
                    fixed.put(DataGroups.factor(name), 1.0);
                } else {
                    priors.put(DataGroups.factor(name), crossCalibration.get());
                }
            }
            own.free().stream().filter(f -> untied.contains(f.parameter().label()))
                    .forEach(f -> priors.put(DataGroups.of(f.parameter().label(), name), f.prior()));
            for (ModelParameter p : own.model().parameters()) {
                String source = own.ties().getOrDefault(p.label(), p.label());
                boolean tied = own.ties().containsKey(p.label());
                if (!untied.contains(p.label()) && (g > 0 || tied)) {
                    ties.put(g == 0 ? p.label() : DataGroups.shared(p, name, crossCalibration.isPresent()),
                            untied.contains(source) ? DataGroups.of(source, name) : source);
                }
            }
        }
        ModelPrior first = new ModelPrior(groups, priors, fixed, ties);
        List<ModelPrior> all = IntStream.range(0, names.size())
                .mapToObj(g -> g == 0 ? first : new ModelPrior(groups.group(g), priors, fixed, ties)).toList();
        return new JointModel(new FitModel(model.name(), model.description(), first, model.settings()), all);
    }

    /**
     * A model of several spectra.
     *
     * @param model the model of the first spectrum, with the free parameters of all
     * @param priors for each spectrum its model, all with the same parameters and priors
     */
    public record JointModel(FitModel model, List<ModelPrior> priors) {
    }
}
