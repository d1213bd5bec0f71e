package io.github.montecat.network;

import io.github.montecat.head.Head;
import io.github.montecat.kernel.PassSampler;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;

/** The shape of a network with Monte Carlo Dropout. Immutable and safe for use by several threads. */
public sealed interface NetworkArchitecture permits GruArchitecture, DenseArchitecture, ConvolutionArchitecture {

    /** @return name in files and on the command line, such as {@code gru} */
    String type();

    /** @return what it is given of a spectrum */
    InputShape shape();

    /** @return what its outputs mean */
    Head head();

    /**
     * Makes the network with fresh weights.
     *
     * @param updater how weights follow gradients, such as Adam
     * @param seed seed of the weights and of the masks in training
     * @param precision FLOAT, or DOUBLE for checking gradients
     * @return the network; input as {@link #input} makes it, output [batch, outputs], loss as the head wants it
     */
    MultiLayerNetwork create(IUpdater updater, long seed, DataType precision);

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

    /**
     * Reads the weights of a trained network for stochastic passes.
     *
     * @param network a network of this architecture
     * @return the sampler
     * @throws IllegalArgumentException if the network is of another architecture
     */
    PassSampler sampler(MultiLayerNetwork network);

    /**
     * Lays spectra out as one batch.
     *
     * @param spectra {@link InputShape#size} numbers each
     * @return array of shape [spectra, {@link #inputShape}] in single precision
     */
    default INDArray input(List<float[]> spectra) {
        long[] one = inputShape();
        long[] shape = new long[one.length + 1];
        shape[0] = spectra.size();
        System.arraycopy(one, 0, shape, 1, one.length);
        int width = 1;
        for (long n : one) {
            width *= (int) n;
        }
        float[] all = new float[spectra.size() * width];
        for (int m = 0; m < spectra.size(); m++) {
            System.arraycopy(layOut(spectra.get(m)), 0, all, m * width, width);
        }
        return Nd4j.create(all, shape, 'c');
    }
}
