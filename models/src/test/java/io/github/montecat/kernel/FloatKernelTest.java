package io.github.montecat.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.vector.VectorUse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernels against sums in double precision. */
class FloatKernelTest {

    static Stream<FloatKernel> kernels() {
        return Stream.of(new VectorKernel(), new ScalarKernel(), new LateVectorKernel(new VectorUse(Long.MAX_VALUE)));
    }

    /** Before vectors pay and after: the same numbers to the last bit, also at the ends of what floats can be. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 101})
    void plainLoopsGiveTheBitsOfVectors(int units) {
        FloatKernel vectors = new VectorKernel();
        FloatKernel late = new LateVectorKernel(new VectorUse(Long.MAX_VALUE));
        Random r = new Random(units);
        int stride = PackedMatrix.padded(3 * units, vectors.panelWidth());
        float[] gx = random(r, 5 * stride);
        float[] special = {0f, -0f, 9.02f, -9.02f, 18.04f, 1e38f, -1e38f, 1e-40f, Float.NaN, Float.NEGATIVE_INFINITY};
        for (int i = 0; i < gx.length; i++) {
            gx[i] = i % 11 == 0 ? special[i / 11 % special.length] : 5 * gx[i];
        }
        float[] gh = random(r, 5 * stride);
        float[] h = random(r, 5 * units);
        PackedMatrix p = PackedMatrix.of(random(r, units * 3 * units), units, 3 * units, vectors.panelWidth());
        float[] bias = random(r, stride);
        float[] factors = random(r, units);
        int[] listed = new int[5 * units];
        listed[2 * units] = units - 1;
        int[] counts = {0, 1, 1, 0, 0};
        List<float[][]> results = new ArrayList<>();
        for (FloatKernel kernel : List.of(vectors, late)) {
            float[] product = new float[5 * stride];
            kernel.multiply(h, 0, units, 5, p, bias, product, 0, stride);
            float[] fewer = new float[5 * stride];
            kernel.subtractRows(bias, 0, factors, p, listed, counts, 5, fewer, stride);
            float[] after = h.clone();
            kernel.gates(gx, 0, stride, gh.clone(), stride, after, 5, units);
            float[] reset = gh.clone();
            kernel.resetStates(gx, 0, stride, reset, stride, h, 5, units);
            float[] afterReset = h.clone();
            kernel.gatesAfterReset(gx, 0, stride, reset, stride, 2 * units, afterReset, 5, units);
            float[] times = new float[units];
            kernel.product(h, 0, factors, 0, times, 0, units);
            results.add(new float[][] {product, fewer, after, reset, afterReset, times});
        }
        assertArrayEquals(results.get(0), results.get(1));
    }

    private static float[] random(Random r, int n) {
        float[] a = new float[n];
        for (int i = 0; i < n; i++) {
            a[i] = (float) r.nextGaussian();
        }
        return a;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void multipliesWhateverTheNumberOfRows(FloatKernel kernel) {
        Random r = new Random(1);
        int depth = 23;
        int columns = 71;
        int lda = 29;
        float[] matrix = random(r, depth * columns);
        PackedMatrix p = PackedMatrix.of(matrix, depth, columns, kernel.panelWidth());
        int ldc = PackedMatrix.padded(columns, kernel.panelWidth());
        float[] bias = Arrays.copyOf(random(r, columns), ldc);
        float[] a = random(r, 3 + 15 * lda);
        float[] all = new float[15 * ldc];
        kernel.multiply(a, 3, lda, 15, p, bias, all, 0, ldc);
        for (int m = 0; m < 15; m++) {
            for (int j = 0; j < columns; j++) {
                double s = bias[j];
                for (int k = 0; k < depth; k++) {
                    s += (double) a[3 + m * lda + k] * matrix[k * columns + j];
                }
                assertEquals(s, all[m * ldc + j], 2e-5);
            }
            float[] alone = new float[ldc];
            kernel.multiply(a, 3 + m * lda, lda, 1, p, bias, alone, 0, ldc);
            assertArrayEquals(Arrays.copyOfRange(all, m * ldc, m * ldc + ldc), alone,
                    "a row's result depends on its neighbours");
        }
    }

    @Test
    void packsTheTranspose() {
        Random r = new Random(2);
        float[] matrix = random(r, 5 * 7);
        float[] transpose = new float[35];
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 7; j++) {
                transpose[j * 5 + i] = matrix[i * 7 + j];
            }
        }
        assertArrayEquals(PackedMatrix.of(transpose, 7, 5, 4).panels, PackedMatrix.ofTranspose(matrix, 5, 7, 4).panels);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void subtractsListedRows(FloatKernel kernel) {
        Random r = new Random(6);
        int depth = 13;
        int columns = 5 * kernel.panelWidth() - 3;
        float[] matrix = random(r, depth * columns);
        PackedMatrix p = PackedMatrix.of(matrix, depth, columns, kernel.panelWidth());
        int ldc = PackedMatrix.padded(columns, kernel.panelWidth());
        float[] base = random(r, 2 + ldc);
        float[] factors = random(r, depth);
        int[] listed = new int[3 * depth];
        System.arraycopy(new int[] {1, 5, 12}, 0, listed, depth, 3);
        System.arraycopy(new int[] {0}, 0, listed, 2 * depth, 1);
        float[] c = new float[3 * ldc];
        kernel.subtractRows(base, 2, factors, p, listed, new int[] {0, 3, 1}, 3, c, ldc);
        for (int j = 0; j < columns; j++) {
            assertEquals(base[2 + j], c[j]);
            double s = base[2 + j];
            for (int k : new int[] {1, 5, 12}) {
                s -= (double) factors[k] * matrix[k * columns + j];
            }
            assertEquals(s, c[ldc + j], 1e-5);
            assertEquals((double) base[2 + j] - (double) factors[0] * matrix[j], c[2 * ldc + j], 1e-6);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void sumsOuterProducts(FloatKernel kernel) {
        Random r = new Random(3);
        int stride = 2 * kernel.panelWidth();
        float[] a = random(r, 6 * 11);
        float[] b = random(r, 6 * stride);
        float[] c = random(r, 7 * stride);
        float[] before = c.clone();
        kernel.addOuterProducts(a, 2, 11, 7, b, 0, stride, 6, c);
        for (int i = 0; i < 7; i++) {
            for (int j = 0; j < stride; j++) {
                double s = before[i * stride + j];
                for (int k = 0; k < 6; k++) {
                    s += (double) a[2 + k * 11 + i] * b[k * stride + j];
                }
                assertEquals(s, c[i * stride + j], 1e-5);
            }
        }
    }

    /** With zero weights and state, u = 1/2 and the state becomes half the candidate: a sweep over tanh itself. */
    @ParameterizedTest
    @MethodSource("kernels")
    void tanhIsThatOfDoublePrecision(FloatKernel kernel) {
        int units = 4001;
        int stride = PackedMatrix.padded(3 * units, kernel.panelWidth());
        float[] gx = new float[stride];
        float[] h = new float[units];
        for (int j = 0; j < units; j++) {
            gx[2 * units + j] = (j - 2000) / 100f;
        }
        kernel.gates(gx, 0, stride, new float[stride], stride, h, 1, units);
        for (int j = 0; j < units; j++) {
            assertEquals(0.5 * Math.tanh(gx[2 * units + j]), h[j], 2e-7, "tanh " + gx[2 * units + j]);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void trainingAndInferenceGatesAgree(FloatKernel kernel) {
        Random r = new Random(4);
        int units = 37;
        int stride = PackedMatrix.padded(3 * units, kernel.panelWidth());
        float[] gx = random(r, 2 * stride);
        float[] gh = random(r, 2 * stride);
        float[] h = random(r, 2 * units);
        float[] next = new float[2 * units];
        kernel.gatesForward(gx, 0, stride, gh, stride, h, 0, next, 0, units, new float[8 * units], 0, 4 * units, 2,
                units);
        kernel.gates(gx, 0, stride, gh, stride, h, 2, units);
        assertArrayEquals(h, next, 1e-7f);
        assertTrue(Math.abs(h[0]) > 0);
    }

    static List<int[]> shapes() {
        return List.of(new int[] {1, 1, 1, 5, 1}, new int[] {19, 7, 3, 9, 1}, new int[] {33, 5, 20, 40, 1},
                new int[] {1, 1, 1, 5, 0}, new int[] {19, 7, 3, 9, 0}, new int[] {33, 5, 20, 40, 0});
    }

    /** Shape: rows, steps, inputs, units, and whether to reset after the product. */
    @ParameterizedTest
    @MethodSource("shapes")
    void gruForwardAndBackwardAreThoseOfDoublePrecision(int[] shape) {
        int rows = shape[0];
        int steps = shape[1];
        int inputs = shape[2];
        int units = shape[3];
        boolean resetAfter = shape[4] == 1;
        Random r = new Random(5);
        float[] w = random(r, inputs * 3 * units);
        float[] rec = random(r, units * 3 * units);
        for (int i = 0; i < rec.length; i++) {
            rec[i] /= (float) Math.sqrt(units);
        }
        float[] b = random(r, 6 * units);
        float[] x = random(r, rows * steps * inputs);
        GruPasses fast = GruPasses.of(resetAfter);
        DoubleGru exact = new DoubleGru();
        float[] out = fast.forward(new GruWeights(inputs, units, w, rec, b, resetAfter), x, rows, steps);
        double[] reference = exact.forward(
                new DoubleGru.Weights(inputs, units, doubles(w), doubles(rec), doubles(b), resetAfter), doubles(x), rows,
                steps);
        assertClose(reference, out, 1e-5);
        for (int length : new int[] {rows * steps * units, rows * units}) {
            float[] dOut = random(r, length);
            double[] dx = new double[x.length];
            GruGradients g = fast.backward(dOut);
            DoubleGru.Weights d = exact.backward(doubles(dOut), dx);
            assertClose(d.kernel(), g.kernel(), 1e-5);
            assertClose(d.recurrent(), g.recurrent(), 1e-5);
            assertClose(d.bias(), g.bias(), 1e-5);
            assertClose(dx, g.input(), 1e-5);
        }
    }

    private static double[] doubles(float[] a) {
        double[] d = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            d[i] = a[i];
        }
        return d;
    }

    private static void assertClose(double[] expected, float[] actual, double tolerance) {
        double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], tolerance * Math.max(scale, 1), "element " + i);
        }
    }
}
