/**
 * The network: what Deeplearning4j lacks for Monte Carlo Dropout on spectra. A GRU layer
 * ({@link io.github.montecat.network.Gru}), dropout with counter-based masks
 * ({@link io.github.montecat.network.McDropout}), and the paper's three architectures
 * ({@link io.github.montecat.network.NetworkArchitecture}) built of them and of Deeplearning4j's own layers. Deeplearning4j
 * supplies everything else: network, updater, loss, model files.
 *
 * <p>Source: Cho et al. 2014 and Keras's {@code reset_after} variant for the GRU; Gal and Ghahramani 2016 for the
 * dropout; Tutone et al. 2025, section 2.2, figure 2 and tables 2 and 5, for the architectures.
 */
package io.github.montecat.network;
