package io.github.montecat.fitmodel;

import io.github.montecat.physics.ModelSettings;
import io.github.montecat.prior.ModelPrior;
import java.util.Objects;

/**
 * A model with priors that spectra can be fitted with. Immutable and safe for use by several threads.
 *
 * @param name its name, such as {@code powerlaw}; the expression itself for a model that has none
 * @param description one line for the user
 * @param prior model, priors, fixed and tied parameters
 * @param settings abundances and cross sections of the model
 */
public record FitModel(String name, String description, ModelPrior prior, ModelSettings settings) {

    /** The model where a user names none and no bundle fits. */
    public static final String DEFAULT = "powerlaw";

    /** Checks that nothing is null. */
    public FitModel {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(prior, "prior");
        Objects.requireNonNull(settings, "settings");
    }
}
