package io.github.montecat.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModelComparisonTest {

    private static final double[] NO_ERRORS = {0, 0};

    private static ModelComparison of(double[] logs, double[] errors, Double... odds) {
        return ModelComparison.of(logs, errors, List.of(odds));
    }

    @Test
    void probabilitiesAreOddsTimesEvidence() {
        ModelComparison c = of(new double[] {Math.log(3), 0}, NO_ERRORS, 1.0, 1.0);
        assertEquals(0.75, c.probabilities().get(0), 1e-15);
        assertEquals(0.25, c.probabilities().get(1), 1e-15);
        assertEquals(0, c.best());
        assertEquals(List.of(0.0, 0.0), c.errors());
        // 3 x 1 against 1 x 9.
        c = of(new double[] {Math.log(3) - 5000, -5000}, NO_ERRORS, 2.0, 18.0);
        assertEquals(0.25, c.probabilities().get(0), 1e-12);
        assertEquals(1, c.best());
        c = of(new double[] {-1, -1, -1}, new double[3], 1.0, 2.0, 1.0);
        assertEquals(List.of(0.25, 0.5, 0.25), c.probabilities());
        assertEquals(List.of(1.0), of(new double[] {-7}, new double[] {0.1}, 5.0).probabilities());
    }

    @Test
    void evidencesFarApartDoNotOverflow() {
        ModelComparison c = of(new double[] {-1e6, 0}, new double[] {0.1, 0.1}, 1.0, 1.0);
        assertEquals(List.of(0.0, 1.0), c.probabilities());
        assertEquals(List.of(0.0, 0.0), c.errors());
    }

    /** Of two models p is the logistic function of the difference, whose derivative is p (1 - p). */
    @Test
    void errorsOfTwoModelsAreTheClosedForm() {
        ModelComparison c = of(new double[] {0.4, -0.3}, new double[] {0.03, 0.04}, 1.0, 1.0);
        double p = 1 / (1 + Math.exp(-0.7));
        assertEquals(p, c.probabilities().get(0), 1e-15);
        assertEquals(p * (1 - p) * 0.05, c.errors().get(0), 1e-15);
        assertEquals(c.errors().get(0), c.errors().get(1), 1e-15);
    }

    @Test
    void errorsOfThreeModelsAreTheScatterUnderNoise() {
        double[] logs = {0.5, 0, -0.7};
        double[] errors = {0.02, 0.05, 0.03};
        ModelComparison c = of(logs, errors, 1.0, 2.0, 1.0);
        Random random = new Random(4);
        int n = 20_000;
        for (int m = 0; m < 3; m++) {
            double squares = 0;
            for (int i = 0; i < n; i++) {
                double[] moved = new double[3];
                for (int k = 0; k < 3; k++) {
                    moved[k] = logs[k] + errors[k] * random.nextGaussian();
                }
                squares += Math.pow(of(moved, errors, 1.0, 2.0, 1.0).probabilities().get(m)
                        - c.probabilities().get(m), 2) / n;
            }
            assertEquals(1, Math.sqrt(squares) / c.errors().get(m), 0.03);
        }
        assertTrue(Double.isNaN(of(logs, new double[] {Double.NaN, 0, 0}, 1.0, 1.0, 1.0).errors().get(1)));
    }

    @Test
    void whatIsNoEvidenceIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> of(new double[] {Double.NaN, 0}, NO_ERRORS, 1.0, 1.0));
        assertThrows(IllegalArgumentException.class, () -> of(new double[] {0}, NO_ERRORS, 1.0, 1.0));
    }
}
