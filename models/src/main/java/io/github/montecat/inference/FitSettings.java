package io.github.montecat.inference;

import java.util.Optional;

/**
 * What a user may choose about a fit.
 *
 * @param samples stochastic passes per spectrum, from 1 up
 * @param seed seed of the dropout masks; the same seed gives the same samples whatever the threads
 * @param bundle name of the bundle to use, or empty to choose by channels and exposure
 * @param engine what is to run the networks
 */
public record FitSettings(int samples, long seed, Optional<String> bundle, EngineChoice engine) {

    /** 1000 samples, seed 0, bundle chosen by the spectrum. */
    public static final FitSettings DEFAULT = new FitSettings(1000, 0, Optional.empty());

    /** Checks the number of samples. */
    public FitSettings {
        if (samples < 1) {
            throw new IllegalArgumentException("number of samples is " + samples + ", expected 1 or more");
        }
    }

    /**
     * Settings that leave the engine to the program.
     *
     * @param samples stochastic passes per spectrum, from 1 up
     * @param seed seed of the dropout masks
     * @param bundle name of the bundle to use, or empty
     */
    public FitSettings(int samples, long seed, Optional<String> bundle) {
        this(samples, seed, bundle, EngineChoice.AUTO);
    }
}
