package io.github.montecat.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.random.PhiloxStream;
import io.github.montecat.random.RandomPurpose;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoissonNoiseTest {

    /** Pearson's test against the probabilities, in classes of 20 expected draws or more. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 0.3, 2, 9.99, 10, 11.5, 40, 700, 1e5})
    void drawsFollowTheDistribution(double mean) {
        int n = 200_000;
        PoissonDistribution exact = new PoissonDistribution(mean);
        int low = Math.max(0, (int) (mean - 8 * Math.sqrt(mean) - 10));
        int[] count = new int[(int) (mean + 8 * Math.sqrt(mean) + 10) - low + 1];
        PhiloxStream random = new PhiloxStream(11, RandomPurpose.NOISE, (long) (1000 * mean));
        for (int i = 0; i < n; i++) {
            double k = PoissonNoise.draw(random, mean);
            assertEquals(Math.rint(k), k);
            count[(int) k - low]++;
        }
        double chiSquared = 0;
        int classes = 0;
        double expected = 0;
        int found = 0;
        double left = n;
        for (int i = 0; i < count.length; i++) {
            expected += n * exact.probability(low + i);
            found += count[i];
            if (expected >= 20 && left - expected >= 20 || i == count.length - 1) {
                chiSquared += (found - expected) * (found - expected) / expected;
                classes++;
                left -= expected;
                expected = 0;
                found = 0;
            }
        }
        double p = 1 - new ChiSquaredDistribution(Math.max(1, classes - 1)).cumulativeProbability(chiSquared);
        assertTrue(p > 1e-4, "mean " + mean + ": chi-squared " + chiSquared + " in " + classes + " classes");
    }

    @Test
    void veryLargeAndVerySmallMeans() {
        PhiloxStream random = new PhiloxStream(1, RandomPurpose.NOISE, 3);
        for (int i = 0; i < 1000; i++) {
            double deviation = (PoissonNoise.draw(random, 1e12) - 1e12) / 1e6;
            assertTrue(Math.abs(deviation) < 6, "deviation " + deviation);
            assertEquals(0, PoissonNoise.draw(random, 0));
            assertEquals(0, PoissonNoise.draw(random, Double.MIN_VALUE));
        }
    }
}
