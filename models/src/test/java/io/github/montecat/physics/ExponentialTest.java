package io.github.montecat.physics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExponentialTest {

    private static double[] arguments() {
        SplittableRandom random = new SplittableRandom(4);
        double[] x = random.doubles(20_000, -708, 709).toArray();
        for (int i = 0; i < x.length / 2; i++) {
            x[i] /= 100;
        }
        double[] special = {0, -0.0, 1, -1, -708, 709, -708.0001, 709.0001, 1e300, -1e300, Double.NaN,
            Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e-300, Math.log(2) / 2, -Math.log(2) / 2};
        System.arraycopy(special, 0, x, 100, special.length);
        return x;
    }

    @Test
    void agreesWithTheLibraryWithinTwoUnits() {
        for (double x : arguments()) {
            double exact = StrictMath.exp(x);
            double found = Exponential.of(x);
            if (x >= -708 && x <= 709) {
                // One unit each.
                assertEquals(exact, found, 2 * Math.ulp(exact), "exp(" + x + ")");
            }
        }
        assertEquals(1, Exponential.of(0));
        assertEquals(0, Exponential.of(-709));
        assertEquals(0, Exponential.of(Double.NEGATIVE_INFINITY));
        assertEquals(Double.POSITIVE_INFINITY, Exponential.of(Double.POSITIVE_INFINITY));
        assertTrue(Double.isNaN(Exponential.of(Double.NaN)));
    }

    @Test
    void vectorsGiveTheSameBits() {
        assumeTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
                "skipped: this virtual machine runs without jdk.incubator.vector");
        double[] x = arguments();
        double[] expected = Arrays.stream(x).map(Exponential::of).toArray();
        int done = VectorExponential.replace(x);
        assertTrue(done > x.length - 64);
        assertArrayEquals(Arrays.copyOf(expected, done), Arrays.copyOf(x, done));
    }
}
