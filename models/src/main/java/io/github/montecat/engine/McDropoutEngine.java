package io.github.montecat.engine;

import io.github.montecat.kernel.PassSampler;
import io.github.montecat.progress.Progress;
import java.util.List;
import java.util.Optional;

/**
 * Runs the stochastic passes of a network. Pass {@code i} of row {@code r} under a seed has the same dropout
 * masks in every engine, so engines differ by rounding alone. Implementations are safe for use by several threads.
 */
public interface McDropoutEngine {

    /** @return a name for messages, such as {@code cpu, vector (512 bit)} */
    String name();

    /**
     * Tells whether this engine can run a network.
     *
     * @param network a network
     * @return empty if it can, else which networks it runs, such as {@code engine nd4j runs GRU networks}
     */
    Optional<String> refusal(PassSampler network);

    /**
     * Draws samples.
     *
     * @param network the network, one that is not refused
     * @param inputs one input of the network per spectrum
     * @param rows number of each spectrum's row
     * @param passes passes per spectrum
     * @param seed seed of the masks
     * @param progress counts passes of all spectra; may cancel between chunks of them
     * @return per spectrum passes x outputs raw outputs; the network's head says what they mean
     * @throws IllegalArgumentException if this engine refuses the network, or an input has the wrong length
     */
    List<float[]> sample(PassSampler network, List<float[]> inputs, long[] rows, int passes, long seed,
            Progress progress);

    /**
     * What {@link #draw} gives.
     *
     * @param outputs what {@link #sample} gives
     * @param engine {@link #name} of the engine that drew them
     */
    record Drawn(List<float[]> outputs, String engine) {
    }

    /**
     * Draws samples and tells who drew them. An engine that may leave work to another overrides this.
     *
     * @param network the network, one that is not refused
     * @param inputs one input of the network per spectrum
     * @param rows number of each spectrum's row
     * @param passes passes per spectrum
     * @param seed seed of the masks
     * @param progress counts passes of all spectra; may cancel between chunks of them
     * @return the samples
     * @throws IllegalArgumentException if this engine refuses the network, or an input has the wrong length
     */
    default Drawn draw(PassSampler network, List<float[]> inputs, long[] rows, int passes, long seed, Progress progress) {
        return new Drawn(sample(network, inputs, rows, passes, seed, progress), name());
    }
}
