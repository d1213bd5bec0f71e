package io.github.montecat.assessment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.simulate.SpectrumSimulator;
import io.github.montecat.statistic.BinnedCounts;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PredictiveCheckTest {

    private static final int BINS = 60;
    private static final double SCALE = 0.25;

    private static double[] shape(double level, double slope) {
        double[] m = new double[BINS];
        Arrays.setAll(m, b -> level * Math.exp(-slope * b / BINS));
        return m;
    }

    private static double[] draw(double[] expected, long row, int realisation) {
        float[] m = new float[expected.length];
        for (int b = 0; b < m.length; b++) {
            m[b] = (float) expected[b];
        }
        double[] counts = new double[m.length];
        SpectrumSimulator.drawCounts(m, 11, row, realisation, counts);
        return counts;
    }

    /** The level of a spectrum of known slope: with a flat prior its posterior is gamma(total + 1) over the sum of the shape. */
    private static double[][] exactDraws(double[] counts, double slope, int draws) {
        Random random = new Random(3);
        double total = Arrays.stream(counts).sum();
        double[][] all = new double[draws][];
        for (int s = 0; s < draws; s++) {
            double gamma = 0;
            for (int k = 0; k <= total; k++) {
                gamma -= Math.log(1 - random.nextDouble());
            }
            all[s] = shape(gamma / Arrays.stream(shape(1, slope)).sum(), slope);
        }
        return all;
    }

    @Test
    void computedAndReplicatedValuesAgree() {
        double[] counts = draw(shape(4, 2), 0, 0);
        double[][] draws = exactDraws(counts, 2, 64);
        PredictiveCheck computed = PredictiveCheck.of(BinnedCounts.of(counts), draws, 1, 2);
        PredictiveCheck replicated = PredictiveCheck.replicated(BinnedCounts.of(counts), draws, 200, 1, 2);
        assertEquals(replicated.pValue(), computed.pValue(), 0.025);
        assertEquals(replicated.expected(), computed.expected(), 0.4);
        assertEquals(replicated.statistic(), computed.statistic());
        assertTrue(computed.lowest() < computed.statistic());
        assertEquals(replicated, PredictiveCheck.replicated(BinnedCounts.of(counts), draws, 200, 1, 2));
    }

    @Test
    void rightModelsPassAndWrongOnesFail() {
        int low = 0;
        double sum = 0;
        for (int row = 0; row < 200; row++) {
            double[] counts = draw(shape(12, 2), row, 0);
            double p = PredictiveCheck.of(BinnedCounts.of(counts), exactDraws(counts, 2, 16), 1, row).pValue();
            low += p < 0.05 ? 1 : 0;
            sum += p / 200;
            assertTrue(PredictiveCheck.of(BinnedCounts.of(counts), exactDraws(counts, -1, 16), 1,
                    row).pValue() < 0.01);
        }
        assertTrue(low <= 20, low + " of 200 below 0.05");
        assertEquals(0.5, sum, 0.06);
    }

    @Test
    void aPosteriorThatIsTooWideFailsToo() {
        double[] counts = draw(shape(40, 2), 0, 0);
        double[][] wide = new double[32][];
        Arrays.setAll(wide, s -> shape(20 + 2 * s, 2));
        assertTrue(PredictiveCheck.of(BinnedCounts.of(counts), wide, 1, 0).pValue() < 0.2);
    }

    @Test
    void withABackgroundTheStatisticIsW() {
        double[] scale = new double[BINS];
        Arrays.fill(scale, SCALE);
        double[] background = shape(2, 0);
        double[] measured = shape(2 / SCALE, 0);
        double sum = 0;
        for (int row = 0; row < 40; row++) {
            double[] both = shape(6, 2);
            Arrays.setAll(both, b -> shape(6, 2)[b] + background[b]);
            BinnedCounts data = BinnedCounts.of(draw(both, row, 0), draw(measured, row, 1), scale);
            PredictiveCheck check = PredictiveCheck.of(data, new double[][] {shape(6, 2)}, 1, row);
            sum += check.pValue() / 40;
            assertEquals(data.statistic(shape(6, 2)), check.statistic());
            assertTrue(PredictiveCheck.of(data, new double[][] {shape(6, -1)}, 1, row).pValue() < 0.01);
        }
        assertEquals(0.5, sum, 0.15);
        assertThrows(IllegalArgumentException.class,
                () -> PredictiveCheck.of(BinnedCounts.of(new double[BINS]), new double[0][], 0, 0));
    }

    @Test
    void thePeakOfALevelIsTheMeanAndStaysInsideThePrior() {
        double[] counts = draw(shape(30, 2), 0, 0);
        double total = Arrays.stream(counts).sum();
        double all = Arrays.stream(shape(100, 2)).sum();
        ExpectedCounts level = units -> Arrays.stream(units).map(u -> shape(100 * u[0], 2)).toArray(double[][]::new);
        LikelihoodPeak peak = LikelihoodPeak.near(BinnedCounts.of(counts), level, new double[] {0.9});
        assertEquals(total / all, peak.unit()[0], 1e-4);
        assertTrue(peak.folds() < 20, peak.folds() + " folds");
        ExpectedCounts dim = units -> Arrays.stream(units).map(u -> shape(10 * u[0], 2)).toArray(double[][]::new);
        assertEquals(1, LikelihoodPeak.near(BinnedCounts.of(counts), dim, new double[] {0.2}).unit()[0]);
    }

    @Test
    void thePeakOfTwoParametersIsTheLowestPointOfAGrid() {
        double[] scale = new double[BINS];
        Arrays.fill(scale, SCALE);
        double[] both = shape(6, 2);
        Arrays.setAll(both, b -> shape(6, 2)[b] + 2);
        ExpectedCounts model = units -> Arrays.stream(units).map(u -> shape(20 * u[0], 5
                * u[1])).toArray(double[][]::new);
        for (BinnedCounts data : new BinnedCounts[] {BinnedCounts.of(draw(shape(6, 2), 1, 0)),
                BinnedCounts.of(draw(both, 1, 0), draw(shape(2 / SCALE, 0), 1, 1), scale)}) {
            double lowest = Double.POSITIVE_INFINITY;
            for (double a = 0.1; a < 0.6; a += 0.01) {
                for (double b = 0.1; b < 0.9; b += 0.01) {
                    lowest = Math.min(lowest, data.statistic(model.at(new double[][] {{a, b}})[0]));
                }
            }
            LikelihoodPeak peak = LikelihoodPeak.near(data, model, new double[] {0.8, 0.1});
            assertTrue(peak.statistic() <= lowest && peak.statistic() > lowest - 0.1, peak.statistic() + " and "
                    + lowest);
        }
    }

    @Test
    void drawsOfTheExactPosteriorFitWorseThanThePeakByOnePerParameter() {
        ExpectedCounts level = units -> Arrays.stream(units).map(u -> shape(100 * u[0], 2)).toArray(double[][]::new);
        double exact = 0;
        double wide = 0;
        for (int row = 0; row < 30; row++) {
            double[] counts = draw(shape(30, 2), row, 0);
            double[] units = Arrays.stream(exactDraws(counts, 2, 200)).mapToDouble(d -> d[0] / 100).toArray();
            double mean = Arrays.stream(units).average().orElseThrow();
            double[] spread = Arrays.stream(units).map(u -> mean + 3 * (u - mean)).toArray();
            exact += SpectrumCheck.of(BinnedCounts.of(counts), level, new double[][] {units}, 1, row).excess() / 30;
            wide += SpectrumCheck.of(BinnedCounts.of(counts), level, new double[][] {spread}, 1, row).excess() / 30;
        }
        assertEquals(1, exact, 0.25);
        // Three times as wide: nine times the variance.
        assertEquals(9, wide, 2.5);
    }
}
