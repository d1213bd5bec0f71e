package io.github.montecat.bundle;

import io.github.montecat.features.InputScaler;
import io.github.montecat.head.CalibratedHead;
import io.github.montecat.network.NetworkArchitecture;
import io.github.montecat.network.NetworkWeights;
import io.github.montecat.physics.TableModel;
import io.github.montecat.simulate.SpectrumSource;
import java.util.Map;

/**
 * What a bundle holds beside its manifest. Immutable.
 *
 * @param source spectra like those of the training
 * @param tables tables of the model by their names in its expression
 * @param scaler scaler of the network's input
 * @param architecture architecture of the network
 * @param weights weights of the network
 * @param head what its outputs mean
 */
record BundleContent(SpectrumSource source, Map<String, TableModel> tables, InputScaler scaler,
        NetworkArchitecture architecture, NetworkWeights weights, CalibratedHead head) {
}
