package io.github.montecat.training;

import io.github.montecat.network.NetworkArchitecture;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * What training gives.
 *
 * @param architecture shape of the network
 * @param network the weights with the lowest validation loss
 * @param scaler what brings spectra into the network's range
 * @param history losses of every epoch
 * @param bestEpoch epoch of the weights, from 0
 */
public record TrainedNetwork(NetworkArchitecture architecture, MultiLayerNetwork network, InputScaler scaler,
        List<Epoch> history, int bestEpoch) {

    /** Copies the history. */
    public TrainedNetwork {
        history = List.copyOf(history);
    }

    /**
     * An epoch.
     *
     * @param number from 0
     * @param trainingLoss loss over its updates, dropout on
     * @param validationLoss loss over the validation spectra, dropout off
     */
    public record Epoch(int number, double trainingLoss, double validationLoss) {
    }
}
