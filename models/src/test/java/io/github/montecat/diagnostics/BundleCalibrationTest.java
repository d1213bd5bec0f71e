package io.github.montecat.diagnostics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.assessment.Coverage;
import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.simulate.SpectrumSource;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A density learned in a hurry, whose widths are wrong, is right on average once calibrated. */
class BundleCalibrationTest {

    @TempDir
    static Path folder;

    private static Path file;
    private static ModelBundle bundle;

    @BeforeAll
    static void train() throws Exception {
        file = folder.resolve("hasty.montecat");
        TinyBundle.write(file, "hasty", "density", 0.001, SpectrumSource.of(TinyBundle.prior(),
                TinyBundle.response().grouped(TinyBundle.grouping()), TinyBundle.EXPOSURE));
        bundle = BundleFile.read(file);
    }

    private static BundleManifest.Calibration calibration(ModelBundle of) {
        return BundleCalibration.of(of, new CpuEngine(), 6000, 3, Progress.NONE);
    }

    /** Largest difference between level and fraction of the 68 and 90 % intervals; a standard error is 0.01. */
    private static double worst(ModelBundle of) {
        Dataset test = Dataset.simulate(of.source(), 0, 2000, 8, Progress.NONE);
        List<Coverage> coverage = TestRun.of(of, new CpuEngine(), test, 200, Progress.NONE).coverage();
        return coverage.stream().filter(c -> c.isOverall() && (c.level() == 0.68 || c.level() == 0.9))
                .mapToDouble(c -> Math.abs(c.fraction() - c.level())).max().orElseThrow();
    }

    @Test
    void intervalsHoldTheTruthAsOftenAsTheySay() throws Exception {
        double before = worst(bundle);
        assertTrue(before > 0.05, "nothing to correct: " + before);
        Path calibrated = folder.resolve("calibrated.montecat");
        BundleFile.storeDiagnostics(file, bundle, Evaluation.evaluate(bundle, new CpuEngine(),
                Evaluation.testSplit(bundle, Progress.NONE), 10, Progress.NONE));
        ModelBundle measured = BundleFile.read(file);
        BundleFile.write(calibrated, BundleFile.with(measured,
                measured.manifest().withCalibration(calibration(bundle), "1.1")));
        ModelBundle after = BundleFile.read(calibrated);
        assertEquals("1.1", after.version());
        assertNull(after.manifest().diagnostics());
        assertEquals(bundle.manifest().members(), after.manifest().members());
        assertTrue(worst(after) < before / 2, "still off by " + worst(after) + ", before by " + before);
        assertTrue(after.manifest().calibration().effect().contains("on 6000 spectra"));
        // What is there already plays no part.
        assertSame(calibration(bundle), calibration(after));
    }

    private static void assertSame(BundleManifest.Calibration a, BundleManifest.Calibration b) {
        assertArrayEquals(a.counts(), b.counts());
        a.stretch().forEach((label, values) -> assertArrayEquals(values, b.stretch().get(label)));
        a.shift().forEach((label, values) -> assertArrayEquals(values, b.shift().get(label)));
        a.skew().forEach((label, values) -> assertArrayEquals(values, b.skew().get(label)));
        a.tail().forEach((label, values) -> assertArrayEquals(values, b.tail().get(label)));
        a.mixing().forEach((label, others) -> others.forEach((other, values) ->
                assertArrayEquals(values, b.mixing().get(label).get(other))));
    }

    @Test
    void doesNotDependOnThreads() throws Exception {
        ForkJoinPool one = new ForkJoinPool(1);
        try {
            assertSame(calibration(bundle), one.submit(() -> calibration(bundle)).get());
        } finally {
            one.shutdown();
        }
    }

    @Test
    void pointHeadsAreRefused() {
        String message = assertThrows(IllegalArgumentException.class, () -> calibration(TinyBundle.get())).getMessage();
        assertTrue(message.contains("tiny") && message.contains("point head"), message);
    }
}
