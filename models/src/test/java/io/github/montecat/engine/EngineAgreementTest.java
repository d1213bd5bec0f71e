package io.github.montecat.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.kernel.GruNetwork;
import io.github.montecat.kernel.GruSampler;
import io.github.montecat.kernel.GruWeights;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.Dataset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All engines draw the same samples, whatever the threads, and can be stopped between chunks. */
class EngineAgreementTest {

    private static final long[] ROWS = {3, 1L << 40};

    static Stream<McDropoutEngine> engines() {
        return Stream.of(new CpuEngine(), new Nd4jEngine());
    }

    static Stream<ModelBundle> bundles() throws IOException {
        return Stream.concat(Stream.of(TinyBundle.get()), BundleLibrary.shipped().bundles().stream());
    }

    /** Two spectra of the kind that the bundle was trained on. */
    private static List<float[]> inputs(ModelBundle bundle) {
        Dataset data = Dataset.simulate(bundle.source(), 0, 2, 5, Progress.NONE);
        return IntStream.range(0, 2).mapToObj(i -> bundle.input(data.spectrum(i, 0))).toList();
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void enginesDrawTheSameSamples(ModelBundle bundle) {
        List<float[]> inputs = inputs(bundle);
        int passes = 70;
        List<float[]> cpu = new CpuEngine().sample(bundle.sampler(), inputs, ROWS, passes, 9, Progress.NONE);
        int outputs = bundle.head().head().outputs();
        float first = cpu.get(0)[0];
        assertTrue(IntStream.range(1, passes).anyMatch(i -> Math.abs(cpu.get(0)[i * outputs] - first) > 1e-6),
                "dropout is off");
        for (McDropoutEngine other : engines().skip(1).toList()) {
            assertTrue(other.refusal(bundle.sampler()).isEmpty());
            List<float[]> drawn = other.sample(bundle.sampler(), inputs, ROWS, passes, 9, Progress.NONE);
            for (int i = 0; i < inputs.size(); i++) {
                float largest = 1;
                for (float output : cpu.get(i)) {
                    largest = Math.max(largest, Math.abs(output));
                }
                assertArrayEquals(cpu.get(i), drawn.get(i), 2e-5f * largest, other.name());
            }
        }
    }

    @Test
    void enginesAgreeOnResetBeforeTheProduct() {
        Random r = new Random(8);
        List<GruWeights> layers = List.of(
                new GruWeights(2, 24, normal(r, 144), normal(r, 24 * 72), normal(r, 144), false),
                new GruWeights(24, 24, normal(r, 24 * 72), normal(r, 24 * 72), normal(r, 144), false));
        GruNetwork network = new GruNetwork(layers, normal(r, 48), normal(r, 2), 11, 0.2);
        List<float[]> inputs = List.of(normal(r, 22), normal(r, 22));
        List<float[]> cpu = new CpuEngine().sample(new GruSampler(network), inputs, ROWS, 140, 1, Progress.NONE);
        List<float[]> nd4j = new Nd4jEngine().sample(new GruSampler(network), inputs, ROWS, 140, 1, Progress.NONE);
        for (int i = 0; i < 2; i++) {
            assertArrayEquals(cpu.get(i), nd4j.get(i), 1e-5f);
        }
    }

    private static float[] normal(Random r, int n) {
        float[] a = new float[n];
        for (int i = 0; i < n; i++) {
            a[i] = (float) (0.2 * r.nextGaussian());
        }
        return a;
    }

    @ParameterizedTest
    @MethodSource("engines")
    void samplesDoNotDependOnThreadsOrCompany(McDropoutEngine engine) throws Exception {
        ModelBundle bundle = TinyBundle.get();
        List<float[]> inputs = inputs(bundle);
        List<List<float[]>> outcomes = new ArrayList<>();
        for (int threads : new int[] {1, 2}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            try {
                outcomes.add(pool.submit(() -> engine.sample(bundle.sampler(), inputs, ROWS, 300, 4, Progress.NONE)).get());
            } finally {
                pool.shutdown();
            }
        }
        float[] alone = engine.sample(bundle.sampler(), inputs.subList(1, 2), new long[] {ROWS[1]}, 300, 4, Progress.NONE).get(0);
        assertArrayEquals(outcomes.get(0).get(0), outcomes.get(1).get(0));
        assertArrayEquals(outcomes.get(0).get(1), outcomes.get(1).get(1));
        assertArrayEquals(outcomes.get(0).get(1), alone);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void stopsBetweenChunks(McDropoutEngine engine) {
        ModelBundle bundle = TinyBundle.get();
        AtomicLong reported = new AtomicLong();
        int passes = 20_000;
        assertThrows(CancellationException.class, () -> engine.sample(bundle.sampler(), inputs(bundle), ROWS, passes, 4,
                (done, all) -> {
                    assertEquals(2L * passes, all);
                    reported.set(done);
                    throw new CancellationException("no longer wanted");
                }));
        assertTrue(reported.get() < passes, "went on for " + reported + " passes");
        assertEquals(2 * 5 * bundle.prior().dimension(), engine.sample(bundle.sampler(), inputs(bundle), ROWS, 5, 4, Progress.NONE)
                .stream().mapToInt(s -> s.length).sum(), "cannot be used again");
    }

    @ParameterizedTest
    @MethodSource("engines")
    void reportsEveryPass(McDropoutEngine engine) {
        ModelBundle bundle = TinyBundle.get();
        AtomicLong last = new AtomicLong();
        engine.sample(bundle.sampler(), inputs(bundle), ROWS, 300, 4, (done, all) -> last.accumulateAndGet(done, Math::max));
        assertEquals(600, last.get());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void wrongInputNamesBothLengths(McDropoutEngine engine) {
        String message = assertThrows(RuntimeException.class, () -> engine.sample(TinyBundle.get().sampler(),
                List.of(new float[7]), new long[1], 5, 4, Progress.NONE)).getMessage();
        assertTrue(message.contains("7 numbers") && message.contains("expected"), message);
    }

    @Test
    void choiceByNameIsOpened() {
        assertEquals(new CpuEngine().name(), EngineChoice.of("cpu").open().name());
        assertEquals("nd4j", EngineChoice.of(" ND4J ").open().name());
        assertTrue(EngineChoice.AUTO.open().refusal(TinyBundle.get().sampler()).isEmpty());
        String message = assertThrows(IllegalArgumentException.class, () -> EngineChoice.of("abacus")).getMessage();
        assertTrue(message.contains("abacus") && message.contains("auto, cpu, nd4j, gpu"), message);
    }
}
