package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/**
 * A component of spectral models, such as {@code powerlaw}. Stateless and safe for use by several threads. To add one,
 * write a class and list it in {@code ComponentCatalog}.
 */
public interface SpectralComponent {

    /** How a component enters an expression. */
    enum Kind {
        /** A source of photons: photons/cm2/s per bin. Its last parameter is {@code norm}. */
        ADDITIVE,
        /** A factor without unit per bin. */
        MULTIPLICATIVE,
        /** Changes the photons of the source to its right, see {@link Convolution}. */
        CONVOLUTION
    }

    /** @return XSPEC's name in lower case */
    String name();

    /** @return how it is written in an expression; the name, unless it has something in braces */
    default String expression() {
        return name();
    }

    /** @return whether it is a source, a factor or a convolution */
    Kind kind();

    /** @return its parameters in XSPEC's order; an additive component's norm comes last; unmodifiable */
    List<ComponentParameter> parameters();

    /**
     * Binds the component to an energy grid and computes all that does not depend on parameters.
     *
     * @param grid energy bins in keV
     * @param settings abundances
     * @return the bound component
     */
    OnGrid on(EnergyGrid grid, ModelSettings settings);

    /** @return whether it absorbs: a factor with a hydrogen column. What a source emits is seen without it. */
    default boolean absorbs() {
        return kind() == Kind.MULTIPLICATIVE
                && parameters().stream().anyMatch(p -> p.ucd().equals("phys.columnDensity"));
    }

    /**
     * Finds where it must be cut to be integrated over energies.
     *
     * @param parameters one value per parameter of the component
     * @return energies in keV in the observer's frame where it jumps, bends or has a narrow line; in any order; not to
     *         be changed
     */
    default double[] breaks(double[] parameters) {
        return LineBreaks.NONE;
    }

    /** A component bound to an energy grid. Safe for use by several threads. */
    @FunctionalInterface
    interface OnGrid {

        /**
         * @param parameters one value per parameter of the component, inside the hard limits
         * @return photons/cm2/s (additive) or factor (multiplicative) in each bin; a new array, the caller's to change
         */
        double[] evaluate(double[] parameters);
    }
}
