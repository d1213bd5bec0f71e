package io.github.montecat.derived;

import java.util.List;
import java.util.Objects;

/**
 * The fluxes that a user wants. Immutable.
 *
 * @param bands the bands; in the observer's frame for fluxes, in the source's for luminosities
 * @param components whether to have them of each source of a model as well
 * @param photons whether to have fluxes in photons as well
 * @param cosmology what luminosities are computed with
 */
public record FluxRequest(List<FluxBand> bands, boolean components, boolean photons, Cosmology cosmology) {

    /** Copies the bands. */
    public FluxRequest {
        bands = List.copyOf(bands);
        Objects.requireNonNull(cosmology);
    }
}
