package io.github.montecat.inference;

import io.github.montecat.flag.UnfitSpectrumException;

/** What a {@link Proposer} gives for a problem. */
public sealed interface Proposal {

    /**
     * Samples near the posterior.
     *
     * @param units points of the prior's unit cube, parameters x samples; not copied and not to be changed
     * @param engine name of the engine that drew them
     */
    record Samples(double[][] units, String engine) implements Proposal {
    }

    /** No network was trained for the problem: its posterior must be found without a proposal. */
    record Nothing() implements Proposal {
    }

    /**
     * No samples, and no posterior.
     *
     * @param reason why
     */
    record Refused(UnfitSpectrumException reason) implements Proposal {
    }
}
