package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;
import java.util.function.Predicate;

/**
 * A spectral model. Immutable and safe for use by several threads.
 *
 * <pre>{@code
 * SpectralModel model = ModelExpression.parse("tbabs*powerlaw");
 * SpectralModel.OnGrid onGrid = model.on(grid);
 * double[] flux = onGrid.photonFlux(0.2, 1.7, 1.0);
 * }</pre>
 */
public interface SpectralModel {

    /** @return the expression in XSPEC's syntax, in canonical form */
    String expression();

    /** @return all parameters in XSPEC's order, frozen ones included; unmodifiable */
    List<ModelParameter> parameters();

    /**
     * Finds parameters that have no effect on the spectrum: those that only multiply a source whose flux is set by a
     * convolution such as {@code cflux}.
     *
     * @param free tells which parameters are free
     * @return free parameters of which one must be fixed; empty if there are none
     */
    default List<ModelParameter> withoutEffect(Predicate<ModelParameter> free) {
        return List.of();
    }

    /**
     * Whether the photons of a bin depend on that bin alone, so that a part of a grid has the same photons by itself.
     *
     * @return true unless the model has a convolution
     */
    default boolean isLocal() {
        return true;
    }

    /**
     * Binds the model to an energy grid and computes all that does not depend on parameters (cross sections).
     *
     * @param grid energy bins in keV
     * @return the bound model
     * @throws IllegalArgumentException if the bins are not photon energies ({@link EnergyGrid#requirePhotonEnergies})
     */
    OnGrid on(EnergyGrid grid);

    /** A model bound to an energy grid. Safe for use by several threads. */
    interface OnGrid {

        /** @return the energy bins in keV */
        EnergyGrid grid();

        /**
         * Evaluates the model.
         *
         * @param parameters one value per model parameter, in the model's order
         * @return photons/cm2/s in each bin of the grid; a new array
         * @throws IllegalArgumentException if the number of values is wrong or one is outside its hard limits
         */
        double[] photonFlux(double... parameters);
    }
}
