package io.github.montecat.job;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.fitmodel.FitModelEdit;
import io.github.montecat.fitmodel.FitModelFormatException;
import io.github.montecat.fitmodel.FitModelLibrary;
import io.github.montecat.inference.EnergyRange;
import io.github.montecat.inference.ModelChoice;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.physics.absorption.AbundanceTable;
import io.github.montecat.prior.Prior;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What is said about the model of a fit, as texts: on the command line or in a message. Immutable.
 *
 * @param model name of a model or an expression
 * @param priors texts {@code NAME=PRIOR}
 * @param fixed texts {@code NAME=VALUE}, or {@code NAME=OTHER} for a tie
 * @param notice energies to fit, {@code LO,HI} in keV
 * @param abundances XSPEC's name of an abundance table
 * @param withBundle whether a bundle is named as well
 */
public record ModelRequest(Optional<String> model, List<String> priors, List<String> fixed, Optional<String> notice,
        Optional<String> abundances, boolean withBundle) {

    public static final String MODEL = "model";
    public static final String PRIOR = "prior";
    public static final String FIX = "fix";
    public static final String NOTICE = "notice";
    public static final String ABUND = "abund";

    /** Copies the lists. */
    public ModelRequest {
        priors = List.copyOf(priors);
        fixed = List.copyOf(fixed);
    }

    /**
     * @param library the models that have names
     * @param fallback what holds where nothing is said; a bundle that is named takes the place of its model
     * @param naming makes of {@code prior} what a user calls it, such as {@code --prior}
     * @return what is to be fitted
     * @throws FitModelFormatException if there is no such model, or a prior or value does not go with it
     * @throws RefusedValueException if a text cannot be read, or texts do not go together
     */
    public ModelChoice choose(FitModelLibrary library, ModelChoice fallback, UnaryOperator<String> naming)
            throws FitModelFormatException {
        requireModel(!fixed.isEmpty(), FIX, naming);
        requireModel(abundances.isPresent(), ABUND, naming);
        if (model.isPresent() && withBundle) {
            throw new RefusedValueException("give " + naming.apply(MODEL) + " or " + naming.apply("bundle") + ", not both");
        }
        Optional<EnergyRange> range = notice.map(EnergyRange::parse).or(fallback::noticed);
        FitModelEdit edit = edit(naming);
        if (model.isEmpty()) {
            boolean always = fallback.always() && !withBundle;
            // The priors are meant for the bundle's model where one is named, else for whichever comes to be used.
            return new ModelChoice(withBundle || edit.isEmpty() ? fallback.model() : edit.change(fallback.model()), always, range,
                    always ? Map.of() : edit.priors());
        }
        FitModel found = library.find(model.get(), edit);
        if (abundances.isPresent() && found.settings().abundances() != edit.settings().abundances()) {
            throw new RefusedValueException(naming.apply(ABUND) + " is " + abundances.get() + ", but model " + found.name()
                    + " has the abundances " + found.settings().abundances().xspecName() + "; give its expression instead, "
                    + found.prior().model().expression());
        }
        return new ModelChoice(found, true, range);
    }

    private void requireModel(boolean given, String name, UnaryOperator<String> naming) {
        if (given && model.isEmpty()) {
            throw new RefusedValueException(naming.apply(name) + " goes with " + naming.apply(MODEL));
        }
    }

    private FitModelEdit edit(UnaryOperator<String> naming) {
        Map<String, Prior> given = Assignments.parse(priors, naming.apply(PRIOR), Prior::parse);
        Map<String, Double> values = new LinkedHashMap<>();
        Map<String, String> ties = new LinkedHashMap<>();
        Assignments.parse(fixed, naming.apply(FIX), String::trim).forEach((label, text) -> {
            try {
                values.put(label, Double.valueOf(text));
            } catch (NumberFormatException e) {
                ties.put(label, text);
            }
        });
        return new FitModelEdit(given, values, ties, settings(naming));
    }

    private ModelSettings settings(UnaryOperator<String> naming) {
        try {
            return abundances.map(n -> new ModelSettings(AbundanceTable.named(n))).orElse(ModelSettings.DEFAULT);
        } catch (IllegalArgumentException e) {
            throw new RefusedValueException(naming.apply(ABUND) + ": " + e.getMessage(), e);
        }
    }
}
