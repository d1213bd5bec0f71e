package io.github.montecat.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.fixture.TinyBundle;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PosteriorTest {

    private static double[] ramp(double from, double to, int n) {
        return IntStream.range(0, n).mapToDouble(i -> from + (to - from) * i / (n - 1)).toArray();
    }

    @Test
    void summaryOfARamp() {
        ParameterSummary s = ParameterSummary.of(ramp(0, 100, 101));
        assertEquals(50, s.median(), 1e-12);
        assertEquals(16, s.lower(), 1e-12);
        assertEquals(84, s.upper(), 1e-12);
        assertEquals(5, s.lower90(), 1e-12);
        assertEquals(95, s.upper90(), 1e-12);
        assertEquals(50, s.mean(), 1e-12);
        // Sum of squares of -50..50 is 85850; over n - 1 = 100.
        assertEquals(Math.sqrt(858.5), s.std(), 1e-12);
    }

    @Test
    void aSingleSampleHasNoWidth() {
        ParameterSummary s = ParameterSummary.of(new double[] {2});
        assertEquals(2, s.upper90());
        assertEquals(0, s.std());
    }

    @Test
    void correlationOfStraightLines() {
        Posterior p = new Posterior(TinyBundle.prior(), new double[][] {ramp(1, 3, 50), ramp(0.9, 0.1, 50)});
        assertEquals(-1, p.correlation(0, 1), 1e-12);
        assertEquals(1, p.correlation(0, 0), 1e-12);
    }

    @Test
    void tellsWhenThePriorShapesTheResult() {
        double[] inside = ramp(0.2, 0.5, 100);
        assertFalse(new Posterior(TinyBundle.prior(), new double[][] {ramp(1.5, 2.5, 100), inside}).atPriorEdge());
        double[] touching = ramp(1.5, 2.5, 100);
        touching[0] = 1;
        assertTrue(new Posterior(TinyBundle.prior(), new double[][] {touching, inside}).atPriorEdge());
    }

    @Test
    void columnsMustMatchTheParameters() {
        assertThrows(IllegalArgumentException.class,
                () -> new Posterior(TinyBundle.prior(), new double[][] {ramp(1, 2, 3)}));
        assertThrows(IllegalArgumentException.class,
                () -> new Posterior(TinyBundle.prior(), new double[][] {ramp(1, 2, 3), ramp(1, 2, 4)}));
    }
}
