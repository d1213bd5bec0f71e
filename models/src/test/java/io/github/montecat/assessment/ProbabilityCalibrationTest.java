package io.github.montecat.assessment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProbabilityCalibrationTest {

    private static boolean[] truths(double[] p, double power, Random random) {
        boolean[] truths = new boolean[p.length];
        for (int i = 0; i < p.length; i++) {
            truths[i] = random.nextDouble() < Math.pow(p[i], power);
        }
        return truths;
    }

    @Test
    void statisticIsTheClosedForm() {
        double[] p = new double[100];
        boolean[] truths = new boolean[100];
        Arrays.fill(p, 0, 50, 0.1);
        Arrays.fill(p, 50, 100, 0.5);
        Arrays.fill(truths, 0, 8, true);
        Arrays.fill(truths, 50, 80, true);
        ProbabilityCalibration c = ProbabilityCalibration.of(p, truths, 1);
        assertEquals(Math.pow(8 - 5, 2) / 4.5 + Math.pow(30 - 25, 2) / 12.5, c.chiSquared(), 1e-9);
        assertEquals(2, c.bins().size());
        assertEquals(new ProbabilityCalibration.Bin(0.4, 0.6, 50, 0.5, 0.6), c.bins().get(1));
        // Two normal variables: exp(-x / 2), but for discreteness.
        assertEquals(Math.exp(-c.chiSquared() / 2), c.pValue(), 0.03);
    }

    @Test
    void rightProbabilitiesPassAndWrongOnesFail() {
        Random random = new Random(2);
        int low = 0;
        double[] p = new double[400];
        for (int i = 0; i < 30; i++) {
            // Most near 0 or 1, as those of models are.
            Arrays.setAll(p, j -> 1 / (1 + Math.exp(6 * random.nextGaussian())));
            low += ProbabilityCalibration.of(p, truths(p, 1, random), i).pValue() < 0.05 ? 1 : 0;
        }
        assertTrue(low <= 6, low + " of 30 below 0.05");
        Arrays.setAll(p, j -> random.nextDouble());
        assertTrue(ProbabilityCalibration.of(p, truths(p, 1.6, random), 1).pValue() < 0.001);
    }

    @Test
    void whatIsCertainMustBeTrue() {
        assertEquals(1, ProbabilityCalibration.of(new double[] {0, 1}, new boolean[] {false, true}, 0).pValue());
        assertTrue(ProbabilityCalibration.of(new double[] {0, 1}, new boolean[] {true, true}, 0).pValue() < 0.001);
        assertThrows(IllegalArgumentException.class, () -> ProbabilityCalibration.of(new double[0], new boolean[0], 0));
    }
}
