package io.github.montecat.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.montecat.assessment.ExpectedCounts;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.fit.FoldedModel;
import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.statistic.NoticedBins;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpectrumTargetTest {

    private static final double[][] UNITS = {{0.2, 0.7}, {0.5, 0.5}, {1, 0}, {0.01, 0.99}, {0.6, 0.3}};
    private final ModelBundle bundle = TinyBundle.get();

    private static double[] flat(int channels) {
        double[] counts = new double[channels];
        Arrays.fill(counts, 2);
        return counts;
    }

    /** The simulator folds by itself; whatever the spectrum, the shared model must give the same at its exposure. */
    @Test
    void spectraOfABundleShareAModelThatFoldsAsTheSimulatorDoes() throws Exception {
        for (double exposure : new double[] {100, 95.5, 109}) {
            for (int channels : new int[] {TinyBundle.CHANNELS, bundle.grouping().size()}) {
                SpectrumTarget target = SpectrumTarget.of(bundle, Spectrum.of(flat(channels), exposure), Optional.empty());
                double[][] expected = ExpectedCounts.of(bundle.source(), exposure).at(UNITS);
                double[][] found = target.model().at(UNITS);
                for (int v = 0; v < UNITS.length; v++) {
                    assertArrayEquals(expected[v], found[v], "exposure " + exposure + ", vector " + v);
                }
            }
        }
        assertSame(bundle.folded(), bundle.folded());
    }

    /** A spectrum's own grouping and quality are those of its channels, not of the bundle's bins. */
    @Test
    void groupingAndQualityOfASpectrumDoNotTouchTheSharedModel() throws Exception {
        int bins = bundle.grouping().size();
        int[] grouping = new int[bins];
        Arrays.fill(grouping, -1);
        grouping[0] = 1;
        Spectrum grouped = Spectrum.builder(flat(bins)).exposure(100).grouping(grouping).build();
        SpectrumTarget target = SpectrumTarget.of(bundle, grouped, Optional.empty());
        FoldedModel fresh = new FoldedModel(bundle.prior().model(), bundle.response(),
                NoticedBins.of(Spectrum.of(flat(bins), 100), bundle.response().bins()));
        assertArrayEquals(Arrays.stream(fresh.rates(bundle.prior().modelValues(bundle.prior().fromUnit(UNITS[0]))))
                .map(r -> r * 100).toArray(), target.model().at(UNITS)[0]);
    }
}
