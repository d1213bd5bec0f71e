package io.github.montecat.exact;

/**
 * When adaptive importance sampling ends.
 *
 * @param effectiveSamples effective sample size to reach
 * @param maxEvaluations evaluations of the likelihood after which it gives up
 */
public record ImportanceSettings(int effectiveSamples, int maxEvaluations) {

    /** Worth 1000 samples, within 30 000 evaluations. */
    public static final ImportanceSettings DEFAULT = new ImportanceSettings(1000, 30_000);

    /** Checks the numbers. */
    public ImportanceSettings {
        if (effectiveSamples < 100 || maxEvaluations < effectiveSamples) {
            throw new IllegalArgumentException("effective sample size " + effectiveSamples + " within " + maxEvaluations
                    + " evaluations; expected at least 100, and no fewer evaluations than that");
        }
    }
}
