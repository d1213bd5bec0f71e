/**
 * The network: the paper's three architectures ({@link io.github.montecat.network.NetworkArchitecture}) and the weights
 * of a trained one ({@link io.github.montecat.network.NetworkWeights}), in plain Java. Training builds them in
 * Deeplearning4j, in package {@code dl4j}.
 *
 * <p>Source: Tutone et al. 2025, section 2.2, figure 2 and tables 2 and 5.
 */
package io.github.montecat.network;
