package io.github.montecat.derived;

import io.github.montecat.prior.ModelPrior;
import io.github.montecat.statistic.BinnedCounts;
import java.util.Optional;

/**
 * What is known of a spectrum after its fit. Immutable by agreement: the samples are not copied and must not be
 * changed.
 *
 * @param prior model and prior
 * @param columns samples of the posterior, free parameters x samples, all of equal weight
 * @param counts the counts that were fitted; empty if they are not known
 */
public record FittedSamples(ModelPrior prior, double[][] columns, Optional<BinnedCounts> counts) {

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
