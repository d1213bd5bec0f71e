package io.github.montecat.engine;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.gpu.GpuPasses;
import io.github.montecat.gpu.Precision;
import io.github.montecat.kernel.GruSampler;
import io.github.montecat.kernel.PassSampler;
import io.github.montecat.progress.Progress;
import java.util.List;
import java.util.Optional;

/**
 * GRU networks on an NVIDIA GPU, in single precision. What the GPU cannot do the processor does, and one line in the
 * log says so. Safe for use by several threads, which take turns.
 */
public final class GpuEngine implements McDropoutEngine, AutoCloseable {

    private final GpuPasses passes;
    private final CpuEngine processor = new CpuEngine();

    /** @param passes an open GPU, which {@link #close} gives back */
    public GpuEngine(GpuPasses passes) {
        this.passes = passes;
    }

    @Override
    public String name() {
        return "gpu, " + passes.device();
    }

    @Override
    public Optional<String> refusal(PassSampler network) {
        return network instanceof GruSampler ? Optional.empty() : Optional.of("engine gpu runs GRU networks");
    }

    @Override
    public List<float[]> sample(PassSampler network, List<float[]> inputs, long[] rows, int count, long seed,
            Progress progress) {
        if (network instanceof GruSampler gru) {
            return sample(gru, Precision.SINGLE, inputs, rows, count, seed, progress);
        }
        throw new RefusedValueException(refusal(network).orElseThrow());
    }

    /**
     * Draws samples in a given precision.
     *
     * @param network the network
     * @param precision precision of the products on the GPU
     * @param inputs one input of the network per spectrum
     * @param rows number of each spectrum's row
     * @param count passes per spectrum
     * @param seed seed of the masks
     * @param progress counts passes of all spectra; may cancel; starts anew if the processor takes over
     * @return per spectrum passes x outputs raw outputs
     * @throws IllegalStateException if the engine is closed
     */
    public List<float[]> sample(GruSampler network, Precision precision, List<float[]> inputs, long[] rows, int count,
            long seed, Progress progress) {
        return passes.sample(network, precision, inputs, rows, count, seed, progress)
                .orElseGet(() -> processor.sample(network, inputs, rows, count, seed, progress));
    }

    /** Gives the GPU back. Later calls of {@link #sample} fail. */
    @Override
    public void close() {
        passes.close();
    }
}
