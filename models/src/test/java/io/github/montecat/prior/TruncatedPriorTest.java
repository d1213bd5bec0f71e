package io.github.montecat.prior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Normal and log-normal priors against Commons Math. */
class TruncatedPriorTest {

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-9, 0.01, 0.3, 0.5, 0.99, 1})
    void quantilesOfTruncatedNormal(double unit) {
        NormalDistribution normal = new NormalDistribution(2, 0.5);
        double low = normal.cumulativeProbability(1.5);
        double high = normal.cumulativeProbability(4);
        double expected = normal.inverseCumulativeProbability(low + unit * (high - low));
        Prior prior = new NormalPrior(2, 0.5, 1.5, 4);
        assertEquals(expected, prior.fromUnit(unit), 1e-9);
        assertEquals(unit, prior.toUnit(prior.fromUnit(unit)), 1e-12);
    }

    /** Far out in the upper tail, 1 minus a probability has no digits left. */
    @Test
    void upperTailsAreExact() {
        Prior upper = new NormalPrior(0, 1, 9, 12);
        Prior lower = new NormalPrior(0, 1, -12, -9);
        for (double unit : new double[] {0, 0.1, 0.5, 0.999}) {
            assertEquals(-lower.fromUnit(1 - unit), upper.fromUnit(unit), 1e-12);
        }
        assertTrue(upper.fromUnit(0.5) > 9.05 && upper.fromUnit(0.5) < 9.1);
    }

    @Test
    void logNormalIsNormalInDex() {
        Prior prior = Prior.parse("lognormal:0.1,0.3");
        assertEquals(0.1, prior.fromUnit(0.5), 1e-12);
        assertEquals(0.1 * Math.pow(10, 0.3), prior.fromUnit(0.8413447460685429), 1e-9);
        assertEquals(0.5, prior.within(0.01, 1).toUnit(0.1), 1e-3);
    }

    @Test
    void parsesWhatItPrints() {
        for (String text : new String[] {"uniform:0.5,4", "loguniform:0.01,10", "normal:1.7,0.2,0.0,3.0",
            "lognormal:1.0,0.5,0.1,10.0"}) {
            assertEquals(Prior.parse(text), Prior.parse(Prior.parse(text).toString()));
        }
        for (String text : new String[] {"normal:1", "normal:1,0", "normal:1,0.1,3,2", "lognormal:-1,1", "gauss:1,2",
            "uniform:1,2,3,4", "normal:0,1,50,60"}) {
            assertThrows(IllegalArgumentException.class, () -> Prior.parse(text), text);
        }
    }
}
