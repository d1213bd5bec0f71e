package io.github.montecat.assessment;

/**
 * What a model predicts for one observation. Implementations are safe for use by several threads.
 */
@FunctionalInterface
public interface ExpectedCounts {

    /**
     * Folds the model for several parameter vectors at once, as many as the caller has.
     *
     * @param units places in the prior, each in [0, 1], for each vector
     * @return expected counts of the source in each bin, without background, for each vector; new arrays
     */
    double[][] at(double[][] units);
}
