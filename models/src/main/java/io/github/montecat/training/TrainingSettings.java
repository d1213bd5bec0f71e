package io.github.montecat.training;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.features.InputTransform;
import io.github.montecat.network.NetworkSettings;

/**
 * How a network is trained.
 *
 * @param network the network
 * @param transform what is done to counts before standardisation
 * @param rateComponents number of {@link RateComponents} whose coefficients the network is shown as well
 * @param batchSize spectra per update
 * @param learningRate Adam's step size
 * @param schedule how the step size runs over all epochs
 * @param epochs highest number of epochs
 * @param patience epochs without a better validation loss after which training stops
 * @param watchFrom epoch from which validation losses count for stopping
 * @param fresh what is new in each epoch
 * @param seed seed of weights, masks and the order of spectra
 */
public record TrainingSettings(NetworkSettings network, InputTransform transform, int rateComponents, int batchSize,
        double learningRate, RateSchedule schedule, int epochs, int patience, int watchFrom, FreshData fresh, long seed) {

    /** Settings without components of rates; parameters as above. */
    public TrainingSettings(NetworkSettings network, InputTransform transform, int batchSize, double learningRate,
            RateSchedule schedule, int epochs, int patience, int watchFrom, FreshData fresh, long seed) {
        this(network, transform, 0, batchSize, learningRate, schedule, epochs, patience, watchFrom, fresh, seed);
    }

    /** Checks the ranges that nothing else checks. */
    public TrainingSettings {
        if (rateComponents < 0) {
            throw new RefusedValueException(rateComponents + " components of rates, expected 0 or more");
        }
        if (batchSize < 1 || epochs < 1 || patience < 1 || watchFrom < 0 || !(learningRate > 0)) {
            throw new RefusedValueException("batch size " + batchSize + ", epochs " + epochs + ", patience "
                    + patience + " and learning rate " + learningRate + " must be positive");
        }
    }
}
