package io.github.montecat.inference;

import io.github.montecat.derived.Derivation;
import io.github.montecat.engine.EngineChoice;
import io.github.montecat.error.RefusedValueException;
import java.util.List;
import java.util.Optional;

/**
 * What a user may choose about a fit.
 *
 * @param samples stochastic passes per spectrum, from 1 up
 * @param seed seed of the dropout masks; the same seed gives the same samples whatever the threads
 * @param bundle name of the bundle to use, or empty to choose by channels and exposure
 * @param engine what is to run the networks
 * @param refine whether to correct the network's samples by the exact likelihood
 * @param derivations what to derive from each posterior, beside net counts
 * @param background how backgrounds enter the likelihood of a fit model
 */
public record FitSettings(int samples, long seed, Optional<String> bundle, EngineChoice engine, boolean refine,
        List<Derivation> derivations, BackgroundChoice background) {

    /** 1000 samples, seed 0, bundle chosen by the spectrum. */
    public static final FitSettings DEFAULT = new FitSettings(1000, 0, Optional.empty());

    /** Checks the number of samples and copies the list. */
    public FitSettings {
        derivations = List.copyOf(derivations);
        if (samples < 1) {
            throw new RefusedValueException("number of samples is " + samples + ", expected 1 or more");
        }
    }

    /** Settings with the W statistic where there is a background. */
    public FitSettings(int samples, long seed, Optional<String> bundle, EngineChoice engine, boolean refine,
            List<Derivation> derivations) {
        this(samples, seed, bundle, engine, refine, derivations, BackgroundChoice.WSTAT);
    }

    /**
     * Settings that derive nothing but net counts.
     *
     * @param samples stochastic passes per spectrum, from 1 up
     * @param seed seed of the dropout masks
     * @param bundle name of the bundle to use, or empty
     * @param engine what is to run the networks
     * @param refine whether to correct the network's samples by the exact likelihood
     */
    public FitSettings(int samples, long seed, Optional<String> bundle, EngineChoice engine, boolean refine) {
        this(samples, seed, bundle, engine, refine, List.of());
    }

    /**
     * Settings that leave the engine to the program and the samples as the network draws them.
     *
     * @param samples stochastic passes per spectrum, from 1 up
     * @param seed seed of the dropout masks
     * @param bundle name of the bundle to use, or empty
     */
    public FitSettings(int samples, long seed, Optional<String> bundle) {
        this(samples, seed, bundle, EngineChoice.AUTO, false);
    }

    /** @return the same settings with refinement */
    public FitSettings refined() {
        return new FitSettings(samples, seed, bundle, engine, true, derivations, background);
    }

    /**
     * @param wanted what to derive from each posterior, beside net counts
     * @return the same settings with these derivations
     */
    public FitSettings deriving(List<Derivation> wanted) {
        return new FitSettings(samples, seed, bundle, engine, refine, wanted, background);
    }

    /**
     * @param choice how backgrounds enter the likelihood of a fit model
     * @return the same settings with that
     */
    public FitSettings with(BackgroundChoice choice) {
        return new FitSettings(samples, seed, bundle, engine, refine, derivations, choice);
    }
}
