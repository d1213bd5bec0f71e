package io.github.montecat.exact;

import io.github.montecat.error.RefusedValueException;

/**
 * From how many points adaptive importance sampling climbs, and when it ends.
 *
 * @param effectiveSamples effective sample size to reach
 * @param maxEvaluations evaluations of the likelihood after which it gives up
 * @param starts number of points from which maxima are climbed; the best of those given and of a scan of the prior
 */
public record ImportanceSettings(int effectiveSamples, int maxEvaluations, int starts) {

    private static final int STARTS = 3;

    /** Worth 1000 samples, within 30 000 evaluations. */
    public static final ImportanceSettings DEFAULT = new ImportanceSettings(1000, 30_000);

    /**
     * Settings that climb from three points.
     *
     * @param effectiveSamples effective sample size to reach
     * @param maxEvaluations evaluations of the likelihood after which it gives up
     */
    public ImportanceSettings(int effectiveSamples, int maxEvaluations) {
        this(effectiveSamples, maxEvaluations, STARTS);
    }

    /** Checks the numbers. */
    public ImportanceSettings {
        if (starts < 1) {
            throw new RefusedValueException(starts + " starting points, expected 1 or more");
        }
        if (effectiveSamples < 100 || maxEvaluations < effectiveSamples) {
            throw new RefusedValueException("effective sample size " + effectiveSamples + " within " + maxEvaluations
                    + " evaluations; expected at least 100, and no fewer evaluations than that");
        }
    }
}
