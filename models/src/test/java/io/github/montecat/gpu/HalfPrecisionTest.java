package io.github.montecat.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.inference.CpuEngine;
import io.github.montecat.kernel.GruSampler;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.Dataset;
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
            GruSampler sampler = (GruSampler) bundle.sampler();
            Dataset data = Dataset.simulate(bundle.source(), 0, 2, 77, Progress.NONE);
            for (int row = 0; row < 2; row++) {
                float[] input = bundle.input(data.spectrum(row, 0));
                float[] exact = new CpuEngine().sample(bundle, List.of(input), new long[] {row}, PASSES, 3,
                        Progress.NONE).get(0);
                float[] rounded = new HalfGru(sampler.network(), Gates.FAST, HalfGru.Rounding.HALF)
                        .sample(input, 3, row, PASSES);
                // What counts is the posterior, which a density head makes of the outputs.
                double[][] posterior = bundle.head().draws(exact, 3, row);
                double[][] after = bundle.head().draws(rounded, 3, row);
                for (int p = 0; p < posterior.length; p++) {
                    SampleMoments a = SampleMoments.of(posterior[p]);
                    SampleMoments b = SampleMoments.of(after[p]);
                    String what = bundle.name() + " row " + row + " parameter " + p;
                    assertEquals(0, (b.mean() - a.mean()) / a.deviation(), TOLERANCE, "mean of " + what);
                    assertEquals(1, b.deviation() / a.deviation(), TOLERANCE, "deviation of " + what);
                }
            }
        }
    }
}
