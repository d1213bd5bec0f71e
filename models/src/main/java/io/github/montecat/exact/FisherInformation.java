package io.github.montecat.exact;

import io.github.montecat.simulate.SpectrumSimulator;

/**
 * What a spectrum can tell at best near given parameters: variances from the Fisher information of its Poisson counts and the
 * variance of the prior. They are no exact posterior's, but rise and fall with it. Stateless.
 */
final class FisherInformation {

    private static final double DIFFERENCE = 1e-4;
    /** Inverse of the variance of a uniform prior on [0, 1]. */
    private static final double PRIOR = 12;

    private FisherInformation() {
    }

    /**
     * @param simulator model, prior, response and exposure
     * @param unit a point of the unit cube
     * @return variance per free parameter, of its coordinate in [0, 1]
     */
    static double[] variances(SpectrumSimulator simulator, double[] unit) {
        int d = unit.length;
        double[][] values = new double[2 * d + 1][];
        double[] width = new double[d];
        values[2 * d] = simulator.prior().fromUnit(unit);
        for (int p = 0; p < d; p++) {
            double[] low = unit.clone();
            double[] high = unit.clone();
            low[p] = Math.max(unit[p] - DIFFERENCE, 0);
            high[p] = Math.min(unit[p] + DIFFERENCE, 1);
            width[p] = high[p] - low[p];
            values[2 * p] = simulator.prior().fromUnit(low);
            values[2 * p + 1] = simulator.prior().fromUnit(high);
        }
        double[][] counts = simulator.expectedCounts(values);
        double[][] information = new double[d][d];
        for (int b = 0; b < counts[0].length; b++) {
            if (!(counts[2 * d][b] > 0)) {
                continue;
            }
            for (int p = 0; p < d; p++) {
                double slope = (counts[2 * p + 1][b] - counts[2 * p][b]) / width[p] / counts[2 * d][b];
                for (int q = 0; q < d; q++) {
                    information[p][q] += slope * (counts[2 * q + 1][b] - counts[2 * q][b]) / width[q];
                }
            }
        }
        for (int p = 0; p < d; p++) {
            information[p][p] += PRIOR;
        }
        double[][] inverse = CholeskyFactor.of(information).orElseThrow(() -> new ArithmeticException(
                "the Fisher information of " + simulator.prior() + " is not finite")).inverse();
        double[] variances = new double[d];
        for (int p = 0; p < d; p++) {
            variances[p] = inverse[p][p];
        }
        return variances;
    }
}
