/**
 * How good a network is: error metrics over a test set.
 *
 * <p>Source: Tutone et al. 2025, section 2.3.
 */
package io.github.montecat.diagnostics;
