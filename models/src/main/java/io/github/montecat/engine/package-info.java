/**
 * Engines: what runs the stochastic passes of a network.
 *
 * <p>In: a {@link io.github.montecat.kernel.PassSampler}, its inputs, a seed. Out: raw outputs of each pass, which a
 * {@link io.github.montecat.head.Head} turns into samples. {@link io.github.montecat.engine.EngineChoice} lists all
 * engines and opens them, or says why this machine does not have one.
 *
 * <p>A new engine is a class that implements {@link io.github.montecat.engine.McDropoutEngine} and a constant of
 * {@code EngineChoice}.
 *
 * <p>Source: Gal and Ghahramani 2016; Tutone et al. 2025, section 2.2.
 */
package io.github.montecat.engine;
