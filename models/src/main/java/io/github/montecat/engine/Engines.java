package io.github.montecat.engine;

import io.github.montecat.dl4j.TrainingLibraries;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.gpu.GpuEngine;
import io.github.montecat.gpu.GpuOpening;
import io.github.montecat.inference.CpuEngine;
import io.github.montecat.inference.EngineChoice;
import io.github.montecat.inference.McDropoutEngine;
import io.github.montecat.inference.Nd4jEngine;

/** Finds the engine that a user asks for. Safe for use by several threads. */
public final class Engines {

    private Engines() {
    }

    /**
     * @param choice what is asked for
     * @return the engine
     * @throws IllegalArgumentException if this machine has no such engine; the message says why and what to do
     */
    public static McDropoutEngine open(EngineChoice choice) {
        return switch (choice) {
            case CPU -> new CpuEngine();
            case ND4J -> {
                TrainingLibraries.require("engine nd4j");
                yield new Nd4jEngine();
            }
            case GPU -> {
                GpuOpening opening = gpu();
                if (opening instanceof GpuOpening.Unavailable none) {
                    throw new RefusedValueException("the gpu engine is not available: " + none.reason()
                            + "; choose auto or cpu");
                }
                yield ((GpuOpening.Opened) opening).engine();
            }
            case AUTO -> new AutomaticEngine(Engines::gpu);
        };
    }

    /** Opened once per virtual machine, when first asked for, and held until its end. */
    private static GpuOpening gpu() {
        return OnlyGpu.OPENING;
    }

    /** Initialised when first used. */
    private static final class OnlyGpu {

        private static final GpuOpening OPENING = GpuEngine.open();

        private OnlyGpu() {
        }
    }
}
