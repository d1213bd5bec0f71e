package io.github.montecat.engine;

import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.gpu.GpuEngine;
import io.github.montecat.gpu.GpuOpening;
import io.github.montecat.inference.CpuEngine;
import io.github.montecat.inference.McDropoutEngine;
import io.github.montecat.kernel.GruSampler;
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
    public Optional<String> refusal(ModelBundle bundle) {
        return processor.refusal(bundle);
    }

    @Override
    public List<float[]> sample(ModelBundle bundle, List<float[]> inputs, long[] rows, int passes, long seed,
            Progress progress) {
        return draw(bundle, inputs, rows, passes, seed, progress).outputs();
    }

    @Override
    public Drawn draw(ModelBundle bundle, List<float[]> inputs, long[] rows, int passes, long seed, Progress progress) {
        boolean large = bundle.sampler() instanceof GruSampler gru && GpuEngine.pays(gru, inputs.size(), passes);
        return (large ? forLargeWork() : processor).draw(bundle, inputs, rows, passes, seed, progress);
    }

    private McDropoutEngine forLargeWork() {
        GpuOpening opening = gpu.get();
        if (opening instanceof GpuOpening.Unavailable none) {
            if (!TOLD.getAndSet(true)) {
                // Who has no GPU expects none.
                LOG.atLevel(none.present() ? Level.WARN : Level.INFO).log("{}; the processor runs the networks",
                        none.reason());
            }
            return processor;
        }
        return ((GpuOpening.Opened) opening).engine();
    }
}
