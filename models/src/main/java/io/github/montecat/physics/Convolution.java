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

    /** @return whether it sets the flux of its source, so that no factor on the source has an effect */
    default boolean setsFlux() {
        return false;
    }

    /**
     * Finds the energies of its source that decide about a band.
     *
     * @param parameters one value per parameter of the component
     * @param band lower and upper end of the band in keV
     * @return lower and upper end in keV
     */
    default double[] reach(double[] parameters, double[] band) {
        return band;
    }

    /** @return whether all that it does is to move its source by a {@link #stretch} */
    default boolean shifts() {
        return false;
    }

    /**
     * Tells how far its source moves: a photon of energy E is seen at E over this factor, and so many times as rarely.
     *
     * @param parameters one value per parameter of the component
     * @return the factor; 1 unless the component {@link #shifts}
     */
    default double stretch(double[] parameters) {
        return 1;
    }

    /**
     * Binds the convolution to an energy grid.
     *
     * @param grid energy bins in keV, of the whole model
     * @return the bound convolution
     */
    Bound on(EnergyGrid grid);

    /** A convolution bound to an energy grid. Safe for use by several threads. */
    @FunctionalInterface
    interface Bound {

        /**
         * @param parameters one value per parameter of the component, inside the hard limits
         * @param flux photons/cm2/s of the source in each bin; not to be used afterwards
         * @return photons/cm2/s of the convolved source in each bin; may be the same array
         * @throws IllegalArgumentException if the parameters do not allow it
         */
        double[] convolve(double[] parameters, double[] flux);
    }

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
