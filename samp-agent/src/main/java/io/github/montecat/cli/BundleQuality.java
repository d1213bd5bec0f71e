package io.github.montecat.cli;

import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.diagnostics.BundleCalibration;
import io.github.montecat.diagnostics.Evaluation;
import io.github.montecat.diagnostics.TestRun;
import io.github.montecat.inference.CpuEngine;
import io.github.montecat.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What happens to a bundle file once its network is trained, with progress on the console.
 *
 * @param console where progress and measures go
 */
record BundleQuality(Console console) {

    private static final int PASSES = 100;

    /**
     * Writes a bundle file with a new calibration, which is told.
     *
     * @param file the bundle
     * @param spectra number of spectra to simulate for it
     * @param seed their seed
     * @param version version of the bundle with the calibration
     * @param target where to; may be the same file
     */
    void calibrate(Path file, int spectra, long seed, String version, Path target) throws IOException {
        BundleManifest.Calibration calibration;
        try (ConsoleProgress progress = console.progress("calibrating", "spectra")) {
            calibration = BundleCalibration.of(BundleFile.read(file), new CpuEngine(), spectra, seed, progress);
        }
        BundleFile.storeCalibration(file, calibration, version, target);
        console.remark("calibrated: " + calibration.effect());
    }

    /** Measures a bundle on its own test spectra; puts the numbers into it and prints them. */
    void measure(Path file) throws IOException {
        ModelBundle bundle = BundleFile.read(file);
        TestRun run;
        try (ConsoleProgress progress = console.progress("evaluating", "steps")) {
            run = TestRun.of(bundle, new CpuEngine(), Evaluation.testSplit(bundle, Progress.NONE), TestRun.ENOUGH, PASSES,
                    progress);
        }
        BundleManifest.Diagnostics diagnostics;
        try (ConsoleProgress progress = console.progress("simulating", "spectra")) {
            diagnostics = run.diagnostics(bundle, progress);
        }
        BundleFile.storeDiagnostics(file, diagnostics);
        DiagnosticsText.print(bundle, diagnostics, console.out());
    }
}
