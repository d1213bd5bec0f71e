package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.function.DoubleUnaryOperator;

/** Factors that XSPEC takes in a bin as the mean of those at its two edges. */
final class EdgeMean {

    private EdgeMean() {
    }

    /**
     * @param grid bins in keV
     * @param factor by energy in keV, which is never 0
     * @return the mean of the factors at the two edges of each bin
     */
    static double[] of(EnergyGrid grid, DoubleUnaryOperator factor) {
        double[] mean = new double[grid.size()];
        double high = 0;
        for (int i = 0; i < mean.length; i++) {
            boolean adjoins = i > 0 && grid.low(i) == grid.high(i - 1);
            double low = adjoins ? high : factor.applyAsDouble(PowerLawIntegral.positive(grid.low(i)));
            high = factor.applyAsDouble(grid.high(i));
            mean[i] = 0.5 * (low + high);
        }
        return mean;
    }
}
