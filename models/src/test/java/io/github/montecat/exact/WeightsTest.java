package io.github.montecat.exact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of weighted points: moments, quantiles, samples of equal weight, and the tail of the weights. */
class WeightsTest {

    private static WeightedPosterior posterior(double... weights) {
        return new WeightedPosterior(IntStream.range(0, weights.length).mapToObj(i -> new double[] {i / 10.0})
                .toArray(double[][]::new), DoubleStream.iterate(-1, l -> l - 1).limit(weights.length).toArray(),
                Arrays.stream(weights).map(Math::log).toArray(), 0, 0, weights.length);
    }

    @Test
    void moments() {
        WeightedPosterior p = posterior(1, 2, 1);
        assertEquals(0.1, p.mean(0), 1e-15);
        assertEquals(0.005, p.variance(0), 1e-15);
        assertEquals(1 / (0.0625 + 0.25 + 0.0625), p.effectiveSampleSize(), 1e-12);
        assertArrayEquals(new double[] {0, 0.1, 0.2}, p.quantiles(0, 0.05, 0.5, 0.95), 1e-12);
    }

    @Test
    void samplesComeByTheirWeights() {
        WeightedPosterior p = posterior(1, 0, 6, 3);
        EqualWeightSamples samples = p.resample(1000, 5, 0);
        assertEquals(3, samples.distinct());
        int[] count = new int[4];
        for (int i = 0; i < 1000; i++) {
            int point = (int) Math.round(10 * samples.units()[i][0]);
            assertEquals(p.logLikelihood(point), samples.logLikelihoods()[i]);
            count[point]++;
        }
        assertArrayEquals(new int[] {100, 0, 600, 300}, count);
        assertArrayEquals(samples.units(), p.resample(1000, 5, 0).units());
        // In random order: a part is like the whole.
        assertEquals(0.6, IntStream.range(0, 200).filter(i -> samples.units()[i][0] == 0.2).count() / 200.0, 0.12);
        assertThrows(IllegalArgumentException.class, () -> p.resample(0, 5, 0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5, 0.9, 1.3})
    void shapeOfAParetoTail(double shape) {
        int n = 4000;
        double[] weights = IntStream.range(0, n).mapToDouble(i -> Math.pow((i + 0.5) / n, -shape)).toArray();
        assertEquals(shape, ParetoTail.shape(weights), 0.08);
    }

    @Test
    void boundedWeightsHaveNoTail() {
        assertTrue(ParetoTail.shape(IntStream.range(0, 1000).mapToDouble(i -> i + 0.5).toArray()) < 0);
        assertEquals(Double.NEGATIVE_INFINITY, ParetoTail.shape(DoubleStream.generate(() -> 1).limit(1000).toArray()));
        double[] oneHasAll = new double[1000];
        oneHasAll[7] = 1;
        assertEquals(Double.POSITIVE_INFINITY, ParetoTail.shape(oneHasAll));
        assertEquals(Double.POSITIVE_INFINITY, ParetoTail.shape(new double[] {1, 2, 3}));
    }
}
