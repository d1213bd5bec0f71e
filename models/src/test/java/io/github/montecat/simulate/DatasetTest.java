package io.github.montecat.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.progress.Progress;
import io.github.montecat.spectrum.BinnedSpectrum;
import io.github.montecat.spectrum.EnergyGrid;
import io.github.montecat.spectrum.Spectrum;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class DatasetTest {

    @Test
    void expectedCountsOfAPowerLawAreItsIntegral() {
        // PhoIndex 2, norm 1: the integral of E^-2 from 0.4 to 0.7 keV is 1/0.4 - 1/0.7; times 50 cm2 and 100 s.
        double[] counts = TinyBundle.simulator().expectedCounts(new double[] {2, 1});
        assertEquals((1 / 0.4 - 1 / 0.7) * 50 * 100, counts[0], 1e-6 * counts[0]);
    }

    @Test
    void drawsRepeatOnAnyNumberOfThreadsAndInParts() throws Exception {
        Dataset all = Dataset.simulate(TinyBundle.source(), 0, 50, 3, Progress.NONE);
        ForkJoinPool one = new ForkJoinPool(1);
        Dataset again = one.submit(() -> Dataset.simulate(TinyBundle.source(), 0, 50, 3, Progress.NONE)).get();
        one.shutdown();
        Dataset part = Dataset.simulate(TinyBundle.source(), 40, 10, 3, Progress.NONE);
        for (int i = 0; i < 50; i++) {
            assertArrayEquals(all.unit(i), again.unit(i));
            assertArrayEquals(all.spectrum(i, 0).counts(), again.spectrum(i, 0).counts());
        }
        for (int i = 0; i < 10; i++) {
            assertArrayEquals(all.unit(40 + i), part.unit(i));
            assertArrayEquals(all.spectrum(40 + i, 0).counts(), part.spectrum(i, 0).counts());
        }
        assertFalse(Arrays.equals(all.spectrum(0, 0).counts(), all.spectrum(0, 1).counts()), "another realisation is other noise");
    }

    @Test
    void exposuresAndBackgroundsAreDrawnForEachSpectrum() {
        double[] rates = new double[TinyBundle.CHANNELS];
        Arrays.fill(rates, 2);
        BackgroundDraw background = new BackgroundDraw("flat", rates, 0.5, 2, 0.1, 0.4);
        SpectrumSource source = SpectrumSource.of(TinyBundle.prior(), TinyBundle.response(), new ExposureDraw(50, 500),
                Optional.of(background));
        SpectrumSource bare = SpectrumSource.of(TinyBundle.prior(), TinyBundle.response(), 1);
        int n = 400;
        Dataset data = Dataset.simulate(source, 7, n, 1, Progress.NONE);
        Dataset rate = Dataset.simulate(bare, 7, n, 1, Progress.NONE);
        double logExposure = 0;
        double pull = 0;
        double backgroundPull = 0;
        for (int i = 0; i < n; i++) {
            BinnedSpectrum s = data.spectrum(i, 0);
            assertArrayEquals(rate.unit(i), data.unit(i), "exposures and backgrounds change no parameters");
            assertTrue(s.exposure() >= 50 && s.exposure() <= 500);
            logExposure += Math.log(s.exposure()) / n;
            BinnedSpectrum.Background b = s.background().orElseThrow();
            assertTrue(b.ratio() >= 0.1 && b.ratio() <= 0.4);
            double source0 = bare.perSecond().expectedCounts(bare.prior().fromUnit(data.unit(i)))[0] * s.exposure();
            double level = background.draw(1, 7 + i).brightness();
            assertTrue(level >= 0.5 && level <= 2);
            double inSource = 2 * level * s.exposure();
            pull += (s.counts()[0] - source0 - inSource) / Math.sqrt(source0 + inSource) / Math.sqrt(n);
            backgroundPull += (b.counts()[0] * b.ratio() - inSource) / Math.sqrt(inSource * b.ratio()) / Math.sqrt(n);
        }
        // The logarithm is uniform over a range of log(10), with a deviation of that over the root of 12.
        assertEquals(Math.log(Math.sqrt(50 * 500)), logExposure, 4 * Math.log(10) / Math.sqrt(12 * n));
        assertEquals(0, pull, 4);
        assertEquals(0, backgroundPull, 4);
        assertFalse(Arrays.equals(data.spectrum(0, 0).background().orElseThrow().counts(),
                data.spectrum(0, 1).background().orElseThrow().counts()), "its noise is drawn anew as well");
    }

    @Test
    void aSmoothedBackgroundHasNoHoles() {
        Spectrum measured = Spectrum.builder(new double[] {0, 100, 0, 0, 60, 0, 0, 4}).exposure(10).build();
        BackgroundDraw draw = BackgroundDraw.smoothed(BackgroundLevel.of(measured), "test",
                EnergyGrid.ofEdges(0, 1, 2, 3, 5, 6, 7, 8, 9), 1, 1, 0.5, 0.5);
        // 40 counts: bins 0-1 (two keV wide), 1, 1-3, 2-4 (of 2 + 1 + 1 keV), 4, 4-6, 4-7 and 4-7.
        double[] expected = {100 / 2.0, 100, 100 / 4.0 * 1, 60 / 4.0 * 2, 60, 60 / 3.0, 64 / 4.0, 64 / 4.0};
        for (int b = 0; b < expected.length; b++) {
            assertEquals(expected[b] / 10, draw.rates()[b], 1e-12, "bin " + b);
        }
        assertThrows(IllegalArgumentException.class, () -> BackgroundDraw.smoothed(
                BackgroundLevel.of(Spectrum.of(new double[2], 1)), "none", EnergyGrid.ofEdges(1, 2, 3), 1, 1, 1, 1));
    }

    @Test
    void countsArePoisson() {
        float[] expected = {0.3f, 5, 200, 1e5f};
        int n = 20_000;
        double[] sum = new double[4];
        double[] squares = new double[4];
        double[] counts = new double[4];
        for (int i = 0; i < n; i++) {
            SpectrumSimulator.drawCounts(expected, 1, i, 0, counts);
            for (int b = 0; b < 4; b++) {
                sum[b] += counts[b];
                squares[b] += (counts[b] - expected[b]) * (counts[b] - expected[b]);
            }
        }
        for (int b = 0; b < 4; b++) {
            double mean = expected[b];
            assertEquals(mean, sum[b] / n, 5 * Math.sqrt(mean / n));
            // The squared deviation has variance 2 mean^2 + mean.
            assertEquals(mean, squares[b] / n, 5 * Math.sqrt((2 * mean * mean + mean) / n));
        }
    }

    @Test
    void nothingExpectedGivesNothing() {
        double[] counts = {7, 7};
        SpectrumSimulator.drawCounts(new float[] {0, 1e-38f}, 1, 0, 0, counts);
        assertArrayEquals(new double[] {0, 0}, counts);
    }

    @Test
    void badSizesAreRefused() {
        assertThrows(IllegalArgumentException.class,
                () -> Dataset.simulate(TinyBundle.source(), 0, 0, 0, Progress.NONE));
        assertThrows(IllegalArgumentException.class,
                () -> new SpectrumSimulator(TinyBundle.prior(), TinyBundle.response(), 0));
    }
}
