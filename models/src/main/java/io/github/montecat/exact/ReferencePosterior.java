package io.github.montecat.exact;

import io.github.montecat.progress.Progress;

/**
 * The exact posterior whatever it takes: adaptive importance sampling, and nested sampling where that did not converge.
 * Evaluates in the current fork-join pool; what comes out depends on seed and row alone. Immutable and safe for use by several
 * threads.
 */
public final class ReferencePosterior {

    /**
     * Worth 4000 samples: medians to 2 % and widths to 1.1 % of a standard deviation. Bright spectra have maxima so steep that few
     * points of a scan lead to the highest: it is climbed from more of them.
     */
    private static final ImportanceSettings PRECISE = new ImportanceSettings(4000, 150_000, 12);

    private final AdaptiveImportanceSampler importance;
    private final NestedSampler nested;

    /** Worth 4000 samples, or 400 live points. */
    public ReferencePosterior() {
        this(PRECISE, new NestedSampler());
    }

    /**
     * @param importance when importance sampling ends
     * @param nested what is used where it did not converge
     */
    public ReferencePosterior(ImportanceSettings importance, NestedSampler nested) {
        this.importance = new AdaptiveImportanceSampler(importance);
        this.nested = nested;
    }

    /**
     * Samples.
     *
     * @param likelihood the likelihood
     * @param given points of the unit cube to start from as well, such as the truth of a simulated spectrum; may be none
     * @param seed the seed
     * @param row number of the spectrum, so that rows have random numbers of their own
     * @param progress counts evaluations; may cancel
     * @return the posterior
     */
    public WeightedPosterior sample(LogLikelihood likelihood, double[][] given, long seed, long row, Progress progress) {
        RefinedPosterior fast = importance.sample(likelihood, given, seed, row, progress);
        return fast.converged() ? fast.posterior() : nested.sample(likelihood, seed, row, progress);
    }
}
