package io.github.montecat.job;

import io.github.montecat.comparison.ModelSet;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.fitmodel.JointFit;
import io.github.montecat.fitmodel.ParameterName;
import io.github.montecat.inference.ModelChoice;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.prior.Prior;
import io.github.montecat.table.ParameterSource;
import io.github.montecat.table.SourceGrouping;
import io.github.montecat.table.SpectrumTableSettings;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What is said about joint fits, as texts: on the command line or in a message. What is empty is not said. Immutable.
 *
 * @param sourceId column with an id that rows of one source share
 * @param spectra columns with PHA files of one source, joined by commas
 * @param crossCalibration prior of cross-calibration factors, see {@link JointFit#parseCrossCalibration}
 * @param untie labels of parameters that each spectrum has for itself, joined by commas
 */
public record JointRequest(Optional<String> sourceId, Optional<String> spectra, Optional<String> crossCalibration,
        Optional<String> untie) {

    public static final String SOURCE_ID = "source-id";
    public static final String SPECTRA = "spectra";
    public static final String CROSS_CALIBRATION = "cross-calibration";
    public static final String UNTIE = "untie";

    /** @return whether spectra are to be fitted together */
    private boolean isJoint() {
        return sourceId.isPresent() || spectra.isPresent();
    }

    /**
     * @param models the models of the fit
     * @param rows how the table is read, with the parameters that come from its rows
     * @param naming makes of {@code untie} what a user calls it, such as {@code --untie}
     * @return the same models, with what is said about joint fits
     * @throws RefusedValueException if a text cannot be read, or does not go with a model or other texts
     */
    public ModelSet choose(ModelSet models, SpectrumTableSettings rows, UnaryOperator<String> naming) {
        return new ModelSet(models.choices().stream().map(c -> choose(c, rows, naming)).toList(), models.odds(),
                models.bestOnly());
    }

    /**
     * @param choice the model of the fit
     * @param rows how the table is read, with the parameters that come from its rows
     * @param naming makes of {@code untie} what a user calls it, such as {@code --untie}
     * @return the same choice, with what is said about joint fits
     * @throws RefusedValueException if a text cannot be read, or does not go with the model or other texts
     */
    public ModelChoice choose(ModelChoice choice, SpectrumTableSettings rows, UnaryOperator<String> naming) {
        if (!isJoint()) {
            requireNone(crossCalibration, CROSS_CALIBRATION, naming);
            requireNone(untie, UNTIE, naming);
            return choice;
        }
        String name = naming.apply(sourceId.isPresent() ? SOURCE_ID : SPECTRA);
        if (!choice.always()) {
            throw new RefusedValueException(name + " goes with " + naming.apply(ModelRequest.MODEL)
                    + ": the spectra of a source are fitted by their likelihoods; name the model to fit");
        }
        Optional<Prior> factors = crossCalibration.map(text -> factors(text, naming))
                .orElse(JointFit.DEFAULT.crossCalibration());
        Set<String> labels = new LinkedHashSet<>(untie.map(JointRequest::words).orElse(List.of()));
        try {
            ModelChoice joint = choice.joint(new JointFit(factors, labels));
            rows.parameters().forEach(source -> requireTied(source, joint));
            return joint;
        } catch (RefusedValueException e) {
            throw new RefusedValueException(untie.map(t -> naming.apply(UNTIE) + " " + t + ": ").orElse("")
                    + e.getMessage(), e);
        }
    }

    private static Optional<Prior> factors(String text, UnaryOperator<String> naming) {
        try {
            Optional<Prior> prior = JointFit.parseCrossCalibration(text);
            // Refuses a prior of factors below 0.
            return new JointFit(prior, Set.of()).crossCalibration();
        } catch (RefusedValueException e) {
            throw new RefusedValueException(naming.apply(CROSS_CALIBRATION) + ": " + e.getMessage(), e);
        }
    }

    private static void requireTied(ParameterSource source, ModelChoice joint) {
        for (ModelParameter p : new ParameterName(source.name()).in(joint.model().prior().model())) {
            if (joint.joint().untied().contains(p.label())) {
                throw new RefusedValueException("parameter " + p.label()
                        + " comes from the rows of the source, so that all its spectra share it");
            }
        }
    }

    private static void requireNone(Optional<String> text, String name, UnaryOperator<String> naming) {
        if (text.isPresent()) {
            throw new RefusedValueException(naming.apply(name) + " goes with " + naming.apply(SOURCE_ID) + " or "
                    + naming.apply(SPECTRA));
        }
    }

    /**
     * @param reading how the table is read otherwise
     * @param naming makes of {@code spectra} what a user calls it
     * @return the same with what is said about sources
     * @throws RefusedValueException if texts do not go together
     */
    public SpectrumTableSettings reading(SpectrumTableSettings reading, UnaryOperator<String> naming) {
        if (!isJoint()) {
            return reading;
        } else if (spectra.isPresent() && reading.column().isPresent()) {
            throw new RefusedValueException("give " + naming.apply(SPECTRA) + " or " + naming.apply("column")
                    + ", not both");
        } else if (spectra.isPresent() && sourceId.isPresent()) {
            throw new RefusedValueException("give " + naming.apply(SPECTRA) + " or " + naming.apply(SOURCE_ID)
                    + ", not both");
        }
        try {
            return reading.withGrouping(new SourceGrouping(sourceId, spectra.map(JointRequest::words).orElse(List.of())));
        } catch (RefusedValueException e) {
            throw new RefusedValueException(naming.apply(SPECTRA) + ": " + e.getMessage(), e);
        }
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::trim).toList();
    }
}
