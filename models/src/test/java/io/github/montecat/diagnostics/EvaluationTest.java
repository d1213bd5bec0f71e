package io.github.montecat.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.Dataset;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    @Test
    void metricsByHand() {
        RegressionMetrics m = RegressionMetrics.of(new double[] {0, 1}, new double[] {0.5, 1});
        assertEquals(0.125, m.mse(), 1e-15);
        assertEquals(0.25, m.mae(), 1e-15);
        assertEquals(Math.pow(Math.log(1.5), 2) / 2, m.msle(), 1e-15);
        assertEquals(1 - 0.25 / 0.5, m.r2(), 1e-15);
        RegressionMetrics perfect = RegressionMetrics.of(new double[] {0.2, 0.4}, new double[] {0.2, 0.4});
        assertEquals(new RegressionMetrics(0, 0, 0, 1), perfect);
        assertEquals(0.0625, RegressionMetrics.mean(List.of(m, perfect)).mse(), 1e-15);
        assertThrows(IllegalArgumentException.class, () -> RegressionMetrics.of(new double[1], new double[2]));
    }

    @Test
    void testSplitIsTheLastFifthOfTheTrainingsDraws() {
        ModelBundle bundle = TinyBundle.get();
        Dataset test = Evaluation.testSplit(bundle, Progress.NONE);
        Dataset all = Dataset.simulate(bundle.source(), 0, 1000, 5, Progress.NONE);
        assertEquals(200, test.size());
        assertEquals(all.unit(800)[0], test.unit(0)[0]);
        assertEquals(all.spectrum(999, 0).counts()[3], test.spectrum(199, 0).counts()[3]);
    }

    @Test
    void aTrainedBundleBeatsThePriorsCentre() {
        ModelBundle bundle = TinyBundle.get();
        BundleManifest.Diagnostics d = Evaluation.evaluate(bundle, new CpuEngine(),
                Evaluation.testSplit(bundle, Progress.NONE), 20, Progress.NONE);
        assertEquals(200, d.testSpectra());
        assertTrue(d.mean().r2() > 0.5, "R2 " + d);
        assertEquals((d.parameters().get("PhoIndex").mse() + d.parameters().get("norm").mse()) / 2, d.mean().mse(),
                1e-15);
    }
}
