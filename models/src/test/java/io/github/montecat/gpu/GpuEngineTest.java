package io.github.montecat.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.engine.GpuEngine;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The host's side: finding a device, sharing it, running out of its memory, giving it back. */
class GpuEngineTest {

    private static final int SHARED = 227 * 1024;
    private static final long MEMORY = 1L << 30;
    private static final int PASSES = 50;

    @Test
    void saysWhyThereIsNoGpu() {
        GpuOpening opening = GpuPasses.open("no-such-driver");
        String reason = assertInstanceOf(GpuOpening.Unavailable.class, opening).reason();
        assertFalse(((GpuOpening.Unavailable) opening).present());
        assertTrue(reason.startsWith("no GPU: no NVIDIA driver") && !reason.contains("\n"), reason);
    }

    @Test
    void oneSpectrumIsNotWorthAStartAndACatalogueIs() {
        // As the paper's Model A, as nicer-a, and as a network of four steps with a background: the smallest there are.
        for (RandomNetwork network : List.of(new RandomNetwork(1, 4, 100, 8, 25, 3, 0.1),
                new RandomNetwork(1, 2, 100, 33, 7, 30, 0.001), new RandomNetwork(1, 2, 100, 97, 4, 30, 0.001))) {
            assertFalse(GpuPasses.pays(network.sampler(), 1, 1000));
            // What a fitter asks for at a time.
            assertTrue(GpuPasses.pays(network.sampler(), 64, 1000));
        }
        assertFalse(GpuPasses.pays(new RandomNetwork(1, 2, 100, 33, 7, 30, 0.001).sampler(), 64, 100));
    }

    @Test
    void opensOrSaysWhyNotOnAnyMachine() {
        GpuOpening opening = GpuPasses.open();
        if (opening instanceof GpuOpening.Opened opened) {
            opened.passes().close();
        } else {
            assertTrue(((GpuOpening.Unavailable) opening).reason().startsWith("no GPU: "));
        }
    }

    @Test
    void passesOverDevicesThatAreTooOldOrAbsent() {
        EmulatedGpu.Controls controls = EmulatedGpu.controls();
        controls.emulated_configure(0, 9, 4, SHARED, 13000, MEMORY);
        assertTrue(reason().contains("CUDA_ERROR_NO_DEVICE"), reason());
        controls.emulated_configure(1, 7, 4, SHARED, 13000, MEMORY);
        assertEquals("no GPU: no device of compute capability 8.0 or newer among 1", reason());
        assertEquals(0, controls.emulated_leftovers());
    }

    @Test
    void takesTheNextDeviceIfTheFirstIsSomebodyElses() {
        EmulatedGpu.Controls controls = EmulatedGpu.controls();
        controls.emulated_taken();
        assertTrue(reason().contains("CUDA_ERROR_INVALID_DEVICE"), reason());
        controls.emulated_configure(2, 9, 4, SHARED, 13000, MEMORY);
        controls.emulated_taken();
        EmulatedGpu.engine().close();
        assertEquals(0, controls.emulated_leftovers());
    }

    @Test
    void saysWhichDriverIsTooOld() {
        EmulatedGpu.Controls controls = EmulatedGpu.controls();
        controls.emulated_configure(1, 8, 4, SHARED, 11040, MEMORY);
        assertTrue(reason().endsWith("; the driver is for CUDA 11.4, a newer one may help"), reason());
        assertEquals(0, controls.emulated_leftovers());
    }

    /** Networks of Model B's size have a kernel of their own where there are clusters; elsewhere they stream their weights. */
    @Test
    void runsWithoutClustersOnOlderDriversAndDevicesThatHaveNone() {
        EmulatedGpu.Controls controls = EmulatedGpu.controls();
        RandomNetwork network = new RandomNetwork(1, 2, 150, 3, 3, 4, 0.1);
        List<float[]> spectra = network.spectra(2);
        long launches = controls.emulated_launches();
        long clusters = controls.emulated_cluster_launches();
        List<float[]> expected = all(network, spectra);
        assertEquals(clusters + 1, controls.emulated_cluster_launches());
        controls.emulated_without_clusters();
        assertSame(expected, all(network, spectra));
        controls.emulated_configure(1, 9, 4, SHARED, 12040, MEMORY);
        assertSame(expected, all(network, spectra));
        assertEquals(launches + 9, controls.emulated_launches(), "the processor did the work");
        assertEquals(clusters + 1, controls.emulated_cluster_launches());
        assertEquals(0, controls.emulated_leftovers());
    }

    private static String reason() {
        return ((GpuOpening.Unavailable) GpuPasses.open(EmulatedGpu.library())).reason();
    }

    @Test
    void fitsSpectraOfABundle() throws UnfitSpectrumException {
        EmulatedGpu.controls();
        ModelBundle bundle = TinyBundle.get();
        Dataset data = Dataset.simulate(TinyBundle.source(), 0, 3, 1, Progress.NONE);
        List<float[]> inputs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            inputs.add(bundle.input(Spectrum.of(data.spectrum(i, 0).counts(), TinyBundle.EXPOSURE)));
        }
        long[] rows = {7, 8, 9};
        AtomicLong last = new AtomicLong();
        try (GpuEngine engine = EmulatedGpu.engine()) {
            assertEquals("gpu, emulated device (compute capability 9.0)", engine.name());
            List<float[]> got = engine.sample(bundle.sampler(), inputs, rows, 100, 5, (done, all) -> {
                assertEquals(300, all);
                last.set(done);
            });
            assertEquals(300, last.get());
            List<float[]> expected = new CpuEngine().sample(bundle.sampler(), inputs, rows, 100, 5, Progress.NONE);
            for (int i = 0; i < 3; i++) {
                assertArrayEquals(expected.get(i), got.get(i), 4e-3f);
            }
        }
    }

    @Test
    void cutsTheWorkToTheMemoryThereIs() {
        EmulatedGpu.Controls controls = EmulatedGpu.controls();
        RandomNetwork network = new RandomNetwork(1, 4, 40, 1, 6, 3, 0.1);
        List<float[]> spectra = network.spectra(8);
        controls.emulated_configure(1, 9, 132, SHARED, 13000, MEMORY);
        long launches = controls.emulated_launches();
        List<float[]> expected = all(network, spectra);
        assertEquals(launches + 5, controls.emulated_launches());
        controls.emulated_configure(1, 9, 132, SHARED, 13000, 350_000);
        List<float[]> pieces = all(network, spectra);
        assertTrue(controls.emulated_launches() > launches + 10, "one launch of each kernel was enough");
        assertSame(expected, pieces);
        assertEquals(0, controls.emulated_leftovers());
    }

    @Test
    void triesSmallerPiecesWhenMemoryIsLessThanItSeemed() {
        EmulatedGpu.Controls controls = EmulatedGpu.controls();
        // Next to no work, but 8 kB of output per pass.
        RandomNetwork network = new RandomNetwork(1, 2, 16, 1, 2, 2000, 0.1);
        List<float[]> spectra = network.spectra(8);
        List<float[]> expected = all(network, spectra);
        controls.emulated_configure(1, 9, 132, SHARED, 13000, 3 << 20);
        controls.emulated_claim(40 << 20);
        long launches = controls.emulated_launches();
        assertSame(expected, all(network, spectra));
        assertTrue(controls.emulated_launches() > launches, "the processor did the work");
        assertEquals(0, controls.emulated_leftovers());
    }

    @Test
    void leavesToTheProcessorWhatDoesNotFitAtAll() {
        EmulatedGpu.Controls controls = EmulatedGpu.controls();
        RandomNetwork network = new RandomNetwork(1, 4, 40, 1, 6, 3, 0.1);
        List<float[]> spectra = network.spectra(8);
        controls.emulated_configure(1, 9, 132, SHARED, 13000, 50_000);
        long launches = controls.emulated_launches();
        assertSame(new CpuEngine().sample(network.sampler(), spectra, rows(8), PASSES, 2, Progress.NONE),
                all(network, spectra));
        assertEquals(launches, controls.emulated_launches());
        assertEquals(0, controls.emulated_leftovers());
    }

    private static void assertSame(List<float[]> expected, List<float[]> got) {
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), got.get(i), "spectrum " + i);
        }
    }

    private static long[] rows(int count) {
        return IntStream.range(0, count).asLongStream().toArray();
    }

    private static List<float[]> all(RandomNetwork network, List<float[]> spectra) {
        try (GpuEngine engine = EmulatedGpu.engine()) {
            return engine.sample(network.sampler(), Precision.HALF, spectra, rows(spectra.size()), PASSES, 2, Progress.NONE);
        }
    }

    @Test
    void leavesToTheProcessorWhatItCannotDo() {
        EmulatedGpu.Controls controls = EmulatedGpu.controls();
        long launches = controls.emulated_launches();
        try (GpuEngine engine = EmulatedGpu.engine()) {
            for (RandomNetwork network : List.of(new RandomNetwork(1, 1, 8, 1, 3, 2, 0.1),
                    new RandomNetwork(1, 2, 600, 1, 2, 2, 0.1))) {
                List<float[]> spectra = network.spectra(1);
                assertArrayEquals(
                        new CpuEngine().sample(network.sampler(), spectra, new long[1], 3, 1, Progress.NONE).get(0),
                        engine.sample(network.sampler(), Precision.HALF, spectra, new long[1], 3, 1, Progress.NONE).get(0));
            }
        }
        assertEquals(launches, controls.emulated_launches());
    }

    @Test
    void servesManyThreadsAndNetworksAndGivesEverythingBack() {
        EmulatedGpu.Controls controls = EmulatedGpu.controls();
        List<RandomNetwork> networks = IntStream.range(0, 6)
                .mapToObj(i -> new RandomNetwork(i, 2 + i % 2, 8 + 9 * i, 1, 3, 2, 0.2)).toList();
        try (GpuEngine engine = EmulatedGpu.engine()) {
            IntStream.range(0, 12).parallel().forEach(task -> {
                RandomNetwork network = networks.get(task % 6);
                List<float[]> spectra = new RandomNetwork(1, 2, 8, 1, 3, 1, 0).spectra(2);
                List<float[]> got = engine.sample(network.sampler(), Precision.HALF, spectra, new long[] {1, 2}, 20, 3, Progress.NONE);
                List<float[]> expected = new CpuEngine().sample(network.sampler(), spectra, new long[] {1, 2}, 20, 3,
                        Progress.NONE);
                assertArrayEquals(expected.get(1), got.get(1), 4e-3f);
            });
        }
        assertEquals(0, controls.emulated_leftovers());
    }

    @Test
    void canBeCancelledAndUsedAgain() {
        EmulatedGpu.Controls controls = EmulatedGpu.controls();
        RandomNetwork network = new RandomNetwork(1, 2, 16, 1, 3, 2, 0.1);
        List<float[]> spectra = network.spectra(40);
        long[] rows = new long[40];
        try (GpuEngine engine = EmulatedGpu.engine()) {
            assertThrows(CancellationException.class,
                    () -> engine.sample(network.sampler(), Precision.HALF, spectra, rows, 60, 1, (done, all) -> {
                        throw new CancellationException();
                    }));
            assertEquals(40, engine.sample(network.sampler(), Precision.HALF, spectra, rows, 60, 1, Progress.NONE).size());
        }
        assertEquals(0, controls.emulated_leftovers());
    }

    @Test
    void refusesWorkOnceClosedAndInputOfTheWrongLength() {
        EmulatedGpu.controls();
        RandomNetwork network = new RandomNetwork(1, 2, 16, 1, 3, 2, 0.1);
        GpuEngine engine = EmulatedGpu.engine();
        IllegalArgumentException wrong = assertThrows(IllegalArgumentException.class,
                () -> engine.sample(network.sampler(), Precision.HALF, List.of(new float[4]), new long[1], 3, 1, Progress.NONE));
        assertEquals("network input has 4 numbers, expected 3 steps x 1", wrong.getMessage());
        assertEquals(0, engine.sample(network.sampler(), Precision.HALF, List.of(), new long[0], 3, 1, Progress.NONE).size());
        engine.close();
        engine.close();
        assertThrows(IllegalStateException.class,
                () -> engine.sample(network.sampler(), Precision.HALF, network.spectra(1), new long[1], 3, 1, Progress.NONE));
    }
}
