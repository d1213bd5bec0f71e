package io.github.montecat.engine;

import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.inference.McDropoutEngine;
import io.github.montecat.progress.Progress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Has each bundle run by the first engine that does not refuse it. Safe for use by several threads. */
final class FirstWillingEngine implements McDropoutEngine {

    private final List<McDropoutEngine> engines;

    /** @param engines the most wanted first, at least one */
    FirstWillingEngine(List<McDropoutEngine> engines) {
        this.engines = List.copyOf(engines);
    }

    @Override
    public String name() {
        return engines.stream().map(McDropoutEngine::name).collect(Collectors.joining("; or "));
    }

    @Override
    public Optional<String> refusal(ModelBundle bundle) {
        return willing(bundle).isPresent() ? Optional.empty()
                : Optional.of(engines.stream().flatMap(e -> e.refusal(bundle).stream())
                        .collect(Collectors.joining("; ")));
    }

    private Optional<McDropoutEngine> willing(ModelBundle bundle) {
        return engines.stream().filter(e -> e.refusal(bundle).isEmpty()).findFirst();
    }

    @Override
    public List<float[]> sample(ModelBundle bundle, List<float[]> inputs, long[] rows, int passes, long seed,
            Progress progress) {
        return willing(bundle).orElseThrow(() -> new IllegalArgumentException(refusal(bundle).orElseThrow()))
                .sample(bundle, inputs, rows, passes, seed, progress);
    }
}
