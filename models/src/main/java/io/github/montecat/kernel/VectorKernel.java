package io.github.montecat.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Java Vector API, at the machine's preferred width: products in register blocks of 8 (where there are 32
 * registers) or 4 rows by two vectors, gates in {@link VectorGates}. In every path the sum over k runs in ascending
 * order by fused multiply-add, so the block a row falls into does not change its result.
 */
final class VectorKernel extends FloatKernel {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int WIDTH = 2 * LANES;
    /** 16 accumulators need the 32 registers that come with 512-bit vectors. */
    private static final boolean EIGHT_ROWS = LANES >= 16;

    @Override
    String name() {
        return "vector (" + SPECIES.vectorBitSize() + " bit)";
    }

    @Override
    int panelWidth() {
        return WIDTH;
    }

    private static FloatVector load(float[] a, int i) {
        return FloatVector.fromArray(SPECIES, a, i);
    }

    private static FloatVector all(float v) {
        return FloatVector.broadcast(SPECIES, v);
    }

    @Override
    void multiply(float[] a, int aOffset, int lda, int rows, PackedMatrix p, float[] bias, float[] c, int cOffset,
            int ldc) {
        int columns = PackedMatrix.padded(p.columns, WIDTH);
        int blocked = rows & -4;
        for (int n = 0; n < columns; n += WIDTH) {
            int m = 0;
            if (EIGHT_ROWS) {
                for (; m + 8 <= rows; m += 8) {
                    eightRows(a, aOffset + m * lda, lda, p.panels, n * p.rows, p.rows, bias, n, c,
                            cOffset + m * ldc + n, ldc);
                }
            }
            for (; m < blocked; m += 4) {
                fourRows(a, aOffset + m * lda, lda, p.panels, n * p.rows, p.rows, bias, n, c, cOffset + m * ldc + n,
                        ldc);
            }
        }
        for (int m = blocked; m < rows; m++) {
            int n = 0;
            for (; n + 4 * WIDTH <= columns; n += 4 * WIDTH) {
                oneRowOfFourPanels(a, aOffset + m * lda, p.panels, n * p.rows, p.rows, bias, n, c,
                        cOffset + m * ldc + n);
            }
            for (; n < columns; n += WIDTH) {
                oneRow(a, aOffset + m * lda, p.panels, n * p.rows, p.rows, bias, n, c, cOffset + m * ldc + n);
            }
        }
    }

    // In these loops the place in a panel is counted by k alone. With a second counter Java 17 checks the bounds of every
    // load and keeps that counter in a vector register, which takes half as long again.

    private static void eightRows(float[] a, int a0, int lda, float[] p, int panel, int depth, float[] bias, int n,
            float[] c, int out, int ldc) {
        FloatVector b0 = load(bias, n);
        FloatVector b1 = load(bias, n + LANES);
        FloatVector c00 = b0;
        FloatVector c01 = b1;
        FloatVector c10 = b0;
        FloatVector c11 = b1;
        FloatVector c20 = b0;
        FloatVector c21 = b1;
        FloatVector c30 = b0;
        FloatVector c31 = b1;
        FloatVector c40 = b0;
        FloatVector c41 = b1;
        FloatVector c50 = b0;
        FloatVector c51 = b1;
        FloatVector c60 = b0;
        FloatVector c61 = b1;
        FloatVector c70 = b0;
        FloatVector c71 = b1;
        int a1 = a0 + lda;
        int a2 = a1 + lda;
        int a3 = a2 + lda;
        int a4 = a3 + lda;
        int a5 = a4 + lda;
        int a6 = a5 + lda;
        int a7 = a6 + lda;
        for (int k = 0; k < depth; k++) {
            FloatVector w0 = load(p, panel + k * WIDTH);
            FloatVector w1 = load(p, panel + k * WIDTH + LANES);
            FloatVector v = all(a[a0 + k]);
            c00 = v.fma(w0, c00);
            c01 = v.fma(w1, c01);
            v = all(a[a1 + k]);
            c10 = v.fma(w0, c10);
            c11 = v.fma(w1, c11);
            v = all(a[a2 + k]);
            c20 = v.fma(w0, c20);
            c21 = v.fma(w1, c21);
            v = all(a[a3 + k]);
            c30 = v.fma(w0, c30);
            c31 = v.fma(w1, c31);
            v = all(a[a4 + k]);
            c40 = v.fma(w0, c40);
            c41 = v.fma(w1, c41);
            v = all(a[a5 + k]);
            c50 = v.fma(w0, c50);
            c51 = v.fma(w1, c51);
            v = all(a[a6 + k]);
            c60 = v.fma(w0, c60);
            c61 = v.fma(w1, c61);
            v = all(a[a7 + k]);
            c70 = v.fma(w0, c70);
            c71 = v.fma(w1, c71);
        }
        store(c00, c01, c, out);
        store(c10, c11, c, out + ldc);
        store(c20, c21, c, out + 2 * ldc);
        store(c30, c31, c, out + 3 * ldc);
        store(c40, c41, c, out + 4 * ldc);
        store(c50, c51, c, out + 5 * ldc);
        store(c60, c61, c, out + 6 * ldc);
        store(c70, c71, c, out + 7 * ldc);
    }

    private static void fourRows(float[] a, int a0, int lda, float[] p, int panel, int depth, float[] bias, int n,
            float[] c, int out, int ldc) {
        FloatVector b0 = load(bias, n);
        FloatVector b1 = load(bias, n + LANES);
        FloatVector c00 = b0;
        FloatVector c01 = b1;
        FloatVector c10 = b0;
        FloatVector c11 = b1;
        FloatVector c20 = b0;
        FloatVector c21 = b1;
        FloatVector c30 = b0;
        FloatVector c31 = b1;
        int a1 = a0 + lda;
        int a2 = a1 + lda;
        int a3 = a2 + lda;
        for (int k = 0; k < depth; k++) {
            FloatVector w0 = load(p, panel + k * WIDTH);
            FloatVector w1 = load(p, panel + k * WIDTH + LANES);
            FloatVector v = all(a[a0 + k]);
            c00 = v.fma(w0, c00);
            c01 = v.fma(w1, c01);
            v = all(a[a1 + k]);
            c10 = v.fma(w0, c10);
            c11 = v.fma(w1, c11);
            v = all(a[a2 + k]);
            c20 = v.fma(w0, c20);
            c21 = v.fma(w1, c21);
            v = all(a[a3 + k]);
            c30 = v.fma(w0, c30);
            c31 = v.fma(w1, c31);
        }
        store(c00, c01, c, out);
        store(c10, c11, c, out + ldc);
        store(c20, c21, c, out + 2 * ldc);
        store(c30, c31, c, out + 3 * ldc);
    }

    /** Four panels at a time, since a single sum would wait for itself at every step. */
    private static void oneRowOfFourPanels(float[] a, int a0, float[] p, int panel, int depth, float[] bias, int n,
            float[] c, int out) {
        FloatVector c0 = load(bias, n);
        FloatVector c1 = load(bias, n + LANES);
        FloatVector c2 = load(bias, n + WIDTH);
        FloatVector c3 = load(bias, n + WIDTH + LANES);
        FloatVector c4 = load(bias, n + 2 * WIDTH);
        FloatVector c5 = load(bias, n + 2 * WIDTH + LANES);
        FloatVector c6 = load(bias, n + 3 * WIDTH);
        FloatVector c7 = load(bias, n + 3 * WIDTH + LANES);
        int height = depth * WIDTH;
        for (int k = 0; k < depth; k++) {
            FloatVector v = all(a[a0 + k]);
            int q = panel + k * WIDTH;
            c0 = v.fma(load(p, q), c0);
            c1 = v.fma(load(p, q + LANES), c1);
            q += height;
            c2 = v.fma(load(p, q), c2);
            c3 = v.fma(load(p, q + LANES), c3);
            q += height;
            c4 = v.fma(load(p, q), c4);
            c5 = v.fma(load(p, q + LANES), c5);
            q += height;
            c6 = v.fma(load(p, q), c6);
            c7 = v.fma(load(p, q + LANES), c7);
        }
        store(c0, c1, c, out);
        store(c2, c3, c, out + WIDTH);
        store(c4, c5, c, out + 2 * WIDTH);
        store(c6, c7, c, out + 3 * WIDTH);
    }

    private static void oneRow(float[] a, int a0, float[] p, int panel, int depth, float[] bias, int n, float[] c,
            int out) {
        FloatVector c0 = load(bias, n);
        FloatVector c1 = load(bias, n + LANES);
        for (int k = 0; k < depth; k++) {
            FloatVector v = all(a[a0 + k]);
            c0 = v.fma(load(p, panel + k * WIDTH), c0);
            c1 = v.fma(load(p, panel + k * WIDTH + LANES), c1);
        }
        store(c0, c1, c, out);
    }

    @Override
    void subtractRows(float[] base, int baseOffset, float[] factors, PackedMatrix p, int[] listed, int[] counts,
            int rows, float[] c, int ldc) {
        int columns = PackedMatrix.padded(p.columns, WIDTH);
        int height = p.rows * WIDTH;
        for (int m = 0; m < rows; m++) {
            int from = m * p.rows;
            int to = from + counts[m];
            int n = 0;
            for (; n + 4 * WIDTH <= columns; n += 4 * WIDTH) {
                subtractFourPanels(base, baseOffset + n, factors, p.panels, n * p.rows, height, listed, from, to, c,
                        m * ldc + n);
            }
            for (; n < columns; n += WIDTH) {
                subtractPanel(base, baseOffset + n, factors, p.panels, n * p.rows, listed, from, to, c, m * ldc + n);
            }
        }
    }

    private static void subtractFourPanels(float[] base, int b, float[] factors, float[] p, int panel, int height,
            int[] listed, int from, int to, float[] c, int out) {
        FloatVector c0 = load(base, b);
        FloatVector c1 = load(base, b + LANES);
        FloatVector c2 = load(base, b + WIDTH);
        FloatVector c3 = load(base, b + WIDTH + LANES);
        FloatVector c4 = load(base, b + 2 * WIDTH);
        FloatVector c5 = load(base, b + 2 * WIDTH + LANES);
        FloatVector c6 = load(base, b + 3 * WIDTH);
        FloatVector c7 = load(base, b + 3 * WIDTH + LANES);
        for (int i = from; i < to; i++) {
            int k = listed[i];
            FloatVector v = all(-factors[k]);
            int q = panel + k * WIDTH;
            c0 = v.fma(load(p, q), c0);
            c1 = v.fma(load(p, q + LANES), c1);
            q += height;
            c2 = v.fma(load(p, q), c2);
            c3 = v.fma(load(p, q + LANES), c3);
            q += height;
            c4 = v.fma(load(p, q), c4);
            c5 = v.fma(load(p, q + LANES), c5);
            q += height;
            c6 = v.fma(load(p, q), c6);
            c7 = v.fma(load(p, q + LANES), c7);
        }
        store(c0, c1, c, out);
        store(c2, c3, c, out + WIDTH);
        store(c4, c5, c, out + 2 * WIDTH);
        store(c6, c7, c, out + 3 * WIDTH);
    }

    private static void subtractPanel(float[] base, int b, float[] factors, float[] p, int panel, int[] listed,
            int from, int to, float[] c, int out) {
        FloatVector c0 = load(base, b);
        FloatVector c1 = load(base, b + LANES);
        for (int i = from; i < to; i++) {
            int k = listed[i];
            FloatVector v = all(-factors[k]);
            c0 = v.fma(load(p, panel + k * WIDTH), c0);
            c1 = v.fma(load(p, panel + k * WIDTH + LANES), c1);
        }
        store(c0, c1, c, out);
    }

    private static void store(FloatVector v0, FloatVector v1, float[] c, int out) {
        v0.intoArray(c, out);
        v1.intoArray(c, out + LANES);
    }

    @Override
    void addOuterProducts(float[] a, int aOffset, int lda, int n, float[] b, int bOffset, int stride, int rows,
            float[] c) {
        for (int j = 0; j < stride; j += WIDTH) {
            int i = 0;
            for (; i + 4 <= n; i += 4) {
                outerFour(a, aOffset + i, lda, b, bOffset + j, stride, rows, c, i * stride + j);
            }
            for (; i < n; i++) {
                outerOne(a, aOffset + i, lda, b, bOffset + j, stride, rows, c, i * stride + j);
            }
        }
    }

    private static void outerFour(float[] a, int ai, int lda, float[] b, int bi, int stride, int rows, float[] c,
            int ci) {
        FloatVector c00 = load(c, ci);
        FloatVector c01 = load(c, ci + LANES);
        FloatVector c10 = load(c, ci + stride);
        FloatVector c11 = load(c, ci + stride + LANES);
        FloatVector c20 = load(c, ci + 2 * stride);
        FloatVector c21 = load(c, ci + 2 * stride + LANES);
        FloatVector c30 = load(c, ci + 3 * stride);
        FloatVector c31 = load(c, ci + 3 * stride + LANES);
        for (int r = 0; r < rows; r++, ai += lda, bi += stride) {
            FloatVector w0 = load(b, bi);
            FloatVector w1 = load(b, bi + LANES);
            FloatVector v = all(a[ai]);
            c00 = v.fma(w0, c00);
            c01 = v.fma(w1, c01);
            v = all(a[ai + 1]);
            c10 = v.fma(w0, c10);
            c11 = v.fma(w1, c11);
            v = all(a[ai + 2]);
            c20 = v.fma(w0, c20);
            c21 = v.fma(w1, c21);
            v = all(a[ai + 3]);
            c30 = v.fma(w0, c30);
            c31 = v.fma(w1, c31);
        }
        store(c00, c01, c, ci);
        store(c10, c11, c, ci + stride);
        store(c20, c21, c, ci + 2 * stride);
        store(c30, c31, c, ci + 3 * stride);
    }

    private static void outerOne(float[] a, int ai, int lda, float[] b, int bi, int stride, int rows, float[] c,
            int ci) {
        FloatVector c0 = load(c, ci);
        FloatVector c1 = load(c, ci + LANES);
        for (int r = 0; r < rows; r++, ai += lda, bi += stride) {
            FloatVector v = all(a[ai]);
            c0 = v.fma(load(b, bi), c0);
            c1 = v.fma(load(b, bi + LANES), c1);
        }
        store(c0, c1, c, ci);
    }

    @Override
    void gates(float[] gx, int gxOffset, int gxStride, float[] gh, int stride, float[] h, int rows, int units) {
        VectorGates.gates(gx, gxOffset, gxStride, gh, stride, h, rows, units);
    }

    @Override
    void resetStates(float[] gx, int gxOffset, int gxStride, float[] gh, int stride, float[] h, int rows, int units) {
        VectorGates.resetStates(gx, gxOffset, gxStride, gh, stride, h, rows, units);
    }

    @Override
    void gatesAfterReset(float[] gx, int gxOffset, int gxStride, float[] gh, int stride, int candidate, float[] h,
            int rows, int units) {
        VectorGates.gatesAfterReset(gx, gxOffset, gxStride, gh, stride, candidate, h, rows, units);
    }

    @Override
    void gatesForward(float[] gx, int gxOffset, int gxStride, float[] gh, int stride, float[] previous,
            int previousOffset, float[] next, int nextOffset, int stateStride, float[] tape, int tapeOffset,
            int tapeStride, int rows, int units) {
        VectorGates.gatesForward(gx, gxOffset, gxStride, gh, stride, previous, previousOffset, next, nextOffset,
                stateStride, tape, tapeOffset, tapeStride, rows, units);
    }

    @Override
    void gatesBackward(float[] dh, float[] previous, int previousOffset, int stateStride, float[] tape, int tapeOffset,
            int tapeStride, float[] dgx, float[] dgh, int gOffset, int gStride, int rows, int units) {
        VectorGates.gatesBackward(dh, previous, previousOffset, stateStride, tape, tapeOffset, tapeStride, dgx, dgh,
                gOffset, gStride, rows, units);
    }

    @Override
    void product(float[] x, int xOffset, float[] m, int mOffset, float[] y, int yOffset, int n) {
        VectorGates.product(x, xOffset, m, mOffset, y, yOffset, n);
    }
}
