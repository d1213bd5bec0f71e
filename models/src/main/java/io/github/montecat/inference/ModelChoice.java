package io.github.montecat.inference;

import io.github.montecat.fitmodel.FitModel;
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
}
