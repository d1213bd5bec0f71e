package io.github.montecat.assessment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ErrorCorrelationTest {

    private static final int SPECTRA = 4000;

    /** Two normal numbers whose correlation is rho, made monotonic functions of, which change no rank. */
    private static double[] pair(Random random, double rho) {
        double first = random.nextGaussian();
        double second = rho * first + Math.sqrt(1 - rho * rho) * random.nextGaussian();
        return new double[] {Math.exp(first), 3 - second * second * second};
    }

    /** Truths with a correlation of -.6 or -.2, posteriors that say -.4 of both. */
    @Test
    void correlationsOfKnownDistributions() {
        Random random = new Random(4);
        List<ScoredPosterior> posteriors = new ArrayList<>();
        for (int i = 0; i < SPECTRA; i++) {
            double[][] samples = new double[2][200];
            for (int s = 0; s < 200; s++) {
                double[] drawn = pair(random, 0.4);
                samples[0][s] = drawn[0];
                samples[1][s] = drawn[1];
            }
            posteriors.add(ScoredPosterior.of(i % 2 == 0 ? 500 : 2000, pair(random, i % 2 == 0 ? 0.6 : 0.2), samples, 7, i));
        }
        List<ErrorCorrelation> table = ErrorCorrelation.of(List.of("nH", "PhoIndex"), posteriors);
        assertEquals(3, table.size());
        double[] observed = {-0.4, -0.6, -0.2};
        double[] from = {0, 100, 1000};
        for (int k = 0; k < 3; k++) {
            ErrorCorrelation c = table.get(k);
            assertEquals("PhoIndex", c.parameter());
            assertEquals("nH", c.other());
            assertEquals(from[k], c.minCounts());
            assertEquals(k == 0, c.isOverall());
            assertEquals(k == 0 ? SPECTRA : SPECTRA / 2, c.spectra());
            assertEquals(-0.4, c.predicted(), 0.005);
            assertEquals(observed[k], c.observed(), 4 * c.error());
        }
        assertEquals((1 - 0.36) / Math.sqrt(SPECTRA / 2.0), table.get(1).error(), 1e-3);
    }

    @Test
    void oneParameterHasNone() {
        assertTrue(ErrorCorrelation.of(List.of("nH"), List.of()).isEmpty());
    }
}
