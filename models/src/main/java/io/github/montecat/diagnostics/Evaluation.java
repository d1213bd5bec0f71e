package io.github.montecat.diagnostics;

import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleFormatException;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.engine.McDropoutEngine;
import io.github.montecat.progress.Progress;
import io.github.montecat.progress.Steps;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.training.Split;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Runs a bundle over simulated test spectra. The prediction is the mean of the stochastic passes, each of which
 * predicts what its head expects. Stateless.
 *
 * <p>Source: Tutone et al. 2025, section 2.3.
 */
public final class Evaluation {

    /** Passes per spectrum whose mean is the prediction, where nothing else is asked for. */
    public static final int PASSES = 100;

    private Evaluation() {
    }

    /**
     * Measures a bundle on its own test spectra, on the processor in the current fork-join pool.
     *
     * @param bundle the bundle
     * @param steps told about the steps; may cancel
     * @return the bundle with its diagnostics, see {@link TestRun#diagnostics}; on no disk yet
     * @throws BundleFormatException never for a bundle that was read
     */
    public static ModelBundle measured(ModelBundle bundle, Steps steps) throws BundleFormatException {
        TestRun run;
        try (Steps.Step step = steps.start("evaluating", "steps")) {
            run = TestRun.of(bundle, new CpuEngine(), testSplit(bundle, Progress.NONE), TestRun.ENOUGH, PASSES, step);
        }
        BundleManifest.Diagnostics diagnostics;
        try (Steps.Step step = steps.start("simulating", "spectra")) {
            diagnostics = run.diagnostics(bundle, step);
        }
        return BundleFile.with(bundle, bundle.manifest().withDiagnostics(diagnostics));
    }

    /**
     * The spectra that a bundle's training left aside: the last 20 % of the draws under its seed, simulated again.
     *
     * @param bundle the bundle
     * @param progress counts spectra; may cancel
     * @return the test spectra, in the bundle's bins
     */
    public static Dataset testSplit(ModelBundle bundle, Progress progress) {
        BundleManifest.Training training = bundle.manifest().training();
        Split split = Split.of(training.spectra());
        return Dataset.simulate(bundle.source(), split.firstTest(), split.test(), training.seed(), progress);
    }

    /**
     * Measures how far predictions lie from the truth.
     *
     * @param bundle the bundle
     * @param engine what runs its network
     * @param test spectra in the bundle's bins
     * @param passes stochastic passes per spectrum
     * @param progress counts spectra; may cancel
     * @return metrics per parameter and their means
     */
    public static BundleManifest.Diagnostics evaluate(ModelBundle bundle, McDropoutEngine engine, Dataset test,
            int passes, Progress progress) {
        return TestRun.of(bundle, engine, test, 0, passes, progress).metrics();
    }

    /**
     * Runs the network over some of the test spectra.
     *
     * @param bundle the bundle
     * @param engine what runs its network
     * @param test spectra in the bundle's bins
     * @param first index of the first of them
     * @param count number of them
     * @param passes stochastic passes per spectrum
     * @param progress counts passes; may cancel
     * @return per spectrum passes x outputs numbers
     */
    static List<float[]> sample(ModelBundle bundle, McDropoutEngine engine, Dataset test, int first, int count, int passes,
            Progress progress) {
        List<float[]> inputs = IntStream.range(first, first + count).parallel()
                .mapToObj(i -> bundle.input(test.spectrum(i, 0))).toList();
        return engine.sample(bundle.sampler(), inputs, LongStream.range(first, first + count).toArray(), passes, test.seed(), progress);
    }

    /**
     * @param bundle the bundle
     * @param test spectra in the bundle's bins
     * @param predictions expected parameters, spectra x parameters, places in the prior
     * @param passes stochastic passes per spectrum
     * @return metrics per parameter and their means
     */
    static BundleManifest.Diagnostics metrics(ModelBundle bundle, Dataset test, double[][] predictions, int passes) {
        Map<String, RegressionMetrics> metrics = new LinkedHashMap<>();
        for (int p = 0; p < bundle.prior().dimension(); p++) {
            double[] truth = new double[test.size()];
            double[] predicted = new double[test.size()];
            for (int i = 0; i < truth.length; i++) {
                truth[i] = test.unit(i)[p];
                predicted[i] = predictions[i][p];
            }
            metrics.put(bundle.prior().free().get(p).parameter().label(), RegressionMetrics.of(truth, predicted));
        }
        Map<String, BundleManifest.Metrics> written = new LinkedHashMap<>();
        metrics.forEach((name, m) -> written.put(name, written(m)));
        return new BundleManifest.Diagnostics(test.size(), passes, written(RegressionMetrics.mean(metrics.values())),
                written);
    }

    private static BundleManifest.Metrics written(RegressionMetrics m) {
        return new BundleManifest.Metrics(m.mse(), m.msle(), m.mae(), m.r2());
    }
}
