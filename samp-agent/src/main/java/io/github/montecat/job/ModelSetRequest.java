package io.github.montecat.job;

import io.github.montecat.comparison.ModelSet;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.fitmodel.FitModelFormatException;
import io.github.montecat.fitmodel.FitModelLibrary;
import io.github.montecat.inference.ModelChoice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What is said about one model or several, as texts: on the command line or in a message. What is said about a
 * parameter holds for all models that have one of that label, and {@code MODEL.NAME} for the one of that model.
 * Immutable.
 *
 * @param request what is said about models; its model may be a list, separated by commas
 * @param odds texts {@code MODEL=NUMBER}, separated by commas; 1 for models that are not named
 * @param bestOnly whether results have the columns of the most probable model alone; empty if nothing is said
 */
public record ModelSetRequest(ModelRequest request, Optional<String> odds, Optional<Boolean> bestOnly) {

    /** Name of the option and parameter with the odds. */
    public static final String ODDS = "model-odds";
    /** Name of the option and parameter about the columns of results. */
    public static final String BEST_ONLY = "best-model-only";

    /**
     * @param library the models that have names
     * @param fallback what holds where nothing is said
     * @param naming makes of {@code prior} what a user calls it, such as {@code --prior}
     * @return what is to be fitted
     * @throws FitModelFormatException if there is no such model, or a prior or value does not go with it
     * @throws RefusedValueException if a text cannot be read, or texts do not go together
     */
    public ModelSet choose(FitModelLibrary library, ModelSet fallback, UnaryOperator<String> naming)
            throws FitModelFormatException {
        List<String> names = request.model().map(ListedModels::split).orElse(List.of());
        ModelSet set;
        if (names.size() > 1) {
            set = ModelSet.ofEqualOdds(ofNames(names, library, fallback.first(), naming));
        } else if (names.isEmpty() && fallback.size() > 1 && !request.withBundle()) {
            set = ModelSet.ofEqualOdds(ofFallback(library, fallback, naming));
            set = new ModelSet(set.choices(), fallback.odds(), fallback.bestOnly());
        } else {
            set = ModelSet.of(request.choose(library, fallback.first(), naming));
        }
        requireSeveral(set, odds.isPresent(), ODDS, naming);
        requireSeveral(set, bestOnly.orElse(false), BEST_ONLY, naming);
        boolean best = bestOnly.orElse(set.bestOnly());
        return new ModelSet(set.choices(), odds.isPresent() ? odds(set, naming) : set.odds(), best);
    }

    private static void requireSeveral(ModelSet set, boolean given, String name, UnaryOperator<String> naming) {
        if (given && set.size() == 1) {
            throw new RefusedValueException(naming.apply(name) + " goes with several models, such as "
                    + naming.apply(ModelRequest.MODEL) + " powerlaw,blackbody");
        }
    }

    private List<ModelChoice> ofNames(List<String> names, FitModelLibrary library, ModelChoice fallback,
            UnaryOperator<String> naming) throws FitModelFormatException {
        Set<String> known = new HashSet<>();
        for (String name : names) {
            if (name.isEmpty()) {
                throw new RefusedValueException(naming.apply(ModelRequest.MODEL) + " is '"
                        + request.model().orElseThrow() + "', expected a model before and after each comma");
            } else if (!known.add(name)) {
                throw new RefusedValueException(naming.apply(ModelRequest.MODEL) + " names " + name
                        + " twice; give each model once");
            }
        }
        List<Set<String>> labels = new ArrayList<>();
        for (String name : names) {
            labels.add(library.labels(name));
        }
        ModelAddress address = new ModelAddress(names, labels);
        List<String> priors = address.require(request.priors(), naming.apply(ModelRequest.PRIOR));
        List<String> fixed = address.require(request.fixed(), naming.apply(ModelRequest.FIX));
        List<ModelChoice> choices = new ArrayList<>();
        for (int m = 0; m < names.size(); m++) {
            choices.add(new ModelRequest(Optional.of(names.get(m)), address.of(m, priors), address.of(m, fixed),
                    request.notice(), request.abundances(), request.withBundle()).choose(library, fallback, naming));
        }
        return choices;
    }

    /** The models that hold where none is named, with what is said about priors and energies. */
    private List<ModelChoice> ofFallback(FitModelLibrary library, ModelSet fallback, UnaryOperator<String> naming)
            throws FitModelFormatException {
        List<Set<String>> labels = fallback.choices().stream().map(c -> c.model().prior().model().parameters().stream()
                .map(p -> p.label()).collect(Collectors.toSet())).toList();
        ModelAddress address = new ModelAddress(fallback.names(), labels);
        List<String> priors = address.require(request.priors(), naming.apply(ModelRequest.PRIOR));
        List<ModelChoice> choices = new ArrayList<>();
        for (int m = 0; m < fallback.size(); m++) {
            choices.add(new ModelRequest(Optional.empty(), address.of(m, priors), request.fixed(), request.notice(),
                    request.abundances(), false).choose(library, fallback.choices().get(m), naming));
        }
        return choices;
    }

    private List<Double> odds(ModelSet set, UnaryOperator<String> naming) {
        String what = naming.apply(ODDS);
        List<Double> all = new ArrayList<>(Collections.nCopies(set.size(), 1.0));
        Set<Integer> given = new HashSet<>();
        for (String text : ListedModels.split(odds.orElseThrow())) {
            int equals = text.lastIndexOf('=');
            String name = text.substring(0, Math.max(equals, 0)).trim();
            int model = ModelAddress.place(set.names(), name);
            if (equals < 1) {
                throw new RefusedValueException(what + " has '" + text + "', expected MODEL=NUMBER, "
                        + "such as powerlaw=2");
            } else if (model < 0) {
                throw new RefusedValueException(what + " has '" + name + "', which is none of the models "
                        + String.join(", ", set.names()));
            } else if (!given.add(model)) {
                throw new RefusedValueException(what + " gives the odds of " + name + " twice");
            }
            all.set(model, number(text.substring(equals + 1).trim(), text, what));
        }
        return all;
    }

    private static double number(String number, String text, String what) {
        double value;
        try {
            value = Double.parseDouble(number);
        } catch (NumberFormatException e) {
            value = Double.NaN;
        }
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new RefusedValueException(what + " has '" + text + "', expected a number above 0 after the name");
        }
        return value;
    }
}
