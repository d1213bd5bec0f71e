package io.github.montecat.training;

import io.github.montecat.features.InputScaler;
import io.github.montecat.network.NetworkArchitecture;
import io.github.montecat.network.NetworkWeights;
import java.util.List;

/**
 * What training gives.
 *
 * @param architecture shape of the network
 * @param weights the weights with the lowest validation loss
 * @param scaler what brings spectra into the network's range
 * @param history losses of every epoch
 * @param bestEpoch epoch of the weights, from 0
 */
public record TrainedNetwork(NetworkArchitecture architecture, NetworkWeights weights, InputScaler scaler,
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
