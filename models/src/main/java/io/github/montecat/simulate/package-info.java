/**
 * Simulated spectra: draws from the prior, folded with a response, with Poisson noise.
 *
 * <p>In: {@link io.github.montecat.prior.ModelPrior}, {@link io.github.montecat.response.Response} and an exposure.
 * Out: {@link io.github.montecat.simulate.Dataset}, what networks are trained and tested on, and
 * {@link io.github.montecat.simulate.Observation}, what is written to files, with a background if wanted. Random
 * numbers are by counter, so a draw depends on its seed and number alone.
 *
 * <p>Source: Tutone et al. 2025, section 2.1.
 */
package io.github.montecat.simulate;
