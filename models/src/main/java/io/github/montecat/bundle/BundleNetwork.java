package io.github.montecat.bundle;

import io.github.montecat.kernel.PassSampler;
import io.github.montecat.network.NetworkArchitecture;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A trained network. Safe for use by several threads as far as the network is only copied.
 *
 * @param network the network as Deeplearning4j has it
 * @param sampler the same, ready to draw samples
 */
record BundleNetwork(MultiLayerNetwork network, PassSampler sampler) {

    /** Fails with an IllegalArgumentException if the network is of another architecture. */
    static BundleNetwork of(MultiLayerNetwork network, NetworkArchitecture architecture) {
        return new BundleNetwork(network, architecture.sampler(network));
    }
}
