package io.github.montecat.diagnostics;

import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.inference.McDropoutEngine;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.simulate.SpectrumSimulator;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.training.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Runs a bundle over simulated test spectra. The prediction is the mean of the stochastic passes. Stateless.
 *
 * <p>Source: Tutone et al. 2025, section 2.3.
 */
public final class Evaluation {

    private Evaluation() {
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
        return Dataset.simulate(simulator(bundle), split.firstTest(), split.test(), training.seed(), progress);
    }

    /**
     * @param bundle a bundle
     * @return what simulates its kind of spectra, at the exposure of its training
     */
    public static SpectrumSimulator simulator(ModelBundle bundle) {
        return new SpectrumSimulator(bundle.prior(), bundle.response(), bundle.manifest().exposure().trained());
    }

    /**
     * Measures how far predictions lie from the truth.
     *
     * @param bundle the bundle
     * @param engine what runs its network
     * @param test spectra in the bundle's bins
     * @param passes stochastic passes per spectrum
     * @param progress counts passes; may cancel
     * @return metrics per parameter and their means
     */
    public static BundleManifest.Diagnostics evaluate(ModelBundle bundle, McDropoutEngine engine, Dataset test,
            int passes, Progress progress) {
        return metrics(bundle, test, sample(bundle, engine, test, passes, progress));
    }

    /**
     * Runs the network over test spectra.
     *
     * @param bundle the bundle
     * @param engine what runs its network
     * @param test spectra in the bundle's bins
     * @param passes stochastic passes per spectrum
     * @param progress counts passes; may cancel
     * @return per spectrum passes x parameters raw outputs
     */
    static List<float[]> sample(ModelBundle bundle, McDropoutEngine engine, Dataset test, int passes,
            Progress progress) {
        List<float[]> inputs = new ArrayList<>();
        for (int i = 0; i < test.size(); i++) {
            try {
                inputs.add(bundle.input(Spectrum.of(test.counts(i, 0), test.simulator().exposure())));
            } catch (UnfitSpectrumException e) {
                throw new IllegalStateException("test spectrum " + i + " of bundle " + bundle.name()
                        + " cannot be fitted: " + e.getMessage(), e);
            }
        }
        return engine.sample(bundle, inputs, LongStream.range(0, test.size()).toArray(), passes, test.seed(), progress);
    }

    /**
     * @param bundle the bundle
     * @param test spectra in the bundle's bins
     * @param samples what {@link #sample} gave for them
     * @return metrics per parameter and their means
     */
    static BundleManifest.Diagnostics metrics(ModelBundle bundle, Dataset test, List<float[]> samples) {
        int parameters = bundle.prior().dimension();
        int passes = samples.get(0).length / parameters;
        Map<String, RegressionMetrics> metrics = new LinkedHashMap<>();
        for (int p = 0; p < parameters; p++) {
            double[] truth = new double[test.size()];
            double[] predicted = new double[test.size()];
            for (int i = 0; i < truth.length; i++) {
                truth[i] = test.unit(i)[p];
                for (int s = 0; s < passes; s++) {
                    predicted[i] += (double) samples.get(i)[s * parameters + p] / passes;
                }
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
