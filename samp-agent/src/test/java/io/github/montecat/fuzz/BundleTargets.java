package io.github.montecat.fuzz;

import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.inference.FitRequest;
import io.github.montecat.inference.FitResult;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.inference.SpectrumFitter;
import io.github.montecat.progress.Progress;
import io.github.montecat.spectrum.Spectrum;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The reader of bundles. What it takes must be able to fit a spectrum. */
final class BundleTargets {

    /** Between them they have a point head and densities, a calibration, a background and rate components. */
    private static final List<String> SHIPPED = List.of("xmm-pn-a", "nicer-b", "paper-a-10s");
    private static final int SAMPLES = 4;
    private static final int MOST_CHANNELS = 1 << 16;

    private BundleTargets() {
    }

    static List<FuzzTarget> all() {
        return List.of(new FuzzTarget("bundle", FuzzTarget.Kind.BUNDLE, BundleTargets::shipped, new BundleMutator(),
                BundleTargets::read, List.of(IOException.class)));
    }

    private static List<byte[]> shipped(Trial trial) throws IOException {
        List<byte[]> bundles = new ArrayList<>();
        for (String name : SHIPPED) {
            String resource = "/io/github/montecat/bundles/" + name + BundleFile.SUFFIX;
            try (InputStream in = BundleLibrary.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new FileNotFoundException(resource);
                }
                bundles.add(in.readAllBytes());
            }
        }
        return bundles;
    }

    private static void read(byte[] input, Trial trial) throws IOException {
        ModelBundle bundle = BundleFile.read(input, "input" + BundleFile.SUFFIX);
        bundle.load();
        if (bundle.channelCount() > MOST_CHANNELS) {
            return;
        }
        double[] counts = new double[bundle.channelCount()];
        Arrays.fill(counts, 2);
        double exposure = Math.sqrt(bundle.exposures().min() * bundle.exposures().max());
        Spectrum.Builder spectrum = Spectrum.builder(counts).exposure(exposure);
        BundleManifest.Background b = bundle.manifest().background();
        if (b != null) {
            spectrum.background(Spectrum.of(counts, exposure / Math.sqrt(b.smallestRatio() * b.largestRatio())));
        }
        FitSettings settings = new FitSettings(SAMPLES, 1, Optional.of(bundle.name()));
        FitResult result = new SpectrumFitter(BundleLibrary.of(List.of(bundle)), settings)
                .fit(List.of(FitRequest.of(0, spectrum.build())), Progress.NONE).get(0);
        if (!result.reason().isEmpty()) {
            trial.said(result.reason());
        }
        if (result.posterior().isPresent() && result.flags().isEmpty()) {
            for (int p = 0; p < result.posterior().get().prior().dimension(); p++) {
                if (!Arrays.stream(result.posterior().get().column(p)).allMatch(Double::isFinite)) {
                    throw new AssertionError("parameter " + p + " has samples that are no numbers, and no flag");
                }
            }
        }
    }
}
