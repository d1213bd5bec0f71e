/**
 * Prior distributions of spectral parameters: what training draws from and what every posterior stays inside.
 *
 * <p>In: a {@link io.github.montecat.physics.SpectralModel} and one {@link io.github.montecat.prior.Prior} per free
 * parameter. Out: {@link io.github.montecat.prior.ModelPrior}, which turns points of the unit cube into parameter
 * values and back (the min-max scaling of Tutone et al. 2025, section 2.1, over the prior range).
 */
package io.github.montecat.prior;
