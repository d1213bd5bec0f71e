/**
 * Spectral models: XSPEC's expressions, their components and parameters.
 *
 * <p>In: an expression such as {@code tbabs*powerlaw}. Out: a {@link io.github.montecat.physics.SpectralModel}, which
 * is bound to an energy grid once and then evaluated for many parameter vectors. All fluxes are photons/cm2/s per
 * energy bin, as in XSPEC.
 *
 * <p>A {@link io.github.montecat.physics.SpectralComponent} has one class each, listed in {@code ComponentCatalog}; a
 * {@link io.github.montecat.physics.Convolution} acts on the source to its right.
 * A {@link io.github.montecat.physics.TableModel} comes from a file that whoever parses the expression reads.
 * Absorption is computed in {@link io.github.montecat.physics.absorption}.
 *
 * <p>Source: the components as documented in the XSPEC manual (Arnaud 1996, ASP Conf. 101, 17), with its parameter
 * names, defaults and limits; compared with XSPEC 12.9.1.
 */
package io.github.montecat.physics;
