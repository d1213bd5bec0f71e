package io.github.montecat.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.physics.ModelExpression;
import io.github.montecat.response.Response;
import io.github.montecat.spectrum.EnergyGrid;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.statistic.BinnedCounts;
import io.github.montecat.statistic.FitStatistic;
import io.github.montecat.statistic.NoticedBins;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SpectralFitTest {

    private static final int CHANNELS = 30;
    private static final double AREA = 100;
    private static final double SECONDS = 200;

    /** Every photon lands in the channel of its energy. */
    private static Response ideal() {
        double[] edges = new double[CHANNELS + 1];
        for (int i = 0; i <= CHANNELS; i++) {
            edges[i] = 0.5 * Math.pow(20, i / (double) CHANNELS);
        }
        float[] matrix = new float[CHANNELS * CHANNELS];
        for (int i = 0; i < CHANNELS; i++) {
            matrix[i * CHANNELS + i] = (float) AREA;
        }
        return Response.ofDense(EnergyGrid.ofEdges(edges), EnergyGrid.ofEdges(edges), matrix);
    }

    private static FoldedModel folded(String expression) {
        Spectrum shape = Spectrum.of(new double[CHANNELS], 1);
        return new FoldedModel(ModelExpression.parse(expression), ideal(), NoticedBins.of(shape, ideal().bins()));
    }

    private static double[] counts(double seconds, double extra, double[] rates) {
        return Arrays.stream(rates).map(r -> (r + extra) * seconds).toArray();
    }

    @ParameterizedTest
    @EnumSource(FitStatistic.class)
    void noiselessSpectrumGivesItsParametersBack(FitStatistic statistic) {
        double[] truth = {0.3, 1.9, 0.02};
        FoldedModel folded = folded("tbabs*powerlaw");
        double background = statistic == FitStatistic.W_STAT ? 0.05 : 0;
        Spectrum.Builder spectrum = Spectrum.builder(counts(SECONDS, background, folded.rates(truth)))
                .exposure(SECONDS);
        if (background > 0) {
            spectrum.background(Spectrum.of(counts(3 * SECONDS, background, new double[CHANNELS]), 3 * SECONDS));
        }
        BinnedCounts data = new BinnedCounts(spectrum.build(), folded.bins());
        BestFit fit = assertDoesFit(folded, data, statistic, 1, 1, 1);
        assertArrayEquals(truth, fit.values(), 1e-5);
        assertEquals(0, fit.statistic(), 1e-6);
        assertEquals(27, fit.degreesOfFreedom());
    }

    @Test
    void normAloneHasAClosedForm() {
        FoldedModel folded = folded("powerlaw");
        double[] unit = folded.rates(2, 1);
        double[] counts = new double[CHANNELS];
        for (int i = 0; i < CHANNELS; i++) {
            counts[i] = Math.round(unit[i] * 0.03 * SECONDS) + i % 3;
        }
        BinnedCounts data = new BinnedCounts(Spectrum.of(counts, SECONDS), folded.bins());
        double total = Arrays.stream(counts).sum();
        double predicted = Arrays.stream(unit).sum() * SECONDS;
        BestFit fit = assertDoesFitFrozen(folded, data, new double[] {2, 50}, new boolean[] {true, false});
        // Cash's statistic is smallest where the model has as many counts as the data.
        assertEquals(total / predicted, fit.values()[1], 1e-7 * total / predicted);
        assertEquals(2, fit.values()[0]);
        assertEquals(0, fit.errors()[0]);
        assertEquals(fit.values()[1] / Math.sqrt(total), fit.errors()[1], 0.05 * fit.errors()[1]);
        assertEquals(FitStatistic.C_STAT.value(data, folded.rates(fit.values())), fit.statistic(), 1e-9);
    }

    @Test
    void parametersStayInsideTheirLimits() {
        // An excess at low energies would want a negative column.
        FoldedModel folded = folded("tbabs*powerlaw");
        double[] rates = folded.rates(0, 2, 0.05);
        for (int i = 0; i < 8; i++) {
            rates[i] *= 1.5;
        }
        BinnedCounts data = new BinnedCounts(Spectrum.of(counts(SECONDS, 0, rates), SECONDS), folded.bins());
        BestFit fit = assertDoesFit(folded, data, FitStatistic.C_STAT, 0.1, 2, 0.05);
        assertTrue(fit.values()[0] >= 0 && fit.values()[0] < 1e-6, fit.toString());
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 1, 1", "5, 5, 5, 5, 5", "0.01, 3, 1, 3, 1", "0.2, 50, 0, 2, 1e-3", "0.5, 0, 1, 2, 1e-3"})
    void poorStartsDoNotEndAtALimit(double nH, double tin, double diskNorm, double index, double norm) {
        double[] truth = {0.3, 0.8, 8, 2.2, 0.02};
        FoldedModel folded = folded("tbabs*(diskbb+powerlaw)");
        BinnedCounts data = new BinnedCounts(Spectrum.of(counts(SECONDS, 0, folded.rates(truth)), SECONDS),
                folded.bins());
        BestFit fit = assertDoesFit(folded, data, FitStatistic.C_STAT, nH, tin, diskNorm, index, norm);
        assertEquals(0, fit.statistic(), 1e-5, fit.toString());
        for (int p = 0; p < truth.length; p++) {
            assertEquals(truth[p], fit.values()[p], 1e-2 * truth[p], fit.toString());
            assertTrue(fit.errors()[p] > 0, fit.toString());
        }
    }

    @Test
    void componentThatTheDataDoNotShowEndsAtZeroAndLeavesTheOthersTheirErrors() {
        FoldedModel folded = folded("tbabs*(bbody+powerlaw)");
        double[] rates = folded.rates(0.3, 1, 0, 2, 0.05);
        double[] dip = folded.rates(0.3, 1, 1e-4, 2, 0.05);
        Arrays.setAll(rates, b -> 2 * rates[b] - dip[b]);
        BinnedCounts data = new BinnedCounts(Spectrum.of(counts(SECONDS, 0, rates), SECONDS), folded.bins());
        BestFit fit = assertDoesFitFrozen(folded, data, new double[] {0.3, 1, 1e-3, 2, 0.05},
                new boolean[] {false, true, false, false, false});
        assertEquals(0, fit.values()[2]);
        assertTrue(fit.errors()[0] > 0 && fit.errors()[3] > 0 && fit.errors()[4] > 0, fit.toString());
    }

    @Test
    void parameterWithoutEffectHasNoError() {
        FoldedModel folded = folded("constant*powerlaw");
        BinnedCounts data = new BinnedCounts(Spectrum.of(counts(SECONDS, 0, folded.rates(1, 2, 0.05)), SECONDS),
                folded.bins());
        BestFit fit = assertDoesFitFrozen(folded, data, new double[] {1, 2, 0.05}, new boolean[3]);
        assertTrue(Double.isNaN(fit.errors()[0]) || fit.errors()[0] > 1, fit.toString());
    }

    @Test
    void wrongQuestionsAreRefused() {
        FoldedModel folded = folded("powerlaw");
        BinnedCounts data = new BinnedCounts(Spectrum.of(new double[CHANNELS], 1), folded.bins());
        SpectralFit fit = new SpectralFit(folded, data, FitStatistic.C_STAT);
        assertThrows(IllegalArgumentException.class, () -> fit.fit(new double[3]));
        assertThrows(IllegalArgumentException.class, () -> fit.fit(new double[] {2, 1}, new boolean[] {true, true}));
        assertThrows(IllegalArgumentException.class, () -> fit.fit(new double[] {99, 1}));
    }

    private static BestFit assertDoesFit(FoldedModel folded, BinnedCounts data, FitStatistic statistic,
            double... start) {
        try {
            return new SpectralFit(folded, data, statistic).fit(start);
        } catch (FitFailedException e) {
            throw new AssertionError(e);
        }
    }

    private static BestFit assertDoesFitFrozen(FoldedModel folded, BinnedCounts data, double[] start,
            boolean[] frozen) {
        try {
            return new SpectralFit(folded, data, FitStatistic.C_STAT).fit(start, frozen);
        } catch (FitFailedException e) {
            throw new AssertionError(e);
        }
    }
}
