/**
 * Spectral models: XSPEC's expressions, their components and parameters.
 *
 * <p>In: an expression such as {@code tbabs*powerlaw}. Out: a {@link io.github.montecat.physics.SpectralModel}, which
 * is bound to an energy grid once and then evaluated for many parameter vectors. All fluxes are photons/cm2/s per
 * energy bin, as in XSPEC.
 */
package io.github.montecat.physics;
