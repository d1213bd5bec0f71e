package io.github.montecat.gpu;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.kernel.GruSampler;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.Dataset;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes the shipped bundles' networks, with simulated spectra, for the GPU check, which runs without Deeplearning4j. */
final class NetworkExport {

    private static final int SPECTRA = 12;
    private static final long SEED = 77;

    private NetworkExport() {
    }

    /** @param args the folder to write to */
    public static void main(String[] args) throws IOException, UnfitSpectrumException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        for (ModelBundle bundle : BundleLibrary.shipped().bundles()) {
            if (!(bundle.sampler() instanceof GruSampler sampler)) {
                continue;
            }
            Dataset data = Dataset.simulate(bundle.source(), 0, SPECTRA, SEED, Progress.NONE);
            List<float[]> inputs = new ArrayList<>();
            for (int row = 0; row < SPECTRA; row++) {
                inputs.add(bundle.input(data.spectrum(row, 0)));
            }
            try (OutputStream out = Files.newOutputStream(folder.resolve(bundle.name() + ".network"))) {
                new CheckedNetwork(bundle.name(), Precision.SINGLE, sampler, inputs, bundle.prior().dimension(),
                        bundle.manifest().network().components()).write(out);
            }
        }
    }
}
