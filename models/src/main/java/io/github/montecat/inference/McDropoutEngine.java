package io.github.montecat.inference;

import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.progress.Progress;
import java.util.List;
import java.util.Optional;

/**
 * Runs the stochastic passes of a bundle's network. Pass {@code i} of row {@code r} under a seed has the same dropout
 * masks in every engine, so engines differ by rounding alone. Implementations are safe for use by several threads.
 */
public interface McDropoutEngine {

    /** @return a name for messages, such as {@code cpu, vector (512 bit)} */
    String name();

    /**
     * Tells whether this engine can run a bundle's network.
     *
     * @param bundle a bundle
     * @return empty if it can, else why not, for the user
     */
    Optional<String> refusal(ModelBundle bundle);

    /**
     * Draws samples.
     *
     * @param bundle whose network to run, one that is not refused
     * @param inputs what {@link ModelBundle#input} gave, one per spectrum
     * @param rows number of each spectrum's row
     * @param passes passes per spectrum
     * @param seed seed of the masks
     * @param progress counts passes of all spectra; may cancel between chunks of them
     * @return per spectrum passes x outputs numbers, whose meaning is the bundle's {@link ModelBundle#head}
     * @throws IllegalArgumentException if the bundle is one that this engine refuses
     */
    List<float[]> sample(ModelBundle bundle, List<float[]> inputs, long[] rows, int passes, long seed,
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
     * @param bundle whose network to run, one that is not refused
     * @param inputs what {@link ModelBundle#input} gave, one per spectrum
     * @param rows number of each spectrum's row
     * @param passes passes per spectrum
     * @param seed seed of the masks
     * @param progress counts passes of all spectra; may cancel between chunks of them
     * @return the samples
     * @throws IllegalArgumentException if the bundle is one that this engine refuses
     */
    default Drawn draw(ModelBundle bundle, List<float[]> inputs, long[] rows, int passes, long seed, Progress progress) {
        return new Drawn(sample(bundle, inputs, rows, passes, seed, progress), name());
    }
}
