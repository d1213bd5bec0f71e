package io.github.montecat.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.inference.CpuEngine;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.simulate.SpectrumSimulator;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the device's rounding does to posteriors: mean and standard deviation within 1 % of the posterior's width. */
class HalfPrecisionTest {

    private static final int PASSES = 200;
    private static final double TOLERANCE = 0.01;

    @Test
    void posteriorsOfShippedBundlesStay() throws IOException, UnfitSpectrumException {
        for (ModelBundle bundle : BundleLibrary.shipped().bundles()) {
            double exposure = bundle.manifest().exposure().trained();
            Dataset data = Dataset.simulate(new SpectrumSimulator(bundle.prior(), bundle.response(), exposure), 0, 2, 77,
                    Progress.NONE);
            for (int row = 0; row < 2; row++) {
                float[] input = bundle.input(Spectrum.of(data.counts(row, 0), exposure));
                float[] exact = new CpuEngine().sample(bundle, List.of(input), new long[] {row}, PASSES, 3,
                        Progress.NONE).get(0);
                float[] rounded = new HalfGru(bundle.sampler().network(), Gates.FAST, HalfGru.Rounding.HALF)
                        .sample(input, 3, row, PASSES);
                int outputs = exact.length / PASSES;
                for (int p = 0; p < outputs; p++) {
                    SampleMoments a = SampleMoments.of(exact, outputs, p);
                    SampleMoments b = SampleMoments.of(rounded, outputs, p);
                    String what = bundle.name() + " row " + row + " output " + p;
                    assertEquals(0, (b.mean() - a.mean()) / a.deviation(), TOLERANCE, "mean of " + what);
                    assertEquals(1, b.deviation() / a.deviation(), TOLERANCE, "deviation of " + what);
                }
            }
        }
    }
}
