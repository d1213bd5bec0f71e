package io.github.montecat.cli;

import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.diagnostics.BundleCalibration;
import io.github.montecat.diagnostics.Evaluation;
import io.github.montecat.diagnostics.TestRun;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.progress.Progress;
import java.io.IOException;

/**
 * What happens to a bundle once its network is trained, with progress on the console.
 *
 * @param console where progress and measures go
 */
record BundleQuality(Console console) {

    private static final int PASSES = 100;

    /**
     * Calibrates a bundle and tells what that changes.
     *
     * @param bundle the bundle
     * @param spectra number of spectra to simulate for it
     * @param seed their seed
     * @param version version of the bundle with the calibration
     * @return the bundle with the calibration
     */
    ModelBundle calibrated(ModelBundle bundle, int spectra, long seed, String version) throws IOException {
        BundleManifest.Calibration calibration;
        try (ConsoleProgress progress = console.progress("calibrating", "spectra")) {
            calibration = BundleCalibration.of(bundle, new CpuEngine(), spectra, seed, progress);
        }
        console.remark("calibrated: " + calibration.effect());
        return BundleFile.with(bundle, bundle.manifest().withCalibration(calibration, version));
    }

    /**
     * Measures a bundle on its own test spectra and prints the numbers.
     *
     * @param bundle the bundle
     * @return the bundle with the numbers
     */
    ModelBundle measured(ModelBundle bundle) throws IOException {
        TestRun run;
        try (ConsoleProgress progress = console.progress("evaluating", "steps")) {
            run = TestRun.of(bundle, new CpuEngine(), Evaluation.testSplit(bundle, Progress.NONE), TestRun.ENOUGH, PASSES,
                    progress);
        }
        BundleManifest.Diagnostics diagnostics;
        try (ConsoleProgress progress = console.progress("simulating", "spectra")) {
            diagnostics = run.diagnostics(bundle, progress);
        }
        DiagnosticsText.print(bundle, diagnostics, console.out());
        return BundleFile.with(bundle, bundle.manifest().withDiagnostics(diagnostics));
    }
}
