package io.github.montecat.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.exact.NestedSampler;
import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.inference.Refinement;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.Dataset;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefinedAgreementTest {

    private static Refinement refinement(boolean converged, double efficiency) {
        return new Refinement(converged, 1000, efficiency, -10, 0.1, 0.2, 3000);
    }

    @Test
    void countsWhatLiesWithinTheLimits() {
        RefinedAgreement agreement = new RefinedAgreement(List.of("a", "b"),
                List.of(refinement(true, 0.5), refinement(true, 0.7), refinement(false, 0.01)),
                new double[][] {{0.09, -0.11}, {-0.1, 0.02}, {3, -0.05}}, new double[][] {{1.09, 0.95}, {0.91, 1.0}, {1.0, 1.2}});
        assertEquals(3, agreement.spectra());
        assertEquals(1, agreement.failures());
        assertEquals(0.6, agreement.efficiency(), 1e-12);
        assertEquals(2, agreement.medianAgrees(0));
        assertEquals(2, agreement.medianAgrees(1));
        assertEquals(1, agreement.mediansAgree());
        assertEquals(3, agreement.widthAgrees(0));
        assertEquals(2, agreement.widthAgrees(1));
        assertEquals(2, agreement.widthsAgree());
    }

    @Test
    void refinedPosteriorsAreThoseOfNestedSampling() throws Exception {
        ModelBundle bundle = TinyBundle.get();
        Dataset test = Dataset.simulate(bundle.source(), 0, 5, 11, Progress.NONE);
        RefinedAgreement agreement = RefinedAgreement.of(bundle, new CpuEngine(), test, 4, 2000,
                new NestedSampler(200, 1e-3), Progress.NONE);
        assertEquals(4, agreement.spectra());
        assertEquals(0, agreement.failures());
        for (int i = 0; i < 4; i++) {
            for (int p = 0; p < 2; p++) {
                // Four errors of a median and of a width that 2000 samples and 200 live points tell, at worst.
                assertTrue(Math.abs(agreement.shift()[i][p]) < 0.3, i + " " + p + " " + agreement.shift()[i][p]);
                assertEquals(1, agreement.width()[i][p], 0.25);
            }
        }
        RefinedAgreement plain = RefinedAgreement.of(bundle, new CpuEngine(), test, 4, 2000, new NestedSampler(200, 1e-3),
                Progress.NONE);
        assertEquals(agreement.shift()[2][1], plain.shift()[2][1]);
    }
}
