package io.github.montecat.kernel;

/**
 * The loops of {@link VectorKernel} that inference needs, in plain Java: the same operations on each number in the same
 * order, so that the results are the same to the last bit. It stands in for vectors until these pay. Where the machine
 * has fused multiply-add, {@link Math#fma(float, float, float)} is a single instruction, also in the interpreter.
 */
final class FusedKernel {

    /** Beyond 9.02 the hyperbolic tangent is 1 in single precision; bits of that number. */
    static final int TANH_END = Float.floatToRawIntBits(9.02f);
    static final int SIGMOID_END = Float.floatToRawIntBits(2 * 9.02f);

    private FusedKernel() {
    }

    /** As {@link FloatKernel#multiply}. */
    static void multiply(float[] a, int aOffset, int lda, int rows, PackedMatrix p, float[] bias, float[] c, int cOffset,
            int ldc) {
        int columns = PackedMatrix.padded(p.columns, p.width);
        for (int m = 0; m < rows; m++) {
            for (int n = 0; n < columns; n += p.width) {
                int out = cOffset + m * ldc + n;
                System.arraycopy(bias, n, c, out, p.width);
                for (int k = 0; k < p.rows; k++) {
                    addRow(a[aOffset + m * lda + k], p.panels, n * p.rows + k * p.width, c, out, p.width);
                }
            }
        }
    }

    /** As {@link FloatKernel#subtractRows}. */
    static void subtractRows(float[] base, int baseOffset, float[] factors, PackedMatrix p, int[] listed, int[] counts,
            int rows, float[] c, int ldc) {
        int columns = PackedMatrix.padded(p.columns, p.width);
        for (int m = 0; m < rows; m++) {
            System.arraycopy(base, baseOffset, c, m * ldc, columns);
            for (int i = 0; i < counts[m]; i++) {
                int k = listed[m * p.rows + i];
                for (int n = 0; n < columns; n += p.width) {
                    addRow(-factors[k], p.panels, n * p.rows + k * p.width, c, m * ldc + n, p.width);
                }
            }
        }
    }

    private static void addRow(float factor, float[] panels, int panel, float[] c, int out, int width) {
        for (int j = 0; j < width; j++) {
            c[out + j] = Math.fma(factor, panels[panel + j], c[out + j]);
        }
    }

    /** As {@link FloatKernel#gates}. */
    static void gates(float[] gx, int gxOffset, int gxStride, float[] gh, int stride, float[] h, int rows, int units) {
        for (int m = 0; m < rows; m++) {
            int x = gxOffset + m * gxStride;
            int y = m * stride;
            sigmoids(gx, x, gh, y, 2 * units);
            for (int j = 0; j < units; j++) {
                float c = tanh(Math.fma(gh[y + j], gh[y + 2 * units + j], gx[x + 2 * units + j]));
                int o = m * units + j;
                h[o] = Math.fma(gh[y + units + j], h[o] - c, c);
            }
        }
    }

    /** As {@link FloatKernel#resetStates}. */
    static void resetStates(float[] gx, int gxOffset, int gxStride, float[] gh, int stride, float[] h, int rows,
            int units) {
        for (int m = 0; m < rows; m++) {
            int y = m * stride;
            sigmoids(gx, gxOffset + m * gxStride, gh, y, 2 * units);
            for (int j = 0; j < units; j++) {
                gh[y + j] *= h[m * units + j];
            }
        }
    }

    /** As {@link FloatKernel#gatesAfterReset}. */
    static void gatesAfterReset(float[] gx, int gxOffset, int gxStride, float[] gh, int stride, int candidate,
            float[] h, int rows, int units) {
        for (int m = 0; m < rows; m++) {
            int x = gxOffset + m * gxStride + 2 * units;
            int y = m * stride;
            for (int j = 0; j < units; j++) {
                float c = tanh(gx[x + j] + gh[y + candidate + j]);
                int o = m * units + j;
                h[o] = Math.fma(gh[y + units + j], h[o] - c, c);
            }
        }
    }

    private static void sigmoids(float[] gx, int x, float[] gh, int y, int n) {
        for (int j = 0; j < n; j++) {
            gh[y + j] = halfTanh(within(gx[x + j] + gh[y + j], SIGMOID_END) * 0.25f) + 0.5f;
        }
    }

    private static float tanh(float x) {
        float t = halfTanh(within(x, TANH_END) * 0.5f);
        return t + t;
    }

    private static float within(float x, int limit) {
        int bits = Float.floatToRawIntBits(x);
        return Float.intBitsToFloat(Math.min(bits & Integer.MAX_VALUE, limit) | bits & Integer.MIN_VALUE);
    }

    private static float halfTanh(float y) {
        float s = y * y;
        float p = Math.fma(Math.fma(s + 378f, s, 17325f), s, 135135f) * y;
        float q = Math.fma(Math.fma(Math.fma(s, 28f, 3150f), s, 62370f), s, 135135f);
        return p * q / Math.fma(p, p, q * q);
    }
}
