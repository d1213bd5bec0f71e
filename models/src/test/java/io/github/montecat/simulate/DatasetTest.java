package io.github.montecat.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.progress.Progress;
import java.util.Arrays;
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
