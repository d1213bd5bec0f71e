/**
 * The network: a GRU layer for Deeplearning4j, its numerical kernels and the architecture built of it.
 *
 * <p>Source: Cho et al. 2014 (GRU); Tutone et al. 2025, section 2.2 and table 2.
 */
package io.github.montecat.network;
