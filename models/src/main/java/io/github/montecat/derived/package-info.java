/**
 * Quantities that follow from a fit: fluxes, their upper limits, luminosities, net counts.
 *
 * <p>In: the samples of a posterior, with their model and the counts that were fitted. Out: a number per sample, or one
 * per spectrum, with the metadata of its column. A {@link io.github.montecat.derived.Derivation} makes them; to add a
 * quantity, write another one and hand it to the fit's settings.
 *
 * <p>A flux of a sample is the model integrated at that sample's parameters, on an energy grid that has nothing to do
 * with a response.
 */
package io.github.montecat.derived;
