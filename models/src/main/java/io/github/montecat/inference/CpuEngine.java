package io.github.montecat.inference;

import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.kernel.GruSampler;
import io.github.montecat.progress.Progress;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * The fused sampler on the processor's cores, in the current fork-join pool, in chunks of at most 64 passes of one
 * spectrum. Results do not depend on the number of threads. Holds about 1 MiB per thread beside the results.
 */
public final class CpuEngine implements McDropoutEngine {

    private static final int CHUNK = 64;

    @Override
    public String name() {
        return "cpu, " + GruSampler.kernel();
    }

    @Override
    public List<float[]> sample(ModelBundle bundle, List<float[]> inputs, long[] rows, int passes, long seed,
            Progress progress) {
        return sample(bundle.sampler(), inputs, rows, passes, seed, progress);
    }

    /**
     * Draws samples of a network that is in no bundle.
     *
     * @param sampler the network
     * @param inputs one input sequence per spectrum
     * @param rows number of each spectrum's row
     * @param passes passes per spectrum
     * @param seed seed of the masks
     * @param progress counts passes of all spectra; may cancel
     * @return per spectrum passes x parameters raw outputs
     */
    public List<float[]> sample(GruSampler sampler, List<float[]> inputs, long[] rows, int passes, long seed,
            Progress progress) {
        int outputs = sampler.outputs();
        int chunks = (passes + CHUNK - 1) / CHUNK;
        float[][] sequences = IntStream.range(0, inputs.size()).parallel()
                .mapToObj(i -> sampler.prepare(inputs.get(i))).toArray(float[][]::new);
        float[][] results = new float[inputs.size()][passes * outputs];
        AtomicLong done = new AtomicLong();
        long all = (long) inputs.size() * passes;
        IntStream.range(0, inputs.size() * chunks).parallel().forEach(task -> {
            int i = task / chunks;
            int first = task % chunks * CHUNK;
            int n = Math.min(CHUNK, passes - first);
            float[] part = sampler.sample(sequences[i], seed, rows[i], first, n);
            System.arraycopy(part, 0, results[i], first * outputs, part.length);
            progress.update(done.addAndGet(n), all);
        });
        return List.of(results);
    }
}
