package io.github.montecat.statistic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shapes of simulated backgrounds beside those that they were drawn from. */
class BackgroundShapeTest {

    private static final int BINS = 500;

    private static double energy(int bin) {
        return 0.5 + 7.5 * (bin + 0.5) / BINS;
    }

    private static double[] shares(DoubleUnaryOperator rate) {
        double[] shape = new double[BINS];
        Arrays.setAll(shape, b -> rate.applyAsDouble(energy(b)));
        double sum = Arrays.stream(shape).sum();
        return Arrays.stream(shape).map(s -> s / sum).toArray();
    }

    private static BackgroundShape fit(double[] shares, double total, int seed) {
        Well19937c random = new Well19937c(seed);
        double[] counts = Arrays.stream(shares).map(s -> new PoissonDistribution(random, s * total,
                PoissonDistribution.DEFAULT_EPSILON, 10_000).sample()).toArray();
        return fit(counts);
    }

    private static BackgroundShape fit(double[] counts) {
        double[] width = new double[BINS];
        Arrays.fill(width, 3);
        double[] place = new double[BINS];
        Arrays.setAll(place, b -> Math.log(energy(b)));
        return BackgroundShape.of(counts, width, place);
    }

    /** Deviance of the true counts with the fitted ones: how many parameters' worth of noise there is in the shape. */
    private static double distance(double[] shares, double[] fitted, double total) {
        double sum = 0;
        for (int b = 0; b < BINS; b++) {
            sum += PoissonDeviance.of(shares[b] * total, fitted[b] * total);
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"5,4", "40,6", "300,14", "5000,35", "100000,80"})
    void smoothShapesAreFound(double total, double most) {
        double[] truth = shares(e -> 1 + 6 * Math.exp(-e * 1.5) + 0.1 * e * e);
        double mean = 0;
        for (int seed = 0; seed < 8; seed++) {
            BackgroundShape shape = fit(truth, total, seed);
            assertEquals(1, Arrays.stream(shape.shares()).sum(), 1e-9);
            assertTrue(Arrays.stream(shape.shares()).allMatch(s -> s > 0));
            mean += distance(truth, shape.shares(), total) / 8;
        }
        assertTrue(mean < most, "distance " + mean);
    }

    @Test
    void linesAreFollowed() {
        double[] truth = shares(e -> 1 + 12 * Math.exp(-0.5 * Math.pow((e - 1.49) / 0.06, 2))
                + 5 * Math.exp(-0.5 * Math.pow((e - 6.4) / 0.08, 2)));
        BackgroundShape shape = fit(truth, 20_000, 1);
        double off = distance(truth, shape.shares(), 20_000);
        double flat = distance(truth, shares(e -> 1), 20_000);
        assertTrue(off < 0.03 * flat, off + " of " + flat);
    }

    @Test
    void noCountsAndFewGiveAConstant() {
        double[] none = new double[BINS];
        assertEquals(0, fit(none).total());
        assertEquals(1.0 / BINS, fit(none).shares()[7], 1e-15);
        double[] one = none.clone();
        one[BINS - 1] = 1;
        BackgroundShape shape = fit(one);
        assertEquals(1, shape.total());
        assertEquals(1.0 / BINS, shape.shares()[BINS / 2], 0.5 / BINS);
        Random random = new Random(3);
        double[] some = none.clone();
        for (int i = 0; i < 30; i++) {
            some[random.nextInt(BINS)]++;
        }
        assertTrue(fit(some).degrees() < 6, fit(some).degrees() + "");
    }
}
