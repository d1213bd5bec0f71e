package io.github.montecat.head;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DensityCalibrationTest {

    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    private static float[] random(int n, long seed) {
        Random random = new Random(seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) (0.5 * random.nextGaussian());
        }
        return values;
    }

    /** The density at z before is the density at m + shift s + stretch (z - m) after, times all stretches. */
    @ParameterizedTest
    @CsvSource({"1,1", "2,3", "5,4"})
    void densityIsShiftedAndStretched(int parameters, int components) {
        MixtureDensity density = new MixtureDensity(parameters, components);
        double[] outputs = new double[density.outputs()];
        float[] drawn = random(outputs.length, 7);
        Arrays.setAll(outputs, i -> drawn[i]);
        double[] shift = new double[parameters];
        double[] stretch = new double[parameters];
        Arrays.setAll(shift, p -> 0.3 - 0.1 * p);
        Arrays.setAll(stretch, p -> 0.7 + 0.2 * p);
        density.set(outputs);
        double[] moved = density.moved(shift, stretch);
        // Moments from draws of the mixture itself.
        int draws = 200_000;
        Random random = new Random(3);
        double[] sum = new double[parameters];
        double[] squares = new double[parameters];
        for (int i = 0; i < draws; i++) {
            double[] normal = new double[parameters];
            Arrays.setAll(normal, p -> random.nextGaussian());
            double[] z = density.draw(random.nextDouble(), normal);
            for (int p = 0; p < parameters; p++) {
                sum[p] += z[p] / draws;
                squares[p] += z[p] * z[p] / draws;
            }
        }
        double[] z = new double[parameters];
        double[] after = new double[parameters];
        double logStretch = 0;
        for (int p = 0; p < parameters; p++) {
            double deviation = Math.sqrt(squares[p] - sum[p] * sum[p]);
            z[p] = sum[p] + 0.4 * deviation;
            after[p] = sum[p] + shift[p] * deviation + stretch[p] * (z[p] - sum[p]);
            logStretch += Math.log(stretch[p]);
        }
        assertEquals(density.loss(outputs, z) + logStretch, density.loss(moved, after), 0.02);
    }

    /** Truths drawn from densities that are wrong in a known way, which changes with counts. */
    @Test
    void fitFindsWhatIsWrong() {
        DensityHead head = new DensityHead(2, 1);
        Random random = new Random(11);
        int spectra = 60_000;
        List<float[]> outputs = new ArrayList<>();
        List<double[]> units = new ArrayList<>();
        double[] counts = new double[spectra];
        for (int i = 0; i < spectra; i++) {
            double decade = 2 + 3 * random.nextDouble();
            counts[i] = Math.pow(10, decade);
            // Weight, two means, two logarithms of 1/sigma, one above the diagonal: here without correlation.
            float[] o = {0, (float) (0.5 * random.nextGaussian()), (float) (0.5 * random.nextGaussian()), (float) Math.log(20),
                    (float) Math.log(4), 0};
            outputs.add(o);
            double first = o[1] + (0.2 + Math.exp(0.1 * (decade - 3.5)) * random.nextGaussian()) / 20;
            double second = o[2] + 1.3 * random.nextGaussian() / 4;
            units.add(new double[] {NORMAL.cumulativeProbability(first), NORMAL.cumulativeProbability(second)});
        }
        DensityCalibration found = DensityCalibration.fit(head, outputs, counts, units);
        double[] at = found.counts();
        assertArrayEquals(new double[] {100, 316.2, 1000, 3162, 10000, 31623, 100000}, at, 1);
        for (int k = 0; k < at.length; k++) {
            // 5000 spectra at an end: 5 standard errors are .07 and .05.
            assertEquals(0.2, found.shift()[0][k], 0.07);
            assertEquals(Math.exp(0.1 * (Math.log10(at[k]) - 3.5)), found.stretch()[0][k], 0.06);
            assertEquals(0, found.shift()[1][k], 0.09);
            assertEquals(1.3, found.stretch()[1][k], 0.07);
        }
        int inside = 0;
        for (int i = 0; i < spectra; i++) {
            if (Math.abs(head.scores(found.apply(head, outputs.get(i), counts[i]), units.get(i))[1]) < 1) {
                inside++;
            }
        }
        assertEquals(NORMAL.cumulativeProbability(1) * 2 - 1, inside / (double) spectra, 0.01);
    }

    @Test
    void scoresAreThoseOfTheMarginalDistribution() {
        // Two equal halves at -1 and 1: at 0, half of it is below.
        DensityHead head = new DensityHead(1, 2);
        float[] outputs = {0, -1, 3, 0, 1, 3};
        assertEquals(0, head.scores(outputs, new double[] {0.5})[0], 1e-12);
        // At the upper mean, three quarters.
        assertEquals(NORMAL.inverseCumulativeProbability(0.75),
                head.scores(outputs, new double[] {NORMAL.cumulativeProbability(1)})[0], 1e-9);
    }

    @Test
    void betweenCountsWidthsGrowGeometrically() {
        DensityCalibration calibration = new DensityCalibration(new double[] {100, 10_000}, new double[][] {{0, 0.4}},
                new double[][] {{1, 4}});
        DensityHead head = new DensityHead(1, 1);
        float[] outputs = {0, 0.5f, 0};
        assertArrayEquals(outputs, calibration.apply(head, outputs, 3), 1e-6f);
        assertArrayEquals(new float[] {0, 0.7f, (float) -Math.log(2)}, calibration.apply(head, outputs, 1000), 1e-6f);
        assertArrayEquals(new float[] {0, 0.9f, (float) -Math.log(4)}, calibration.apply(head, outputs, 1e9), 1e-6f);
        assertArrayEquals(outputs, calibration.apply(head, outputs, 0), 1e-6f);
    }

    @Test
    void drawsOfAllPassesAreCalibrated() {
        DensityHead head = new DensityHead(2, 3);
        float[] outputs = random(50 * head.outputs(), 5);
        DensityCalibration narrow = new DensityCalibration(new double[] {10}, new double[2][1],
                new double[][] {{1e-6}, {1}});
        double[][] plain = new CalibratedHead(head, Optional.empty()).draws(outputs, 20, 1, 2);
        double[][] drawn = new CalibratedHead(head, Optional.of(narrow)).draws(outputs, 20, 1, 2);
        assertArrayEquals(plain[1], drawn[1], 1e-6);
        for (int pass = 0; pass < 50; pass++) {
            MixtureDensity density = new MixtureDensity(2, 3);
            double[] own = new double[head.outputs()];
            for (int i = 0; i < own.length; i++) {
                own[i] = outputs[pass * own.length + i];
            }
            density.set(own);
            double mean = density.weight(0) * density.mean(0, 0) + density.weight(1) * density.mean(1, 0)
                    + density.weight(2) * density.mean(2, 0);
            assertEquals(NORMAL.cumulativeProbability(mean), drawn[0][pass], 1e-5);
        }
    }

    @Test
    void whatIsNoCalibrationIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new DensityCalibration(new double[] {10, 10}, new double[1][2],
                new double[][] {{1, 1}}));
        assertThrows(IllegalArgumentException.class, () -> new DensityCalibration(new double[] {10}, new double[1][1],
                new double[][] {{0}}));
        assertThrows(IllegalArgumentException.class, () -> new DensityCalibration(new double[] {10}, new double[2][1],
                new double[][] {{1}}));
        DensityCalibration one = new DensityCalibration(new double[] {10}, new double[1][1], new double[][] {{1}});
        assertThrows(IllegalArgumentException.class, () -> new CalibratedHead(new PointHead(1), Optional.of(one)));
        String few = assertThrows(IllegalArgumentException.class, () -> DensityCalibration.fit(new DensityHead(1, 1),
                List.of(), new double[0], List.of())).getMessage();
        assertTrue(few.contains("0 spectra") && few.contains("500"), few);
    }
}
