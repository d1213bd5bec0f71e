package io.github.montecat.derived;

import io.github.montecat.prior.ModelPrior;
import io.github.montecat.statistic.BinnedCounts;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is known of a spectrum after its fit. Immutable by agreement: the samples are not copied and must not be
 * changed.
 *
 * @param prior model and prior
 * @param columns samples of the posterior, free parameters x samples, all of equal weight
 * @param counts the counts that were fitted; empty if they are not known
 * @param expected computes the source's expected counts, all of the counts' bins together, of the first samples or of
 *        all; an empty array if that cannot be
 */
public record FittedSamples(ModelPrior prior, double[][] columns, Optional<BinnedCounts> counts,
        Supplier<double[]> expected) {

    private static final double[] UNKNOWN = {};

    /** Samples whose expected counts are not known. */
    public FittedSamples(ModelPrior prior, double[][] columns, Optional<BinnedCounts> counts) {
        this(prior, columns, counts, () -> UNKNOWN);
    }

    /** @return the number of samples */
    public int size() {
        return columns[0].length;
    }

    /**
     * @param sample index of a sample
     * @return its values of all of the model's parameters; a new array
     */
    public double[] modelValues(int sample) {
        double[] free = new double[columns.length];
        for (int p = 0; p < free.length; p++) {
            free[p] = columns[p][sample];
        }
        return prior.modelValues(free);
    }
}
