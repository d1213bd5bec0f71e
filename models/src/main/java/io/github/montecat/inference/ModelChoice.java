package io.github.montecat.inference;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.fitmodel.FitModelEdit;
import io.github.montecat.fitmodel.FitModelFormatException;
import io.github.montecat.fitmodel.FitModelLibrary;
import io.github.montecat.fitmodel.JointFit;
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
 * @param joint how several spectra of one source share the model
 */
public record ModelChoice(FitModel model, boolean always, Optional<EnergyRange> noticed, Map<String, Prior> narrowed,
        JointFit joint) {

    /** Copies the priors. */
    public ModelChoice {
        narrowed = Map.copyOf(narrowed);
    }

    /**
     * A choice in which no parameter of several spectra is untied.
     *
     * @param model the model
     * @param always whether all spectra are fitted with it
     * @param noticed energies to fit where the model is used; empty for all
     * @param narrowed priors by label that replace those of a bundle
     */
    public ModelChoice(FitModel model, boolean always, Optional<EnergyRange> noticed, Map<String, Prior> narrowed) {
        this(model, always, noticed, narrowed, JointFit.DEFAULT);
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

    /**
     * @param how how several spectra of one source share the model
     * @return the same choice with that
     * @throws RefusedValueException if a parameter of the model cannot be untied
     */
    public ModelChoice joint(JointFit how) {
        how.requireFree(model);
        return new ModelChoice(model, always, noticed, narrowed, how);
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
