package io.github.montecat.inference;

import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.fitmodel.FitModelEdit;
import io.github.montecat.fitmodel.FitModelFormatException;
import io.github.montecat.fitmodel.FitModelLibrary;
import io.github.montecat.prior.Prior;
import java.util.Map;
import java.util.Optional;

/**
 * The model that a user asks for. Immutable and safe for use by several threads.
 *
 * @param model the model
 * @param always whether all spectra are fitted with it; else those alone that no bundle fits
 * @param noticed energies to fit where the model is used; empty for all
 * @param narrowed priors by label that replace those of a bundle, each inside the bundle's
 */
public record ModelChoice(FitModel model, boolean always, Optional<EnergyRange> noticed, Map<String, Prior> narrowed) {

    /** Copies the priors. */
    public ModelChoice {
        narrowed = Map.copyOf(narrowed);
    }

    /**
     * A choice that leaves bundles their priors.
     *
     * @param model the model
     * @param always whether all spectra are fitted with it
     * @param noticed energies to fit where the model is used; empty for all
     */
    public ModelChoice(FitModel model, boolean always, Optional<EnergyRange> noticed) {
        this(model, always, noticed, Map.of());
    }

    /** @return bundles where they fit, else the absorbed power law */
    public static ModelChoice automatic() {
        try {
            return automatic(FitModelLibrary.shipped());
        } catch (FitModelFormatException e) {
            throw new IllegalStateException("the shipped model " + FitModel.DEFAULT + " cannot be read", e);
        }
    }

    /**
     * @param library fit models
     * @return bundles where they fit, else the library's model of the name {@link FitModel#DEFAULT}
     * @throws FitModelFormatException if the user's own file of that name cannot be read
     */
    public static ModelChoice automatic(FitModelLibrary library) throws FitModelFormatException {
        return new ModelChoice(library.find(FitModel.DEFAULT, FitModelEdit.NONE), false, Optional.empty());
    }
}
