package io.github.montecat.inference;

import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.fitmodel.FitModelEdit;
import io.github.montecat.fitmodel.FitModelFormatException;
import io.github.montecat.fitmodel.FitModelLibrary;
import java.util.Optional;

/**
 * The model that a user asks for. Immutable and safe for use by several threads.
 *
 * @param model the model
 * @param always whether all spectra are fitted with it; else those alone that no bundle fits
 * @param noticed energies to fit where the model is used; empty for all
 */
public record ModelChoice(FitModel model, boolean always, Optional<EnergyRange> noticed) {

    /** @return bundles where they fit, else the absorbed power law */
    public static ModelChoice automatic() {
        return new ModelChoice(FitModelLibrary.shipped().models().stream()
                .filter(m -> m.name().equals(FitModel.DEFAULT)).findFirst().orElseThrow(), false, Optional.empty());
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
