package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;

/**
 * A component that changes the photons of a source: of all that stands to its right in a product. Stateless and safe
 * for use by several threads.
 */
public interface Convolution extends SpectralComponent {

    @Override
    default Kind kind() {
        return Kind.CONVOLUTION;
    }

    /**
     * Where the source is to be evaluated.
     *
     * @param parameters one value per parameter of the component, inside the hard limits
     * @return factor on the energies of the grid, above 0
     */
    default double energyFactor(double[] parameters) {
        return 1;
    }

    /**
     * Changes the photons.
     *
     * @param grid energy bins in keV, of the whole model
     * @param parameters one value per parameter of the component, inside the hard limits
     * @param flux photons/cm2/s per bin of the source on the grid whose energies are multiplied by the energy factor;
     *        changed in place
     * @throws IllegalArgumentException if the parameters do not allow it
     */
    void apply(EnergyGrid grid, double[] parameters, double[] flux);

    /**
     * A convolution cannot be evaluated without a source.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    default OnGrid on(EnergyGrid grid, ModelSettings settings) {
        throw new UnsupportedOperationException(name() + " acts on a source and has no values of its own");
    }
}
