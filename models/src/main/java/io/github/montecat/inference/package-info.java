/**
 * Monte Carlo Dropout inference: from a spectrum and a bundle to samples of the posterior and their summary.
 *
 * <p>In: {@link io.github.montecat.spectrum.Spectrum} and {@link io.github.montecat.bundle.ModelBundle}. Out:
 * {@link io.github.montecat.inference.Posterior}, wrapped in a {@link io.github.montecat.inference.FitResult} that says
 * why where there is none. Between them stands {@link io.github.montecat.engine.McDropoutEngine}, which runs N
 * stochastic passes of a network.
 *
 * <p>Source: Gal and Ghahramani 2016; Tutone et al. 2025, section 2.2.
 */
package io.github.montecat.inference;
