package io.github.montecat.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.progress.Progress;
import io.github.montecat.spectrum.ChannelGrouping;
import io.github.montecat.spectrum.Spectrum;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObservationSimulatorTest {

    private static List<Observation> simulate(long from, int n, ExposureDraw exposure,
            Optional<BackgroundLevel> background) {
        return new ObservationSimulator(TinyBundle.prior(), TinyBundle.response(), exposure, background)
                .simulate(from, n, 9, Progress.NONE);
    }

    @Test
    void aFixedExposureGivesTheCountsOfTheDataset() {
        double exposure = TinyBundle.simulator().exposure();
        Dataset data = Dataset.simulate(TinyBundle.source(), 0, 40, 9, Progress.NONE);
        List<Observation> all = simulate(0, 40, ExposureDraw.fixed(exposure), Optional.empty());
        for (int i = 0; i < 40; i++) {
            assertArrayEquals(data.spectrum(i, 0).counts(), Arrays.stream(all.get(i).counts()).asDoubleStream().toArray());
            assertArrayEquals(TinyBundle.prior().fromUnit(data.unit(i)), all.get(i).values());
            assertEquals(exposure, all.get(i).exposure());
            assertTrue(all.get(i).background().isEmpty());
        }
    }

    @Test
    void apartOrTogetherIsTheSame() {
        ExposureDraw range = new ExposureDraw(1, 100);
        BackgroundLevel level = BackgroundLevel.of(flat(5));
        List<Observation> all = simulate(0, 50, range, Optional.of(level));
        List<Observation> part = simulate(45, 5, range, Optional.of(level));
        for (int i = 0; i < 5; i++) {
            assertEquals(all.get(45 + i).exposure(), part.get(i).exposure());
            assertArrayEquals(all.get(45 + i).counts(), part.get(i).counts());
            assertArrayEquals(all.get(45 + i).background().orElseThrow(), part.get(i).background().orElseThrow());
        }
    }

    private static Spectrum flat(double counts) {
        double[] all = new double[TinyBundle.CHANNELS];
        Arrays.fill(all, counts);
        return Spectrum.of(all, 10);
    }

    @Test
    void backgroundsScaleByExposureAndRegions() {
        double[] ones = new double[TinyBundle.CHANNELS];
        Arrays.fill(ones, 1);
        double[] scale = ones.clone();
        scale[1] = 4;
        Spectrum measured = flat(30).toBuilder().backScale(scale).areaScale(scale).build();
        BackgroundLevel level = BackgroundLevel.of(measured, 2);
        // 30 counts in 10 s; twice the region, and in channel 1 of four times the region and four times the area.
        assertEquals(3 * 2, level.rate(0), 1e-12);
        assertEquals(3 * 2.0 / 16, level.rate(1), 1e-12);
        ChannelGrouping pairs = ChannelGrouping.uniform(0, TinyBundle.CHANNELS - 1, 2);
        assertThrows(IllegalArgumentException.class, () -> level.grouped(pairs));
        assertThrows(IllegalArgumentException.class, () -> BackgroundLevel.of(measured));
        BackgroundLevel grouped = BackgroundLevel.of(flat(30)).grouped(pairs);
        assertEquals(6, grouped.rate(0), 1e-12);
        assertEquals(60, grouped.measured().counts(0));
    }

    @Test
    void badBackgroundsAndExposuresAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> BackgroundLevel.of(flat(-1)));
        assertThrows(IllegalArgumentException.class, () -> BackgroundLevel.of(flat(Double.NaN)));
        assertThrows(IllegalArgumentException.class, () -> BackgroundLevel.of(flat(1), 0));
        assertThrows(IllegalArgumentException.class,
                () -> simulate(0, 1, ExposureDraw.fixed(1), Optional.of(BackgroundLevel.of(
                        Spectrum.of(new double[] {1}, 1)))));
        for (String text : List.of("", "0", "-1", "5,4", "1,2,3", "five", "1,", "Infinity")) {
            assertThrows(IllegalArgumentException.class, () -> ExposureDraw.parse(text), text);
        }
        assertEquals(new ExposureDraw(5, 50), ExposureDraw.parse("5, 50"));
    }
}
