package io.github.montecat.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.gpu.GpuOpening;
import io.github.montecat.inference.CpuEngine;
import io.github.montecat.inference.McDropoutEngine;
import io.github.montecat.progress.Progress;
import io.github.montecat.spectrum.Spectrum;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AutomaticEngineTest {

    /** What ran is the processor, not "auto"; its samples are the processor's. */
    @Test
    void namesWhatItChose() throws Exception {
        ModelBundle bundle = TinyBundle.get();
        double[] counts = new double[TinyBundle.CHANNELS];
        Arrays.fill(counts, 4);
        List<float[]> inputs = List.of(bundle.input(Spectrum.of(counts, TinyBundle.EXPOSURE)));
        McDropoutEngine auto = new AutomaticEngine(() -> new GpuOpening.Unavailable("no GPU in this test"));
        McDropoutEngine.Drawn drawn = auto.draw(bundle, inputs, new long[] {0}, 20, 7, Progress.NONE);
        CpuEngine cpu = new CpuEngine();
        assertEquals(cpu.name(), drawn.engine());
        float[] expected = cpu.sample(bundle, inputs, new long[] {0}, 20, 7, Progress.NONE).get(0);
        assertArrayEquals(expected, drawn.outputs().get(0));
        assertArrayEquals(expected, auto.sample(bundle, inputs, new long[] {0}, 20, 7, Progress.NONE).get(0));
    }
}
