package io.github.montecat.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.inference.CpuEngine;
import io.github.montecat.progress.Progress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernels' own source, run on the processor, against the processor's engine. */
class EmulatedKernelTest {

    private static final long[] ROWS = {5, -1, 1L << 40};

    @ParameterizedTest
    @CsvSource({
        // layers, units, passes, major: one of each kernel, whole and broken tiles, one and several launches
        "2, 16, 5, 8", "3, 100, 33, 8", "4, 100, 70, 9", "4, 104, 16, 9", "3, 7, 20, 9", "3, 200, 20, 9", "4, 120, 33, 9",
        "3, 120, 17, 8", "3, 208, 16, 9", "2, 209, 16, 9"
    })
    void agreesWithTheProcessor(int layers, int units, int passes, int major) {
        EmulatedGpu.Controls controls = EmulatedGpu.controls();
        controls.emulated_configure(1, major, 3, 227 * 1024, 13000, 1L << 30);
        RandomNetwork network = new RandomNetwork(units, layers, units, 3, 4, 5, 0.25);
        List<float[]> spectra = network.spectra(ROWS.length);
        List<float[]> expected = new CpuEngine().sample(network.sampler(), spectra, ROWS, passes, 9, Progress.NONE);
        try (GpuEngine engine = EmulatedGpu.engine(Gates.EXACT)) {
            List<float[]> got = engine.sample(network.sampler(), spectra, ROWS, passes, 9, Progress.NONE);
            assertTrue(controls.emulated_launches() > 0);
            for (int i = 0; i < ROWS.length; i++) {
                assertArrayEquals(expected.get(i), got.get(i), 4e-3f, "spectrum " + i);
            }
        }
        assertEquals(0, controls.emulated_leftovers());
    }
}
