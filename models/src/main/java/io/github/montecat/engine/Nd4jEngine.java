package io.github.montecat.engine;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.kernel.GruNetwork;
import io.github.montecat.kernel.GruSampler;
import io.github.montecat.kernel.PassSampler;
import io.github.montecat.progress.ParallelTasks;
import io.github.montecat.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The portable reference: a GRU's passes step by step in ND4J's matrix products and element-wise operations, with none of
 * our own arithmetic, in the current fork-join pool. Slower than {@link CpuEngine} several times over.
 *
 * <p>Runs chunks of at most 128 passes of one spectrum; results do not depend on the number of threads. Beside the
 * results it holds the weights once more and a chunk per thread, in native memory that is freed at the end: 1 MiB and
 * 0.7 MiB per thread for Model A, 4 and 1.3 for Model B.
 */
public final class Nd4jEngine implements McDropoutEngine {

    private static final int CHUNK = 128;

    @Override
    public String name() {
        return "nd4j";
    }

    @Override
    public Optional<String> refusal(PassSampler network) {
        return network instanceof GruSampler ? Optional.empty() : Optional.of("engine nd4j runs GRU networks");
    }

    @Override
    public List<float[]> sample(PassSampler network, List<float[]> inputs, long[] rows, int passes, long seed,
            Progress progress) {
        if (network instanceof GruSampler gru) {
            return sample(gru.network(), inputs, rows, passes, seed, progress);
        }
        throw new RefusedValueException(refusal(network).orElseThrow());
    }

    private static List<float[]> sample(GruNetwork network, List<float[]> inputs, long[] rows, int passes, long seed,
            Progress progress) {
        int outputs = network.outputs();
        int chunks = (passes + CHUNK - 1) / CHUNK;
        long all = (long) inputs.size() * passes;
        AtomicLong done = new AtomicLong();
        List<float[]> results = new ArrayList<>();
        try (Nd4jGruNetwork arrays = new Nd4jGruNetwork(network)) {
            for (int i = 0; i < inputs.size(); i++) {
                float[] states = arrays.firstLayer(inputs.get(i));
                float[] drawn = new float[passes * outputs];
                long row = rows[i];
                ParallelTasks.run(chunks, chunk -> {
                    int first = chunk * CHUNK;
                    int count = Math.min(CHUNK, passes - first);
                    float[] part = arrays.sample(states, seed, row, first, count);
                    System.arraycopy(part, 0, drawn, first * outputs, part.length);
                    progress.update(done.addAndGet(count), all);
                });
                results.add(drawn);
            }
        }
        return results;
    }
}
