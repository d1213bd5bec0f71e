package io.github.montecat.statistic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.spectrum.EnergyGrid;
import io.github.montecat.spectrum.Spectrum;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FitStatisticTest {

    private static final EnergyGrid TWO = EnergyGrid.ofEdges(1, 2, 3);

    private static BinnedCounts one(Spectrum spectrum) {
        return new BinnedCounts(spectrum, NoticedBins.of(spectrum, EnergyGrid.ofEdges(1, 2)));
    }

    private static BinnedCounts onOff(double counts, double seconds, double off, double offSeconds) {
        return one(Spectrum.builder(new double[] {counts}).exposure(seconds)
                .background(Spectrum.of(new double[] {off}, offSeconds)).build());
    }

    /** Minus ln of the Poisson probability, less its value for a perfect model. */
    private static double deviance(double counts, double mean) {
        return counts == 0 ? mean : mean - counts + counts * Math.log(counts / mean);
    }

    @ParameterizedTest
    @CsvSource({"12,10", "3,0.5", "1,40"})
    void cStatisticIsTwiceTheLogLikelihoodRatio(double counts, double mean) {
        BinnedCounts data = one(Spectrum.of(new double[] {counts}, 4));
        assertEquals(2 * (mean - counts * Math.log(mean) - counts + counts * Math.log(counts)),
                FitStatistic.C_STAT.term(data, 0, mean / 4), 1e-12);
        assertEquals(0, FitStatistic.C_STAT.term(data, 0, counts / 4), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({"12,5,8,20,1.5", "0,5,8,20,1.5", "6,5,0,20,2"})
    void theStatisticOfExpectedCountsIsThatOfRates(double counts, double seconds, double off, double offSeconds,
            double rate) {
        BinnedCounts measured = onOff(counts, seconds, off, offSeconds);
        double w = FitStatistic.W_STAT.term(measured, 0, rate);
        assertEquals(w, measured.statistic(new double[] {rate * seconds}), 1e-9);
        assertEquals(seconds / offSeconds, measured.scale(0), 1e-15);
        BinnedCounts plain = BinnedCounts.of(new double[] {counts}, new double[] {off},
                new double[] {seconds / offSeconds});
        assertTrue(plain.isPoisson() && plain.hasBackground());
        assertEquals(w, plain.statistic(new double[] {rate * seconds}), 1e-9);
        assertEquals(counts, plain.total());
        assertEquals(FitStatistic.C_STAT.term(measured, 0, rate),
                BinnedCounts.of(new double[] {counts}).statistic(new double[] {rate * seconds}), 1e-9);
        double root = FitStatistic.W_STAT.signedRoot(measured, 0, rate);
        assertEquals(w, root * root, 1e-9);
        assertEquals(rate > measured.netRate(0), root > 0);
    }

    @Test
    void emptyBinCostsTwiceItsMean() {
        BinnedCounts data = one(Spectrum.of(new double[] {0}, 4));
        assertEquals(6, FitStatistic.C_STAT.term(data, 0, 0.75), 1e-12);
        assertEquals(2e-5, FitStatistic.C_STAT.term(data, 0, 0), 1e-18, "the smallest mean");
    }

    @ParameterizedTest
    @CsvSource({"12,5,8,20,1.5", "12,5,8,20,3", "200,10,900,30,0.1", "1,10,1,10,2", "7,100,3,50,1e-3",
            "0,5,8,20,1.5", "0,5,0,20,1.5", "6,5,0,20,2", "6,5,0,20,0.1", "6,5,0,20,0.24", "1e5,1,1e6,100,90000"})
    void wStatisticIsTheProfileOverTheBackground(double counts, double seconds, double off, double offSeconds,
            double rate) {
        UnivariateFunction negativeLogLikelihood = back -> deviance(counts, seconds * (rate + back))
                + deviance(off, offSeconds * back);
        double upper = (counts / seconds + off / offSeconds) * 3 + 1;
        double best = new BrentOptimizer(1e-12, 1e-15).optimize(new MaxEval(1000),
                new UnivariateObjectiveFunction(negativeLogLikelihood), GoalType.MINIMIZE,
                new SearchInterval(1e-12, upper)).getValue();
        assertEquals(2 * best, FitStatistic.W_STAT.term(onOff(counts, seconds, off, offSeconds), 0, rate),
                1e-7 * Math.max(1, 2 * best));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.2399999999, 0.2400000001, 1.3})
    void wStatisticWithoutBackgroundCountsHasItsTwoBranches(double rate) {
        double counts = 6;
        double seconds = 5;
        double offSeconds = 20;
        // The likelihood is highest at background n / (s + b) - y, or at 0 where that is negative.
        double back = Math.max(counts / (seconds + offSeconds) - rate, 0);
        double expected = 2 * (deviance(counts, seconds * (rate + back)) + offSeconds * back);
        assertEquals(expected, FitStatistic.W_STAT.term(onOff(counts, seconds, 0, offSeconds), 0, rate), 1e-9);
    }

    @Test
    void wStatisticKeepsItsDigitsWhereTheSourceDrownsTheBackground() {
        BinnedCounts data = onOff(1e9, 1, 1, 1);
        double near = FitStatistic.W_STAT.term(data, 0, 1e9 - 1);
        assertTrue(near >= -1e-6 && near < 1e-6, "statistic " + near);
    }

    @Test
    void chiSquaredUsesTheMeasuredErrors() {
        BinnedCounts data = onOff(25, 5, 8, 20);
        double net = 25 / 5.0 - 8 / 20.0;
        double variance = 25 / 25.0 + 8 / 400.0;
        assertEquals((net - 3) * (net - 3) / variance, FitStatistic.CHI_SQUARED.term(data, 0, 3), 1e-12);
        BinnedCounts given = one(Spectrum.builder(new double[] {25}).exposure(5).statError(new double[] {2}).build());
        assertEquals(1 / (4 / 25.0), FitStatistic.CHI_SQUARED.term(given, 0, 4), 1e-12);
    }

    @Test
    void systematicErrorsAddInQuadratureToChiSquaredAlone() {
        Spectrum spectrum = Spectrum.builder(new double[] {30, 10}).exposure(1).sysError(new double[] {0.1, 0.5})
                .grouping(new int[] {1, -1}).build();
        BinnedCounts data = new BinnedCounts(spectrum, NoticedBins.of(spectrum, TWO));
        assertEquals(40 + 20 * 20, data.variance(0), 1e-12, "the largest of the group, of all its counts");
        assertTrue(data.isPoisson());
        Spectrum back = Spectrum.builder(new double[] {6, 4}).exposure(2).sysError(new double[] {0.3, 0.2}).build();
        Spectrum both = spectrum.toBuilder().background(back).build();
        assertEquals(40 + 20 * 20 + (10 + 3 * 3) / 4.0,
                new BinnedCounts(both, NoticedBins.of(both, TWO)).variance(0), 1e-12);
    }

    @Test
    void errorsThatAreNotOfCountsAreNoticed() {
        Spectrum.Builder spectrum = Spectrum.builder(new double[] {25}).exposure(5);
        assertTrue(one(spectrum.statError(new double[] {5.001}).build()).isPoisson());
        assertFalse(one(spectrum.statError(new double[] {6.05}).build()).isPoisson());
        assertTrue(onOff(0, 5, 8, 20).isPoisson());
        assertFalse(one(Spectrum.of(new double[] {-2}, 5)).isPoisson());
    }

    @Test
    void binWithoutErrorHasThatOfOneCount() {
        assertEquals(1 / 25.0, one(Spectrum.of(new double[] {0}, 5)).variance(0), 1e-15);
        assertEquals(1 / 400.0, onOff(0, 5, 0, 20).variance(0), 1e-15);
    }

    @Test
    void backgroundIsScaledByAreaAndExtent() {
        Spectrum back = Spectrum.builder(new double[] {30, 60}).exposure(100).areaScale(new double[] {0.5, 1})
                .backScale(new double[] {8, 8}).build();
        Spectrum spectrum = Spectrum.builder(new double[] {10, 20}).exposure(50).areaScale(new double[] {1, 0.25})
                .backScale(new double[] {2, 4}).background(back).build();
        BinnedCounts data = new BinnedCounts(spectrum, NoticedBins.of(spectrum, TWO));
        assertEquals(50, data.exposure(0), 1e-12);
        assertEquals(12.5, data.exposure(1), 1e-12);
        assertEquals(100 * 0.5 * 4, data.backgroundExposure(0), 1e-12);
        assertEquals(100 * 2, data.backgroundExposure(1), 1e-12);
        assertEquals(20 / 12.5 - 60 / 200.0, data.netRate(1), 1e-12);
    }

    @Test
    void scalingsOfAGroupAreWeightedByCounts() {
        Spectrum spectrum = Spectrum.builder(new double[] {10, 30}).exposure(1).areaScale(new double[] {1, 0.5})
                .grouping(new int[] {1, -1}).build();
        NoticedBins bins = NoticedBins.of(spectrum, TWO);
        assertEquals(40 / (10 + 60.0), new BinnedCounts(spectrum, bins).exposure(0), 1e-12);
        Spectrum empty = Spectrum.builder(new double[] {0, 0}).exposure(1).areaScale(new double[] {1, 0.5})
                .grouping(new int[] {1, -1}).build();
        assertEquals(2 / (1 + 2.0), new BinnedCounts(empty, bins).exposure(0), 1e-12);
    }

    @Test
    void dataThatDoNotSuitAreRefused() {
        BinnedCounts plain = one(Spectrum.of(new double[] {3}, 4));
        assertThrows(IllegalArgumentException.class, () -> FitStatistic.W_STAT.term(onOff(-1, 1, 2, 1), 0, 1));
        assertThrows(IllegalArgumentException.class, () -> FitStatistic.C_STAT.value(plain, new double[2]));
        assertThrows(IllegalArgumentException.class, () -> one(Spectrum.of(new double[] {3}, Double.NaN)));
        assertThrows(IllegalArgumentException.class, () -> one(Spectrum.of(new double[] {Double.NaN}, 1)));
        assertThrows(IllegalArgumentException.class, () -> FitStatistic.W_STAT.term(plain, 0, 1));
        assertEquals(FitStatistic.C_STAT, FitStatistic.poisson(plain));
        assertEquals(FitStatistic.W_STAT, FitStatistic.poisson(onOff(1, 1, 1, 1)));
        assertEquals(FitStatistic.CHI_SQUARED, FitStatistic.named("CHI").orElseThrow());
    }
}
