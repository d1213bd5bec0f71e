package io.github.montecat.inference;

import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.fitmodel.RowParameters;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.physics.absorption.AbundanceTable;
import io.github.montecat.physics.absorption.CrossSections;
import io.github.montecat.prior.ModelPrior;
import java.util.Optional;

/**
 * What a spectrum was fitted with. Immutable and safe for use by several threads.
 *
 * @param model model and priors, with what the row itself says about parameters
 * @param bundle the bundle whose network proposed the samples; empty if none did
 * @param own what of the model's parameters comes from the row
 */
public record FitOrigin(FitModel model, Optional<ModelBundle> bundle, RowParameters own) {

    /**
     * @param bundle a bundle
     * @return that bundle, its model under the name of its expression
     */
    public static FitOrigin of(ModelBundle bundle) {
        return of(bundle, bundle.prior());
    }

    /** That bundle with a narrower prior. */
    static FitOrigin of(ModelBundle bundle, ModelPrior prior) {
        ModelSettings settings = new ModelSettings(AbundanceTable.named(bundle.manifest().model().abundances()),
                CrossSections.named(bundle.manifest().model().crossSections()));
        return new FitOrigin(new FitModel(bundle.manifest().model().expression(), bundle.description(), prior,
                settings), Optional.of(bundle), RowParameters.NONE);
    }

    /**
     * @param model a fit model
     * @return that model, without a network
     */
    public static FitOrigin of(FitModel model) {
        return new FitOrigin(model, Optional.empty(), RowParameters.NONE);
    }

    /** @return name of the bundle, or else of the model */
    public String name() {
        return bundle.map(ModelBundle::name).orElse(model.name());
    }

    /** @return the same model without a network */
    FitOrigin withoutBundle() {
        return new FitOrigin(model, Optional.empty(), own);
    }

    /** @return name and version of the bundle, or else the name of the model */
    public String title() {
        return bundle.map(b -> b.name() + " " + b.version()).orElse(model.name());
    }
}
