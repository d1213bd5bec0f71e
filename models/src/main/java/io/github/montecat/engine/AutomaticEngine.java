package io.github.montecat.engine;

import io.github.montecat.gpu.GpuOpening;
import io.github.montecat.gpu.GpuPasses;
import io.github.montecat.kernel.GruSampler;
import io.github.montecat.kernel.PassSampler;
import io.github.montecat.progress.Progress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The GPU for work that is large enough to be worth it, if there is one; else the processor, and one line in the log says why
 * the first time in a virtual machine. Safe for use by several threads.
 */
final class AutomaticEngine implements McDropoutEngine {

    private static final Logger LOG = LoggerFactory.getLogger(AutomaticEngine.class);
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private final McDropoutEngine processor = new CpuEngine();
    private final Supplier<GpuOpening> gpu;

    /** @param gpu looks for a GPU; asked when there is work for one, and then every time */
    AutomaticEngine(Supplier<GpuOpening> gpu) {
        this.gpu = gpu;
    }

    @Override
    public String name() {
        return "auto: " + processor.name() + "; a GPU for large work, if there is one";
    }

    @Override
    public Optional<String> refusal(PassSampler network) {
        return processor.refusal(network);
    }

    @Override
    public List<float[]> sample(PassSampler network, List<float[]> inputs, long[] rows, int passes, long seed,
            Progress progress) {
        return draw(network, inputs, rows, passes, seed, progress).outputs();
    }

    @Override
    public Drawn draw(PassSampler network, List<float[]> inputs, long[] rows, int passes, long seed, Progress progress) {
        boolean large = network instanceof GruSampler gru && GpuPasses.pays(gru, inputs.size(), passes);
        return (large ? forLargeWork() : processor).draw(network, inputs, rows, passes, seed, progress);
    }

    private McDropoutEngine forLargeWork() {
        GpuOpening opening = gpu.get();
        if (opening instanceof GpuOpening.Unavailable none) {
            if (!TOLD.getAndSet(true)) {
                // A machine without any GPU is the usual case.
                LOG.atLevel(none.present() ? Level.WARN : Level.INFO).log("{}; the processor runs the networks",
                        none.reason());
            }
            return processor;
        }
        return new GpuEngine(((GpuOpening.Opened) opening).passes());
    }
}
