/**
 * The choice of the engine that draws samples.
 *
 * <p>In: an {@link io.github.montecat.inference.EngineChoice}. Out: an
 * {@link io.github.montecat.inference.McDropoutEngine} that can be had on this machine, or a sentence why it cannot. The
 * only package that knows all engines.
 */
package io.github.montecat.engine;
