package io.github.montecat.comparison;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.inference.ModelChoice;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The models that every spectrum is fitted with, one or several, and their odds. Immutable and safe for use by several
 * threads.
 *
 * @param choices the models; several are fitted to all spectra by the likelihood, over the same energies
 * @param odds prior odds in the order of the models, above 0; their ratios alone count
 * @param bestOnly whether a result table has the parameters of the most probable model alone
 */
public record ModelSet(List<ModelChoice> choices, List<Double> odds, boolean bestOnly) {

    /** Checks that several models can be compared, and copies the lists. */
    public ModelSet {
        choices = List.copyOf(choices);
        odds = List.copyOf(odds);
        if (choices.isEmpty() || odds.size() != choices.size()) {
            throw new IllegalArgumentException(choices.size() + " models with " + odds.size()
                    + " odds, expected as many of each and at least one");
        }
        for (double odd : odds) {
            if (!(odd > 0) || Double.isInfinite(odd)) {
                throw new RefusedValueException("the odds of a model are " + odd + ", expected a number above 0");
            }
        }
        Set<String> names = new HashSet<>();
        for (ModelChoice choice : choices) {
            if (!names.add(choice.model().name())) {
                throw new RefusedValueException("model " + choice.model().name()
                        + " is given twice; give each model once");
            }
            if (choices.size() > 1 && (!choice.always() || !choice.noticed().equals(choices.get(0).noticed()))) {
                throw new IllegalArgumentException("models that are compared are fitted to all spectra by the "
                        + "likelihood, over the same energies");
            }
        }
    }

    /**
     * @param choice a model
     * @return that model alone
     */
    public static ModelSet of(ModelChoice choice) {
        return ofEqualOdds(List.of(choice));
    }

    /**
     * @param choices models
     * @return these models with equal odds
     */
    public static ModelSet ofEqualOdds(List<ModelChoice> choices) {
        return new ModelSet(choices, Collections.nCopies(choices.size(), 1.0), false);
    }

    /** @return the number of models */
    public int size() {
        return choices.size();
    }

    /** @return the first model, which is the only one if there are not several */
    public ModelChoice first() {
        return choices.get(0);
    }

    /**
     * @param model place of a model
     * @return its name, as the user gave it
     */
    public String name(int model) {
        return choices.get(model).model().name();
    }

    /** @return what columns of each model begin with, without the underscore, see {@link #prefixes(List)} */
    public List<String> prefixes() {
        return ModelPrefix.of(names());
    }

    /**
     * What columns of models begin with: the model's name with an underscore for every run of characters that are no
     * letters or digits; or {@code model} and its number from 1 if that is too long or another model's as well.
     *
     * @param names names of models
     * @return a prefix for each
     */
    public static List<String> prefixes(List<String> names) {
        return ModelPrefix.of(names);
    }

    /** @return the names of the models */
    public List<String> names() {
        return choices.stream().map(c -> c.model().name()).toList();
    }
}
