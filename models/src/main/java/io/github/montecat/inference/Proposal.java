package io.github.montecat.inference;

import io.github.montecat.flag.UnfitSpectrumException;

/** What a {@link Proposer} gives for a problem. */
public sealed interface Proposal {

    /**
     * Samples near the posterior.
     *
     * @param units points of the prior's unit cube, parameters x samples; not copied and not to be changed
     * @param engine name of the engine that drew them
     * @param effective number of independent samples that they are worth
     */
    record Samples(double[][] units, String engine, double effective) implements Proposal {

        /** Independent samples. */
        public Samples(double[][] units, String engine) {
            this(units, engine, units.length == 0 ? 0 : units[0].length);
        }
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
