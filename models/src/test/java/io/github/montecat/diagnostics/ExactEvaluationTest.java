package io.github.montecat.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.assessment.CoverageChiSquared;
import io.github.montecat.assessment.RankHistogram;
import io.github.montecat.derived.Cosmology;
import io.github.montecat.derived.FluxBand;
import io.github.montecat.derived.FluxRequest;
import io.github.montecat.derived.Fluxes;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.inference.ModelChoice;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.progress.Progress;
import io.github.montecat.response.Response;
import io.github.montecat.simulate.ExposureDraw;
import io.github.montecat.simulate.ObservationSimulator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Simulation-based calibration of fits without a network: it passes where they are right and fails where they are not.
 */
class ExactEvaluationTest {

    private static final int SPECTRA = 60;

    private static ExactEvaluation through(Response simulated) {
        FitModel model = new FitModel("powerlaw", "", TinyBundle.prior(), ModelSettings.DEFAULT);
        ObservationSimulator simulator = new ObservationSimulator(model.prior(), simulated, new ExposureDraw(1, 300),
                Optional.empty());
        return ExactEvaluation.of(simulator, new ModelChoice(model, true, Optional.empty()), TinyBundle.response(),
                List.of(new Fluxes(new FluxRequest(List.of(new FluxBand(1, 8)), false, false, Cosmology.DEFAULT))), SPECTRA,
                200, 5, Progress.NONE);
    }

    @Test
    void ranksOfTruthsAreUniform() {
        ExactEvaluation e = through(TinyBundle.response());
        assertEquals(SPECTRA, e.posteriors().size(), e.failures().toString());
        for (RankHistogram r : e.ranks()) {
            assertTrue(r.pValue() > 0.01, r.toString());
        }
        assertEquals(List.of("PhoIndex", "norm", "flux_obs_1_8", "flux_int_1_8"), e.labels());
        assertEquals(e.labels().size(), e.ranks().size());
        CoverageChiSquared all = e.coverageChiSquared(5);
        assertTrue(all.pValue() > 0.01 && all.replicatedPValue() > 0.01, all.toString());
        assertTrue(e.effectiveSamples() >= 200, e.effectiveSamples() + "");
        assertTrue(e.evaluations() > 200 && e.evaluations() < 6000, e.evaluations() + "");
    }

    /** 1.3 times the area in the simulation alone: norms come out 1.3 times too large. */
    @Test
    void aWrongLikelihoodIsFoundOut() {
        Response right = TinyBundle.response();
        float[] matrix = right.toDense();
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] *= 1.3f;
        }
        ExactEvaluation e = through(Response.ofDense(right.energies(), right.bins(), matrix));
        RankHistogram norm = e.ranks().stream().filter(r -> r.parameter().equals("norm")).findFirst().orElseThrow();
        assertTrue(norm.pValue() < 1e-4, norm.toString());
        assertTrue(e.coverageChiSquared(5).pValue() < 1e-4, e.coverageChiSquared(5).toString());
    }

    @Test
    void tooFewSpectraAreRefused() {
        FitModel model = new FitModel("powerlaw", "", TinyBundle.prior(), ModelSettings.DEFAULT);
        ObservationSimulator simulator = new ObservationSimulator(model.prior(), TinyBundle.response(),
                ExposureDraw.fixed(10), Optional.empty());
        assertThrows(RefusedValueException.class, () -> ExactEvaluation.of(simulator, new ModelChoice(model, true,
                Optional.empty()), TinyBundle.response(), List.of(), 19, 200, 5, Progress.NONE));
    }
}
