package io.github.montecat.engine;

import io.github.montecat.dl4j.TrainingLibraries;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.gpu.GpuOpening;
import io.github.montecat.gpu.GpuPasses;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The engines that a user can ask for. Opening one is safe from several threads. */
public enum EngineChoice {

    /** The fastest engine that this machine has for each call. */
    AUTO(() -> new AutomaticEngine(EngineChoice::gpu)),
    /** {@link CpuEngine}. */
    CPU(CpuEngine::new),
    /** {@link Nd4jEngine}, which needs the libraries of training. */
    ND4J(() -> {
        TrainingLibraries.require("engine nd4j");
        return new Nd4jEngine();
    }),
    /** {@link GpuEngine}. */
    GPU(() -> {
        if (gpu() instanceof GpuOpening.Opened opened) {
            return new GpuEngine(opened.passes());
        }
        throw new RefusedValueException("the gpu engine is not available: "
                + ((GpuOpening.Unavailable) gpu()).reason() + "; choose auto or cpu");
    });

    private final Supplier<McDropoutEngine> opening;

    EngineChoice(Supplier<McDropoutEngine> opening) {
        this.opening = opening;
    }

    /**
     * @param word what a user wrote, such as {@code cpu}, in any case
     * @return the choice
     * @throws IllegalArgumentException if there is none of that name; the message names all
     */
    public static EngineChoice of(String word) {
        return Arrays.stream(values()).filter(c -> c.word().equalsIgnoreCase(word.trim())).findFirst()
                .orElseThrow(() -> new RefusedValueException("there is no engine '" + word + "'; there are "
                        + Arrays.stream(values()).map(EngineChoice::word).collect(Collectors.joining(", "))));
    }

    /** @return its name on the command line and in messages */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @return the engine
     * @throws IllegalArgumentException if this machine has no such engine; the message says why and what to do
     */
    public McDropoutEngine open() {
        return opening.get();
    }

    /** Opened once per virtual machine, when first asked for, and held until its end. */
    private static GpuOpening gpu() {
        return OnlyGpu.OPENING;
    }

    /** Initialised when first used. */
    private static final class OnlyGpu {

        private static final GpuOpening OPENING = GpuPasses.open();

        private OnlyGpu() {
        }
    }
}
