package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A spectral model. Immutable and safe for use by several threads. The default methods describe
 * a model with one smooth source and no absorption.
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
     * @return labels of the sources in the order of the expression: {@code powerlaw}, {@code gaussian2} for a
     *         second one
     */
    default List<String> sources() {
        return List.of(expression());
    }

    /**
     * @return the parameter with the redshift of the source: that of the first source that has one, else of a
     *         convolution, else of an absorber; empty if the model has none
     */
    default Optional<ModelParameter> redshift() {
        return Optional.empty();
    }

    /**
     * Finds where the model must be cut to be integrated: at energies where it jumps, bends or has a narrow line.
     *
     * @param parameters one value per model parameter
     * @return energies in keV in the observer's frame, those of each component; in any order, also outside the photon
     *         energies; not to be changed
     */
    default List<double[]> breaks(double... parameters) {
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
     * Whether the same is true of its sources apart ({@link #separatedOn}).
     *
     * @return true unless the model has a convolution that does more than move its source
     */
    default boolean isLocalApart() {
        return true;
    }

    /**
     * Finds the energies that the model must be evaluated at, its sources apart, to be right in a band. They are more
     * than the band where a convolution sets the flux of another band.
     *
     * @param low lower end of the band in keV
     * @param high its upper end in keV
     * @param parameters one value per model parameter
     * @return lower and upper end in keV
     */
    default double[] reach(double low, double high, double... parameters) {
        return new double[] {low, high};
    }

    /**
     * Binds the model to an energy grid, its sources apart.
     *
     * @param grid energy bins in keV
     * @return the bound model; safe for use by several threads
     * @throws IllegalArgumentException as {@link #on} does
     */
    default Separated separatedOn(EnergyGrid grid) {
        OnGrid bound = on(grid);
        return values -> {
            double[][] flux = {bound.photonFlux(values)};
            return new Sources(flux, flux.clone());
        };
    }

    /** A model bound to an energy grid, its sources apart. */
    @FunctionalInterface
    interface Separated {

        /**
         * @param parameters one value per model parameter, in the model's order
         * @return the photons of each source
         * @throws IllegalArgumentException as {@link OnGrid#photonFlux} does
         */
        Sources at(double... parameters);
    }

    /**
     * The photons of each source, sources x bins, in photons/cm2/s. New arrays; where a source is not absorbed, both
     * may hold the same one.
     *
     * @param observed with all absorption; their sum is the model
     * @param unabsorbed with all absorbers at a column of 0
     */
    record Sources(double[][] observed, double[][] unabsorbed) {
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
