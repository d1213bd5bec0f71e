package io.github.montecat.dl4j;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * What all architectures begin with: weights start as Keras starts them, uniform after Glorot and Bengio 2010, biases at
 * zero; the same seed gives the same weights.
 */
final class NetworkStart {

    /** Stands in for seed 0, which ND4J takes as a wish for a seed from the clock; any other number would do. */
    private static final long ZERO = 0x4D6F6E746563L;

    private NetworkStart() {
    }

    static NeuralNetConfiguration.ListBuilder list(IUpdater updater, long seed, DataType precision) {
        return new NeuralNetConfiguration.Builder()
                .seed(seed == 0 ? ZERO : seed)
                .dataType(precision)
                .updater(updater)
                .weightInit(WeightInit.XAVIER_UNIFORM)
                .list();
    }
}
