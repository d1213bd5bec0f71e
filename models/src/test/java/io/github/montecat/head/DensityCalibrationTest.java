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
import org.apache.commons.math3.distribution.MultivariateNormalDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
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

    /** By Commons Math, from the definition: means moved, covariances multiplied from both sides. */
    @ParameterizedTest
    @CsvSource({"1,1", "2,3", "5,4"})
    void componentsAreShiftedAndStretched(int parameters, int components) {
        MixtureDensity density = new MixtureDensity(parameters, components);
        double[] outputs = new double[density.outputs()];
        float[] drawn = random(outputs.length, 7);
        Arrays.setAll(outputs, i -> drawn[i]);
        double[] shift = new double[parameters];
        double[] stretch = new double[parameters];
        double[] z = new double[parameters];
        Arrays.setAll(shift, p -> 0.3 - 0.1 * p);
        Arrays.setAll(stretch, p -> 0.7 + 0.2 * p);
        Arrays.setAll(z, p -> 0.4 - 0.3 * p);
        density.set(outputs);
        double expected = 0;
        for (int k = 0; k < components; k++) {
            RealMatrix x = new Array2DRowRealMatrix(density.inverse(k));
            RealMatrix scaled = MatrixUtils.createRealDiagonalMatrix(stretch);
            RealMatrix covariance = x.multiply(x.transpose());
            double[] mean = new double[parameters];
            for (int p = 0; p < parameters; p++) {
                mean[p] = density.mean(k, p) + shift[p] * Math.sqrt(covariance.getEntry(p, p));
            }
            expected += density.weight(k) * new MultivariateNormalDistribution(mean,
                    scaled.multiply(covariance).multiply(scaled).getData()).density(z);
        }
        assertEquals(-Math.log(expected), density.loss(density.moved(shift, stretch), z), 1e-9);
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
            double x = NORMAL.inverseCumulativeProbability(drawn[0][pass]);
            int from = pass * head.outputs();
            // The first mean of one of its three components, which have six outputs each.
            assertEquals(0, Math.min(Math.abs(outputs[from + 1] - x), Math.min(Math.abs(outputs[from + 7] - x),
                    Math.abs(outputs[from + 13] - x))), 1e-4);
        }
    }

    /** Most of the density in a narrow component, a little of it far away: the narrow one is too wide by a third. */
    @Test
    void aSmallComponentFarOffDragsNothingAlong() {
        DensityHead head = new DensityHead(1, 2);
        Random random = new Random(4);
        int spectra = 20_000;
        List<float[]> outputs = new ArrayList<>();
        List<double[]> units = new ArrayList<>();
        double[] counts = new double[spectra];
        for (int i = 0; i < spectra; i++) {
            counts[i] = 1000;
            float at = (float) (0.3 * random.nextGaussian());
            outputs.add(new float[] {0, at, (float) Math.log(750), -4.6f, at + 1, 2});
            boolean far = random.nextDouble() < 0.01;
            double z = far ? at + 1 + random.nextGaussian() / Math.exp(2) : at + random.nextGaussian() / 1000;
            units.add(new double[] {NORMAL.cumulativeProbability(z)});
        }
        DensityCalibration found = DensityCalibration.fit(head, outputs, counts, units);
        assertEquals(0, found.shift()[0][0], 0.05);
        assertEquals(0.75, found.stretch()[0][0], 0.05);
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
