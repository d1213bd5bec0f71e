package io.github.montecat.assessment;

import io.github.montecat.simulate.SpectrumSource;
import java.util.Arrays;

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

    /**
     * @param source model, prior and response
     * @param exposure exposure in s
     * @return what it predicts for a spectrum of that exposure, without background
     */
    static ExpectedCounts of(SpectrumSource source, double exposure) {
        return units -> {
            double[][] counts = source.perSecond().expectedCounts(Arrays.stream(units).map(source.prior()::fromUnit)
                    .toArray(double[][]::new));
            for (double[] c : counts) {
                for (int b = 0; b < c.length; b++) {
                    c[b] *= exposure;
                }
            }
            return counts;
        };
    }
}
