package io.github.montecat.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.kernel.GruSampler;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.Dataset;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the device's rounding does to posteriors: mean and standard deviation within 1 % of the posterior's width. */
class DevicePrecisionTest {

    private static final int PASSES = 200;
    private static final double TOLERANCE = 0.01;

    @Test
    void posteriorsOfShippedBundlesStay() throws IOException, UnfitSpectrumException {
        for (ModelBundle bundle : BundleLibrary.shipped().bundles()) {
            if (!(bundle.sampler() instanceof GruSampler sampler)) {
                continue;
            }
            // A density needs few passes, and bright spectra, whose posteriors are the narrowest, are not among the first.
            int components = bundle.manifest().network().components();
            int spectra = components > 0 ? 40 : 2;
            int passes = components > 0 ? 5 : PASSES;
            Dataset data = Dataset.simulate(bundle.source(), 0, spectra, 77, Progress.NONE);
            for (int row = 0; row < spectra; row++) {
                float[] input = bundle.input(data.spectrum(row, 0));
                float[] exact = new CpuEngine().sample(bundle.sampler(), List.of(input), new long[] {row}, passes, 3,
                        Progress.NONE).get(0);
                float[] rounded = new DeviceGru(sampler.network(), Precision.SINGLE)
                        .sample(input, 3, row, passes);
                int parameters = bundle.prior().dimension();
                // What counts is the posterior, which a density head makes of the outputs.
                SampleMoments[] posterior = PosteriorMoments.of(exact, parameters, components);
                SampleMoments[] after = PosteriorMoments.of(rounded, parameters, components);
                for (int p = 0; p < parameters; p++) {
                    SampleMoments a = posterior[p];
                    SampleMoments b = after[p];
                    String what = bundle.name() + " row " + row + " parameter " + p;
                    assertEquals(0, (b.mean() - a.mean()) / a.deviation(), TOLERANCE, "mean of " + what);
                    assertEquals(1, b.deviation() / a.deviation(), TOLERANCE, "deviation of " + what);
                }
            }
        }
    }
}
