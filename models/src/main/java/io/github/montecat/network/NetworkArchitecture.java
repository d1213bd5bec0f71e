package io.github.montecat.network;

import io.github.montecat.head.Head;
import io.github.montecat.kernel.PassSampler;
import java.util.Map;

/** The shape of a network with Monte Carlo Dropout. Immutable and safe for use by several threads. */
public sealed interface NetworkArchitecture permits GruArchitecture, DenseArchitecture, ConvolutionArchitecture {

    /** @return name in files and on the command line, such as {@code gru} */
    String type();

    /** @return what it is given of a spectrum */
    InputShape shape();

    /** @return what its outputs mean */
    Head head();

    /** @return rate of dropout after each hidden layer, 0 or more and below 1 */
    double dropout();

    /** @return shape of one spectrum's input, without the batch: what {@link #layOut} gives is that, row by row */
    long[] inputShape();

    /**
     * Lays one spectrum out as the network's input.
     *
     * @param spectrum {@link InputShape#size} numbers
     * @return the numbers of {@link #inputShape}
     * @throws IllegalArgumentException if their number is wrong
     */
    float[] layOut(float[] spectrum);

    /** @return the shapes of all arrays of weights by their names, such as {@code gru0/kernel}, first layer to last */
    Map<String, int[]> weightShapes();

    /**
     * Makes the sampler of a trained network.
     *
     * @param weights its weights
     * @return the sampler
     * @throws IllegalArgumentException if the weights are of another architecture
     */
    PassSampler sampler(NetworkWeights weights);
}
