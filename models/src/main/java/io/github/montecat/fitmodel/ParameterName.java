package io.github.montecat.fitmodel;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.physics.SpectralModel;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A name by which a row's own values are given: the label of a parameter, or {@code redshift} for all redshifts of a
 * model. Immutable.
 *
 * @param text the name
 */
public record ParameterName(String text) {

    /** Stands for all redshifts of a model. */
    public static final String REDSHIFT = "redshift";

    /** UCD of redshifts, which XSPEC calls {@code Redshift}, {@code redshift} or {@code z}. */
    private static final String REDSHIFT_UCD = "src.redshift";

    /** Checks that there is a name. */
    public ParameterName {
        Objects.requireNonNull(text, "text");
    }

    /**
     * @param model a model
     * @return whether it has a parameter of that name
     */
    public boolean isIn(SpectralModel model) {
        return !find(model).isEmpty();
    }

    /**
     * @param model a model
     * @return the parameters of that name, one or more, in the model's order
     * @throws IllegalArgumentException if the model has none
     */
    public List<ModelParameter> in(SpectralModel model) {
        List<ModelParameter> found = find(model);
        if (found.isEmpty()) {
            throw new RefusedValueException(model.expression() + " has no "
                    + (text.equals(REDSHIFT) ? REDSHIFT : "parameter " + text) + "; it has "
                    + model.parameters().stream().map(ModelParameter::label).collect(Collectors.joining(", ")));
        }
        return found;
    }

    private List<ModelParameter> find(SpectralModel model) {
        boolean redshifts = text.equals(REDSHIFT);
        return model.parameters().stream()
                .filter(p -> redshifts ? p.ucd().equals(REDSHIFT_UCD) : p.label().equals(text)).toList();
    }
}
