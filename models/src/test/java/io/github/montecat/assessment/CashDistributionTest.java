package io.github.montecat.assessment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.simulate.SpectrumSimulator;
import io.github.montecat.statistic.BinnedCounts;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CashDistributionTest {

    /** Kaastra 2017, equations 8 to 12, and its limit: good to a few per mille. */
    private static double kaastraMean(double m) {
        if (m <= 0.5) {
            return -0.25 * m * m * m + 1.38 * m * m - 2 * m * Math.log(m);
        } else if (m <= 2) {
            return -0.00335 * Math.pow(m, 5) + 0.04259 * Math.pow(m, 4) - 0.27331 * Math.pow(m, 3) + 1.381 * m * m
                    - 2 * m * Math.log(m);
        } else if (m <= 5) {
            return 1.019275 + 0.1345 * Math.pow(m, 0.461 - 0.9 * Math.log(m));
        }
        return m <= 10 ? 1.00624 + 0.604 / Math.pow(m, 1.68) : 1 + 0.1649 / m + 0.226 / (m * m);
    }

    @Test
    void meanOfABinIsThatOfKaastra() {
        for (double m : new double[] {0.01, 0.1, 0.4, 1, 1.7, 3, 4.5, 7, 12, 50, 900}) {
            assertEquals(kaastraMean(m), CashDistribution.of(new double[] {m}).mean(), 0.004, "at " + m);
        }
    }

    @Test
    void momentsBetweenTheTabulatedOnesAndBeyondAreExact() {
        for (double m : new double[] {3.3e-4, 0.0217, 0.77, 5.5, 123, 998, 1001, 4321}) {
            double[] exact = CashDistribution.exact(m);
            CashDistribution d = CashDistribution.of(new double[] {m});
            assertEquals(1, d.mean() / exact[0], 2e-4, "mean at " + m);
            assertEquals(1, d.variance() / exact[1], 2e-4, "variance at " + m);
            assertEquals(1, d.skewness() * Math.pow(d.variance(), 1.5) / exact[2], 1e-3, "third moment at " + m);
        }
        CashDistribution many = CashDistribution.of(new double[] {1e7, 1e7});
        assertEquals(2, many.mean(), 1e-6);
        assertEquals(4, many.variance(), 1e-5);
        // Chi-squared of two degrees of freedom.
        assertEquals(Math.exp(-1.5), many.survival(3), 1e-4);
        assertEquals(1, many.survival(-1));
    }

    @Test
    void probabilitiesAreThoseOfSimulatedSpectra() {
        for (double scale : new double[] {0.02, 0.5, 20}) {
            float[] expected = new float[120];
            for (int b = 0; b < expected.length; b++) {
                expected[b] = (float) (scale * Math.exp(-b / 40.0));
            }
            double[] model = new double[expected.length];
            Arrays.setAll(model, b -> expected[b]);
            CashDistribution d = CashDistribution.of(model);
            int n = 20_000;
            double[] counts = new double[expected.length];
            double[] statistics = new double[n];
            for (int i = 0; i < n; i++) {
                SpectrumSimulator.drawCounts(expected, 5, i, 0, counts);
                statistics[i] = BinnedCounts.of(counts).statistic(model);
            }
            for (double level : new double[] {0.5, 0.1, 0.01}) {
                double share = Arrays.stream(statistics).filter(s -> d.survival(s) <= level).count() / (double) n;
                assertEquals(level, share, 4 * Math.sqrt(level * (1 - level) / n) + 0.15 * level, scale + " at "
                        + level);
            }
            double above = Arrays.stream(statistics).filter(s -> d.standardised(s) > 1.6449).count() / (double) n;
            assertEquals(0.05, above, 0.012, "by the cube root at " + scale);
        }
    }

    @Test
    void theScaleHasNoEnd() {
        CashDistribution d = CashDistribution.of(new double[] {5, 6, 7});
        assertTrue(d.standardised(1e6) > d.standardised(1e5));
        assertEquals(0, d.survival(1e6));
    }
}
