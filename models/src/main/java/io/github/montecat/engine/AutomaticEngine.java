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
import java.util.function.Supplier;

/** The GPU for work that is large enough to be worth it, if there is one; else the processor. Safe for use by several threads. */
final class AutomaticEngine implements McDropoutEngine {

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
        McDropoutEngine engine = bundle.sampler() instanceof GruSampler gru && GpuEngine.pays(gru, inputs.size(), passes)
                && gpu.get() instanceof GpuOpening.Opened opened ? opened.engine() : processor;
        return engine.draw(bundle, inputs, rows, passes, seed, progress);
    }
}
