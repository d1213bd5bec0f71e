package io.github.montecat.diagnostics;

import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleFormatException;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.head.DensityCalibration;
import io.github.montecat.head.DensityHead;
import io.github.montecat.head.SinhArcsinh;
import io.github.montecat.engine.McDropoutEngine;
import io.github.montecat.progress.Progress;
import io.github.montecat.progress.Steps;
import io.github.montecat.simulate.Dataset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds what a bundle's densities are to be corrected by, from a few passes over each of many simulated spectra. Stateless. */
public final class BundleCalibration {

    /** Number of spectra that tells widths to a per cent in every half decade of counts. */
    public static final int SPECTRA = 50_000;

    /** They take no time. */
    private static final int FEWEST = 2000;
    /** First of the rows that are simulated: far beyond any that a training or a test gets to under the same seed. */
    private static final long FIRST_ROW = 1L << 40;
    private static final int AT_ONCE = 4096;
    /** They tell how much dropout scatters. */
    private static final int PASSES = 8;

    private BundleCalibration() {
    }

    /**
     * @param training number of spectra of a training
     * @return number of spectra to calibrate its bundle with, {@link #SPECTRA} at most
     */
    public static int spectra(int training) {
        return Math.max(FEWEST, Math.min(training, SPECTRA));
    }

    /**
     * Calibrates a bundle on the processor, in the current fork-join pool. One that the bundle has plays no part.
     *
     * @param bundle the bundle
     * @param spectra number of spectra to simulate
     * @param seed their seed
     * @param version version of the bundle with the calibration
     * @param steps told about the spectra; may cancel
     * @return the bundle with the calibration and without diagnostics, which are no longer true; on no disk yet
     * @throws BundleFormatException if the version is not one that a bundle may have
     * @throws IllegalArgumentException if the bundle has no density or there are too few spectra
     */
    public static ModelBundle calibrated(ModelBundle bundle, int spectra, long seed, String version, Steps steps)
            throws BundleFormatException {
        BundleFile.requireValid(bundle.manifest().toBuilder().version(version).build());
        BundleManifest.Calibration found;
        try (Steps.Step step = steps.start("calibrating", "spectra")) {
            found = of(bundle, new CpuEngine(), spectra, seed, step);
        }
        return BundleFile.with(bundle, bundle.manifest().withCalibration(found, version));
    }

    /**
     * Simulates spectra and finds the calibration, in the current fork-join pool. One that the bundle has plays no part.
     *
     * @param bundle the bundle
     * @param engine what runs its network
     * @param spectra number of spectra
     * @param seed the seed
     * @param progress counts spectra; may cancel
     * @return the calibration
     * @throws IllegalArgumentException if the bundle has no density or there are too few spectra
     */
    public static BundleManifest.Calibration of(ModelBundle bundle, McDropoutEngine engine, int spectra, long seed,
            Progress progress) {
        if (!(bundle.head().head() instanceof DensityHead density)) {
            throw new RefusedValueException("bundle " + bundle.name() + " has a " + bundle.head().head().name()
                    + " head, whose widths are those of dropout; only a density can be calibrated");
        }
        List<float[]> outputs = new ArrayList<>();
        List<double[]> units = new ArrayList<>();
        double[] counts = new double[spectra];
        for (int from = 0; from < spectra; from += AT_ONCE) {
            Dataset some = Dataset.simulate(bundle.source(), FIRST_ROW + from, Math.min(AT_ONCE, spectra - from), seed,
                    Progress.NONE);
            outputs.addAll(Evaluation.sample(bundle, engine, some, 0, some.size(), PASSES, Progress.NONE));
            for (int i = 0; i < some.size(); i++) {
                units.add(some.unit(i));
                counts[from + i] = some.spectrum(i, 0).totalCounts();
            }
            progress.update(outputs.size(), spectra);
        }
        return written(bundle, DensityCalibration.fit(density, outputs, counts, units), spectra, seed);
    }

    private static BundleManifest.Calibration written(ModelBundle bundle, DensityCalibration c, int spectra, long seed) {
        Map<String, double[]> shift = new LinkedHashMap<>();
        Map<String, double[]> stretch = new LinkedHashMap<>();
        Map<String, double[]> skew = new LinkedHashMap<>();
        Map<String, double[]> tail = new LinkedHashMap<>();
        Map<String, Map<String, double[]>> mixing = new LinkedHashMap<>();
        for (int p = 0; p < bundle.prior().dimension(); p++) {
            String label = bundle.prior().free().get(p).parameter().label();
            List<SinhArcsinh> shapes = c.shapes(p);
            shift.put(label, shapes.stream().mapToDouble(SinhArcsinh::shift).toArray());
            stretch.put(label, shapes.stream().mapToDouble(SinhArcsinh::stretch).toArray());
            skew.put(label, shapes.stream().mapToDouble(SinhArcsinh::skew).toArray());
            tail.put(label, shapes.stream().mapToDouble(SinhArcsinh::tail).toArray());
            for (int q = 0; q < p; q++) {
                mixing.computeIfAbsent(label, l -> new LinkedHashMap<>()).put(
                        bundle.prior().free().get(q).parameter().label(), c.mixing(p, q));
            }
        }
        return new BundleManifest.Calibration(spectra, seed, c.counts(), shift, stretch, skew, tail, mixing);
    }
}
