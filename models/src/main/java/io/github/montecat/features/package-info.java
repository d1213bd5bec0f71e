/**
 * Features: what a network is shown of a spectrum ({@link io.github.montecat.features.InputFeatures}), standardised
 * ({@link io.github.montecat.features.InputScaler}).
 *
 * <p>In: a binned spectrum. Out: the numbers of a network's input.
 *
 * <p>Source: Tutone et al. 2025, section 2.1, for standardised bins.
 */
package io.github.montecat.features;
