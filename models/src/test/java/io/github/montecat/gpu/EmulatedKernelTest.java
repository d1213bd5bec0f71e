package io.github.montecat.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.engine.GpuEngine;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.progress.Progress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The kernels' own source, run on the processor, against the processor's engine and against Java. */
class EmulatedKernelTest {

    private static final long[] ROWS = {5, -1, 1L << 40};
    private static final int SHARED_HOPPER = 227 * 1024;
    private static final int SHARED_ADA = 99 * 1024;
    private static final long MEMORY = 1L << 30;

    @ParameterizedTest
    @CsvSource({
        // Each kernel, whole and broken tiles of units and passes, one and several launches.
        "2, 16, 5, 8", "3, 100, 33, 8", "4, 100, 70, 9", "4, 104, 16, 9", "3, 7, 20, 9", "3, 75, 64, 9", "3, 90, 64, 9",
        "3, 112, 64, 9", "3, 200, 20, 9", "4, 120, 33, 9", "3, 120, 17, 8", "3, 208, 16, 9", "2, 209, 16, 9"
    })
    void agreesWithTheProcessor(int layers, int units, int passes, int major) {
        EmulatedGpu.Controls controls = EmulatedGpu.controls();
        controls.emulated_configure(1, major, 4, SHARED_HOPPER, 13000, MEMORY);
        RandomNetwork network = new RandomNetwork(units, layers, units, 3, 4, 5, 0.25);
        List<float[]> spectra = network.spectra(ROWS.length);
        List<float[]> expected = new CpuEngine().sample(network.sampler(), spectra, ROWS, passes, 9, Progress.NONE);
        long before = controls.emulated_launches();
        long clusters = controls.emulated_cluster_launches();
        try (GpuEngine engine = EmulatedGpu.engine()) {
            for (Precision precision : Precision.values()) {
                List<float[]> got = engine.sample(network.sampler(), precision, spectra, ROWS, passes, 9, Progress.NONE);
                for (int i = 0; i < ROWS.length; i++) {
                    assertArrayEquals(expected.get(i), got.get(i), tolerance(precision), precision + ", spectrum " + i);
                }
            }
        }
        assertTrue(controls.emulated_launches() >= before + 2 * (layers + 1), "the processor did the work");
        assertEquals(major == 9 && units > 112 && units <= 208, controls.emulated_cluster_launches() > clusters,
                "clusters");
    }

    /** Half precision's rounding of operands grows with the number of units. */
    private static float tolerance(Precision precision) {
        return precision == Precision.HALF ? 4e-3f : 1e-5f;
    }

    /** Networks as they are shipped: few broad steps, many outputs, next to no dropout, a plane of backgrounds. */
    @ParameterizedTest
    @CsvSource({
        "2, 100, 33, 7, 30, 0.001, 8", "2, 128, 33, 7, 30, 0.001, 9", "2, 128, 33, 7, 30, 0.001, 8",
        "2, 100, 97, 4, 63, 0.02, 8", "4, 200, 32, 7, 5, 0.05, 9"
    })
    void agreesWithTheProcessorOnShippedShapes(int layers, int units, int inputs, int steps, int outputs, double dropout,
            int major) {
        EmulatedGpu.Controls controls = EmulatedGpu.controls();
        controls.emulated_configure(1, major, 4, SHARED_HOPPER, 13000, MEMORY);
        RandomNetwork network = new RandomNetwork(units, layers, units, inputs, steps, outputs, dropout);
        List<float[]> spectra = network.spectra(2);
        long[] rows = {ROWS[0], ROWS[1]};
        List<float[]> expected = new CpuEngine().sample(network.sampler(), spectra, rows, 20, 9, Progress.NONE);
        long before = controls.emulated_launches();
        try (GpuEngine engine = EmulatedGpu.engine()) {
            for (Precision precision : Precision.values()) {
                List<float[]> got = engine.sample(network.sampler(), precision, spectra, rows, 20, 9, Progress.NONE);
                for (int i = 0; i < rows.length; i++) {
                    assertArrayEquals(expected.get(i), got.get(i), tolerance(precision), precision + ", spectrum " + i);
                }
            }
        }
        assertEquals(before + 2 * (layers + 1), controls.emulated_launches());
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void isTheArithmeticItIsMeantToBe(Precision precision) {
        EmulatedGpu.controls();
        for (int units : new int[] {30, 150}) {
            RandomNetwork network = new RandomNetwork(7, 4, units, 2, 5, 4, 0.1);
            List<float[]> spectra = network.spectra(1);
            DeviceGru java = new DeviceGru(network.sampler().network(), precision);
            try (GpuEngine engine = EmulatedGpu.engine()) {
                float[] got = engine.sample(network.sampler(), precision, spectra, new long[] {3}, 20, 4, Progress.NONE).get(0);
                // Far below half precision: only ties that fall to the other side differ.
                assertArrayEquals(java.sample(spectra.get(0), 4, 3, 20), got, precision == Precision.HALF ? 2e-4f : 1e-6f);
            }
        }
    }

    /** A missing barrier would let the order of the fibers, drawn anew for each seed, change the result. */
    @ParameterizedTest
    @CsvSource({"100, 8, HALF", "200, 9, HALF", "200, 8, HALF", "100, 8, SINGLE"})
    void orderOfThreadsDoesNotMatter(int units, int major, Precision precision) {
        EmulatedGpu.Controls controls = EmulatedGpu.controls();
        controls.emulated_configure(1, major, 4, SHARED_HOPPER, 13000, MEMORY);
        RandomNetwork network = new RandomNetwork(1, 4, units, 1, 4, 3, 0.1);
        List<float[]> spectra = network.spectra(1);
        try (GpuEngine engine = EmulatedGpu.engine()) {
            float[] first = null;
            for (int shuffle = 1; shuffle <= 4; shuffle++) {
                controls.emulated_shuffle(shuffle);
                float[] got = engine.sample(network.sampler(), precision, spectra, new long[1], 18, 4, Progress.NONE).get(0);
                first = first == null ? got : first;
                assertArrayEquals(first, got, "order " + shuffle);
            }
        }
    }

    /** Other tiles, launches, kernels, and neighbours: the same bits. */
    @ParameterizedTest
    @CsvSource({"100, HALF", "112, HALF", "115, HALF", "115, SINGLE"})
    void cutOfTheWorkDoesNotMatter(int units, Precision precision) {
        EmulatedGpu.Controls controls = EmulatedGpu.controls();
        RandomNetwork network = new RandomNetwork(3, 3, units, 2, 4, 3, 0.1);
        List<float[]> spectra = network.spectra(3);
        long[] rows = {0, 1, 2};
        List<float[]> expected = null;
        int[][] devices = {{9, 132, SHARED_HOPPER}, {9, 4, SHARED_HOPPER}, {8, 2, SHARED_ADA}};
        for (int[] d : devices) {
            controls.emulated_configure(1, d[0], d[1], d[2], 13000, MEMORY);
            try (GpuEngine engine = EmulatedGpu.engine()) {
                List<float[]> got = engine.sample(network.sampler(), precision, spectra, rows, 50, 8, Progress.NONE);
                expected = expected == null ? got : expected;
                for (int i = 0; i < rows.length; i++) {
                    assertArrayEquals(expected.get(i), got.get(i));
                }
                float[] alone = engine.sample(network.sampler(), precision, spectra.subList(2, 3), new long[] {2}, 9, 8,
                        Progress.NONE).get(0);
                assertArrayEquals(alone, Arrays.copyOf(expected.get(2), alone.length));
            }
        }
        assertEquals(0, controls.emulated_leftovers());
    }
}
