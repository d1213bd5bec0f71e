package io.github.montecat.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.gpu.GpuOpening;
import io.github.montecat.progress.Progress;
import io.github.montecat.spectrum.Spectrum;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AutomaticEngineTest {

    private static final long[] ROWS = {4};
    private final AtomicInteger asked = new AtomicInteger();
    private final AutomaticEngine engine = new AutomaticEngine(() -> {
        asked.incrementAndGet();
        return new GpuOpening.Unavailable("no GPU: this is a test", false);
    });

    private static List<float[]> inputs(ModelBundle bundle) throws UnfitSpectrumException {
        double[] counts = new double[TinyBundle.CHANNELS];
        Arrays.fill(counts, 9);
        return List.of(bundle.input(Spectrum.of(counts, TinyBundle.EXPOSURE)));
    }

    @Test
    void smallWorkStaysWithTheProcessor() throws UnfitSpectrumException {
        ModelBundle bundle = TinyBundle.get();
        assertArrayEquals(new CpuEngine().sample(bundle.sampler(), inputs(bundle), ROWS, 50, 2, Progress.NONE).get(0),
                engine.sample(bundle.sampler(), inputs(bundle), ROWS, 50, 2, Progress.NONE).get(0));
        assertEquals(0, asked.get());
    }

    @Test
    void largeWorkLooksForGpuAndGoesOnWithout() throws UnfitSpectrumException {
        ModelBundle bundle = TinyBundle.get();
        List<float[]> inputs = inputs(bundle);
        AtomicInteger chunks = new AtomicInteger();
        // What is begun is enough to see.
        assertThrows(CancellationException.class,
                () -> engine.sample(bundle.sampler(), inputs, ROWS, 3_000_000, 2, (done, all) -> {
                    chunks.incrementAndGet();
                    throw new CancellationException();
                }));
        assertEquals(1, asked.get());
        assertEquals(true, chunks.get() > 0, "the processor did not begin");
    }

    /** What ran is the processor, not "auto". */
    @Test
    void namesWhatItChose() throws UnfitSpectrumException {
        ModelBundle bundle = TinyBundle.get();
        assertEquals(new CpuEngine().name(), engine.draw(bundle.sampler(), inputs(bundle), ROWS, 20, 7, Progress.NONE).engine());
    }
}
