package io.github.montecat.engine;

import io.github.montecat.inference.CpuEngine;
import io.github.montecat.inference.EngineChoice;
import io.github.montecat.inference.McDropoutEngine;
import io.github.montecat.inference.Nd4jEngine;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the engine that a user asks for. Safe for use by several threads. */
public final class Engines {

    private Engines() {
    }

    /**
     * @param choice what is asked for
     * @return the engine; with {@link EngineChoice#AUTO} one that takes for each bundle the fastest that does not refuse
     *         it
     * @throws IllegalArgumentException if this machine has no such engine; the message says why and what to do
     */
    public static McDropoutEngine open(EngineChoice choice) {
        return switch (choice) {
            case CPU -> new CpuEngine();
            case ND4J -> new Nd4jEngine();
            case GPU -> gpu().orElseThrow(() -> new IllegalArgumentException("engine gpu is not to be had: this version "
                    + "of Montecat has none; choose auto, cpu or nd4j"));
            case AUTO -> {
                List<McDropoutEngine> engines = Stream.concat(gpu().stream(), Stream.of(new CpuEngine())).toList();
                yield engines.size() == 1 ? engines.get(0) : new FirstWillingEngine(engines);
            }
        };
    }

    /** The place where an engine for graphics processors is opened, once per virtual machine. */
    private static Optional<McDropoutEngine> gpu() {
        return Optional.empty();
    }
}
