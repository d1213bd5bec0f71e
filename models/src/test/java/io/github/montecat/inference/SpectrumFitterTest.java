package io.github.montecat.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.engine.McDropoutEngine;
import io.github.montecat.engine.Nd4jEngine;
import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.kernel.PassSampler;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.spectrum.Spectrum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class SpectrumFitterTest {

    private static final Dataset DATA = Dataset.simulate(TinyBundle.source(), 0, 20, 77, Progress.NONE);
    private final BundleLibrary library = BundleLibrary.of(List.of(TinyBundle.get()));

    private static List<FitRequest> requests() {
        List<FitRequest> list = new ArrayList<>();
        for (int i = 0; i < DATA.size(); i++) {
            list.add(i == 3 ? FitRequest.unreadable(i, new UnfitSpectrumException(FitFlag.UNREADABLE, "no file"))
                    : FitRequest.of(i, Spectrum.of(DATA.spectrum(i, 0).counts(), i == 7 ? 1 : TinyBundle.EXPOSURE)));
        }
        return list;
    }

    private SpectrumFitter fitter(int samples, long seed) {
        return new SpectrumFitter(library, new FitSettings(samples, seed, Optional.empty()));
    }

    @Test
    void badRowsKeepTheirPlacesAndCostNoOther() {
        List<FitResult> results = fitter(100, 1).fit(requests(), Progress.NONE);
        for (int i = 0; i < DATA.size(); i++) {
            assertEquals(i, results.get(i).row());
            assertEquals(i != 3 && i != 7, results.get(i).posterior().isPresent());
        }
        assertEquals(Set.of(FitFlag.UNREADABLE), results.get(3).flags());
        assertEquals("no file", results.get(3).reason());
        assertEquals(Set.of(FitFlag.NO_BUNDLE), results.get(7).flags());
    }

    @Test
    void mediansFollowTheTruth() {
        List<FitResult> results = fitter(200, 1).fit(requests(), Progress.NONE);
        double error = 0;
        double spread = 0;
        int n = 0;
        for (FitResult r : results) {
            if (r.posterior().isPresent()) {
                double truth = DATA.unit((int) r.row())[0];
                double median = TinyBundle.prior().free().get(0).prior()
                        .toUnit(r.posterior().get().summary(0).median());
                error += (median - truth) * (median - truth);
                spread += (truth - 0.5) * (truth - 0.5);
                assertTrue(r.posterior().get().summary(0).std() > 0, "dropout is off");
                n++;
            }
        }
        assertTrue(n == 18 && error < 0.5 * spread, "squared error " + error + ", of the prior's centre " + spread);
    }

    @Test
    void samplesStayInsideThePrior() {
        for (FitResult r : fitter(300, 2).fit(requests(), Progress.NONE)) {
            r.posterior().ifPresent(p -> {
                for (int i = 0; i < p.sampleCount(); i++) {
                    assertTrue(p.value(i, 0) >= 1 && p.value(i, 0) <= 3);
                    assertTrue(p.value(i, 1) >= 0.01 && p.value(i, 1) <= 1);
                }
            });
        }
    }

    @Test
    void outcomeDependsOnNeitherThreadsNorCompany() throws Exception {
        List<FitResult> one = onThreads(1);
        List<FitResult> two = onThreads(2);
        FitResult alone = fitter(150, 9).fit(List.of(requests().get(11)), Progress.NONE).get(0);
        for (int p = 0; p < 2; p++) {
            for (int i = 0; i < one.size(); i++) {
                if (one.get(i).posterior().isPresent()) {
                    assertArrayEquals(one.get(i).posterior().get().column(p), two.get(i).posterior().get().column(p));
                }
            }
            assertArrayEquals(one.get(11).posterior().orElseThrow().column(p),
                    alone.posterior().orElseThrow().column(p));
        }
        FitResult other = fitter(150, 10).fit(List.of(requests().get(11)), Progress.NONE).get(0);
        assertFalse(Arrays.equals(alone.posterior().orElseThrow().column(0),
                other.posterior().orElseThrow().column(0)), "the seed has no effect");
    }

    private List<FitResult> onThreads(int n) throws InterruptedException, ExecutionException {
        ForkJoinPool pool = new ForkJoinPool(n);
        try {
            return pool.submit(() -> fitter(150, 9).fit(requests(), Progress.NONE)).get();
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void cancelsBetweenChunks() {
        assertThrows(CancellationException.class, () -> fitter(500, 1).fit(requests(), (done, total) -> {
            throw new CancellationException("no longer wanted");
        }));
    }

    /** An engine that runs no network. */
    private static final class Unwilling implements McDropoutEngine {

        @Override
        public String name() {
            return "unwilling";
        }

        @Override
        public Optional<String> refusal(PassSampler network) {
            return Optional.of("engine unwilling runs nothing");
        }

        @Override
        public List<float[]> sample(PassSampler network, List<float[]> inputs, long[] rows, int passes, long seed,
                Progress progress) {
            throw new AssertionError("asked in spite of the refusal");
        }
    }

    @Test
    void refusalOfTheEngineIsTheReasonOfTheRow() {
        FitResult r = new SpectrumFitter(library, FitSettings.DEFAULT, new Unwilling())
                .fit(requests().subList(0, 1), Progress.NONE).get(0);
        assertEquals(Set.of(FitFlag.NO_BUNDLE), r.flags());
        assertTrue(r.reason().contains("runs nothing, and the network of bundle tiny is of type") && r.reason().contains("another engine"), r.reason());
    }

    /** An engine that leaves rows to another and says so. */
    private static final class Delegating implements McDropoutEngine {

        @Override
        public String name() {
            return "delegating";
        }

        @Override
        public Optional<String> refusal(PassSampler network) {
            return Optional.empty();
        }

        @Override
        public List<float[]> sample(PassSampler network, List<float[]> inputs, long[] rows, int passes, long seed,
                Progress progress) {
            return draw(network, inputs, rows, passes, seed, progress).outputs();
        }

        @Override
        public Drawn draw(PassSampler network, List<float[]> inputs, long[] rows, int passes, long seed,
                Progress progress) {
            return new CpuEngine().draw(network, inputs, rows, passes, seed, progress);
        }
    }

    @Test
    void resultsNameTheEngineThatRan() {
        assertEquals(Optional.of("nd4j"), new SpectrumFitter(library, new FitSettings(10, 1, Optional.empty()),
                new Nd4jEngine()).fit(requests().subList(0, 1), Progress.NONE).get(0).engine());
        List<FitResult> results = new SpectrumFitter(library, new FitSettings(10, 1, Optional.empty()), new Delegating())
                .fit(requests(), Progress.NONE);
        for (FitResult r : results) {
            assertEquals(r.posterior().map(p -> new CpuEngine().name()), r.engine());
            assertEquals(r.engine(), r.inRow(99).engine());
        }
        assertTrue(results.get(3).engine().isEmpty(), "nothing ran for the row that could not be read");
    }

    @Test
    void unknownBundleNamesTheKnownOnes() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> new SpectrumFitter(library, new FitSettings(1, 0, Optional.of("huge"))));
        assertTrue(e.getMessage().contains("huge") && e.getMessage().contains("tiny"), e.getMessage());
    }

    @Test
    void explicitBundleSaysWhyItDoesNotFit() {
        SpectrumFitter f = new SpectrumFitter(library, new FitSettings(10, 0, Optional.of("tiny")));
        FitResult r = f.fit(List.of(FitRequest.of(0, Spectrum.of(new double[] {1, 2, 3}, 100))), Progress.NONE).get(0);
        assertEquals(Set.of(FitFlag.WRONG_LENGTH), r.flags());
        assertTrue(r.reason().contains("3 channels") && r.reason().contains("32"), r.reason());
    }
}
