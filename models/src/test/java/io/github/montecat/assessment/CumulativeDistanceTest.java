package io.github.montecat.assessment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.statistic.BinnedCounts;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CumulativeDistanceTest {

    private static double[] poisson(double[] expected, Random random) {
        return Arrays.stream(expected).map(mean -> {
            int n = -1;
            for (double sum = 0; sum <= mean; n++) {
                sum -= Math.log(1 - random.nextDouble());
            }
            return n;
        }).toArray();
    }

    private static double[][] copies(double[] expected) {
        return IntStream.range(0, PredictiveCheck.DRAWS_PER_ROW).mapToObj(i -> expected).toArray(double[][]::new);
    }

    @Test
    void theStatisticIsTheLargestDifferenceOfTheShares() {
        // Shares below: 0.5, 0.5, 1 measured; 0.2, 0.6, 1 expected, whatever the level.
        BinnedCounts counts = BinnedCounts.of(new double[] {3, 0, 3});
        assertEquals(0.3, CumulativeDistance.of(counts, new double[] {2, 4, 4}), 1e-15);
        assertEquals(0.3, CumulativeDistance.of(counts, new double[] {.2, .4, .4}), 1e-15);
        // A background of 2 counts in each bin of 1 source count: expected in all 3, 3, 3.
        BinnedCounts withBackground = BinnedCounts.of(new double[] {3, 3, 3}, new double[] {4, 4, 4},
                new double[] {.5, .5, .5});
        assertEquals(0, CumulativeDistance.of(withBackground, new double[] {1, 1, 1}), 1e-12);
        assertEquals(Double.NaN, CumulativeDistance.of(BinnedCounts.of(new double[3]), new double[] {1, 1, 1}));
        assertEquals(Double.NaN, CumulativeDistance.of(BinnedCounts.of(new double[] {1, 0, 0}), new double[3]));
        assertThrows(IllegalArgumentException.class,
                () -> CumulativeDistance.of(BinnedCounts.of(new double[3]), new double[2]));
    }

    /** Kolmogorov 1933: 2 sum (-1)^(k-1) exp(-2 k^2 n D^2) where bins are fine and counts many. */
    @Test
    void theSimulatedProbabilityIsKolmogorovsInTheLimit() {
        double[] expected = new double[1500];
        Arrays.fill(expected, 1);
        for (int row = 0; row < 6; row++) {
            BinnedCounts data = BinnedCounts.of(poisson(expected, new Random(row)));
            double x = CumulativeDistance.of(data, expected) * Math.sqrt(data.total());
            double p = 2 * IntStream.rangeClosed(1, 20)
                    .mapToDouble(k -> (k % 2 == 1 ? 1 : -1) * Math.exp(-2.0 * k * k * x * x)).sum();
            assertEquals(p, new Replicates(data, copies(expected), 10, 3, row).compare((r, s) -> { }), 0.07);
        }
    }

    @Test
    void theProbabilityIsUniformWhereTheModelIsRight() {
        int[] tenths = new int[10];
        int rows = 500;
        Random random = new Random(8);
        for (int row = 0; row < rows; row++) {
            double[] expected = new double[50];
            double slope = 3 * random.nextDouble();
            Arrays.setAll(expected, b -> 12 * Math.exp(-slope * b / 50));
            BinnedCounts data = BinnedCounts.of(poisson(expected, random));
            double p = PredictiveCheck.of(data, copies(expected), 5, row).ksPValue();
            tenths[Math.min((int) (p * 10), 9)]++;
        }
        double chiSquared = Arrays.stream(tenths).mapToDouble(n -> Math.pow(n - rows / 10.0, 2) / (rows / 10.0)).sum();
        // 99.9 % quantile for 9 degrees of freedom.
        assertTrue(chiSquared < 27.9, Arrays.toString(tenths));
    }

    @Test
    void aWrongShapeIsFoundAndAWrongLevelIsNot() {
        double[] truth = new double[60];
        double[] wrong = new double[60];
        double[] brighter = new double[60];
        Arrays.setAll(truth, b -> 5 * Math.exp(-2.0 * b / 60));
        Arrays.setAll(wrong, b -> 5 * Math.exp(-1.0 * b / 60));
        Arrays.setAll(brighter, b -> 2 * truth[b]);
        BinnedCounts data = BinnedCounts.of(poisson(truth, new Random(1)));
        assertTrue(PredictiveCheck.of(data, copies(wrong), 1, 0).ksPValue() < 0.02);
        assertTrue(PredictiveCheck.of(data, copies(brighter), 1, 0).ksPValue() > 0.05);
        PredictiveCheck nothing = PredictiveCheck.of(BinnedCounts.of(new double[60]), copies(truth), 1, 0);
        assertEquals(Double.NaN, nothing.ksPValue());
        assertTrue(nothing.pValue() >= 0);
    }
}
