/**
 * Random numbers by counter: every number is a function of a key and a place, so results do not depend on threads or batches;
 * and the {@link io.github.montecat.random.StandardNormal} distribution.
 *
 * <p>Source: Salmon et al. 2011 (Philox).
 */
package io.github.montecat.random;
