package io.github.montecat.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.comparison.ModelSet;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.inference.ModelChoice;
import io.github.montecat.physics.ModelExpression;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.prior.LogUniformPrior;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.ExposureDraw;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonEvaluationTest {

    private static ModelChoice slope(double slope) {
        ModelPrior prior = new ModelPrior(ModelExpression.parse("powerlaw"), Map.of("norm", new LogUniformPrior(1e-3, 1)),
                Map.of("PhoIndex", slope));
        return new ModelChoice(new FitModel("slope" + slope, "", prior, ModelSettings.DEFAULT), true, Optional.empty());
    }

    private static ComparisonEvaluation of(List<ModelChoice> models, List<Double> odds, int spectra) {
        return ComparisonEvaluation.of(new ModelSet(models, odds, false), TinyBundle.response(), new ExposureDraw(2, 2),
                spectra, 100, 4, Progress.NONE);
    }

    @Test
    void modelsAreDrawnByTheirOddsAndTheirProbabilitiesAreRight() {
        ComparisonEvaluation e = of(List.of(slope(1.5), slope(2)), List.of(3.0, 1.0), 80);
        assertEquals(80, e.truths().size() + e.failures().size());
        assertTrue(e.failures().isEmpty(), e.failures().toString());
        long first = e.truths().stream().filter(t -> t == 0).count();
        // Three quarters, five standard deviations.
        assertEquals(60, first, 20);
        assertTrue(e.calibration(0, 1).pValue() > 0.01, e.calibration(0, 1).toString());
        assertTrue(e.calibration(0, 1).bins().size() >= 3);
    }

    @Test
    void oneModelIsNoComparison() {
        assertThrows(RefusedValueException.class, () -> of(List.of(slope(2)), List.of(1.0), 80));
        assertThrows(RefusedValueException.class, () -> of(List.of(slope(1), slope(2)), List.of(1.0, 1.0), 3));
    }
}
