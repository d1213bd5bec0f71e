package io.github.montecat.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Java Vector API, at the machine's preferred width: products in register blocks of 8 (where there are 32
 * registers) or 4 rows by two vectors, gates fused. In every path the sum over k runs in ascending order by fused
 * multiply-add, so the block a row falls into does not change its result.
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

    private static FloatVector load(float[] a, int i, VectorMask<Float> mask) {
        return FloatVector.fromArray(SPECIES, a, i, mask);
    }

    private static FloatVector all(float v) {
        return FloatVector.broadcast(SPECIES, v);
    }

    @Override
    void multiply(float[] a, int aOffset, int lda, int rows, PackedMatrix p, float[] bias, float[] c, int cOffset,
            int ldc) {
        int columns = PackedMatrix.padded(p.columns, WIDTH);
        for (int n = 0; n < columns; n += WIDTH) {
            int m = 0;
            if (EIGHT_ROWS) {
                for (; m + 8 <= rows; m += 8) {
                    eightRows(a, aOffset + m * lda, lda, p.panels, n * p.rows, p.rows, bias, n, c,
                            cOffset + m * ldc + n, ldc);
                }
            }
            for (; m + 4 <= rows; m += 4) {
                fourRows(a, aOffset + m * lda, lda, p.panels, n * p.rows, p.rows, bias, n, c, cOffset + m * ldc + n,
                        ldc);
            }
            for (; m < rows; m++) {
                oneRow(a, aOffset + m * lda, p.panels, n * p.rows, p.rows, bias, n, c, cOffset + m * ldc + n);
            }
        }
    }

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
        for (int k = 0; k < depth; k++, panel += WIDTH) {
            FloatVector w0 = load(p, panel);
            FloatVector w1 = load(p, panel + LANES);
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
        for (int k = 0; k < depth; k++, panel += WIDTH) {
            FloatVector w0 = load(p, panel);
            FloatVector w1 = load(p, panel + LANES);
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

    private static void oneRow(float[] a, int a0, float[] p, int panel, int depth, float[] bias, int n, float[] c,
            int out) {
        FloatVector c0 = load(bias, n);
        FloatVector c1 = load(bias, n + LANES);
        for (int k = 0; k < depth; k++, panel += WIDTH) {
            FloatVector v = all(a[a0 + k]);
            c0 = v.fma(load(p, panel), c0);
            c1 = v.fma(load(p, panel + LANES), c1);
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

    /** Beyond this the hyperbolic tangent is 1 in single precision. */
    private static final float TANH_LIMIT = 9.02f;

    /**
     * tanh(x) = x P(x2) / Q(x2): the [7/8] Pade approximant of Lambert's continued fraction, good to 3e-7 after the
     * argument has been halved once by tanh(2y) = 2 tanh y / (1 + tanh2 y).
     */
    private static FloatVector tanh(FloatVector x) {
        FloatVector y = x.max(-TANH_LIMIT).min(TANH_LIMIT).mul(0.5f);
        FloatVector s = y.mul(y);
        FloatVector p = s.add(378f).fma(s, all(17325f)).fma(s, all(135135f)).mul(y);
        FloatVector q = s.mul(28f).add(3150f).fma(s, all(62370f)).fma(s, all(135135f));
        // 2 (p/q) / (1 + (p/q)2) with one division
        return p.mul(q).mul(2f).div(p.fma(p, q.mul(q)));
    }

    private static FloatVector sigmoid(FloatVector x) {
        return tanh(x.mul(0.5f)).fma(all(0.5f), all(0.5f));
    }

    @Override
    void gates(float[] gx, int gxOffset, int gxStride, float[] gh, int stride, float[] h, int rows, int units) {
        for (int m = 0; m < rows; m++) {
            for (int j = 0; j < units; j += LANES) {
                VectorMask<Float> mask = SPECIES.indexInRange(j, units);
                int x = gxOffset + m * gxStride + j;
                int y = m * stride + j;
                int o = m * units + j;
                FloatVector r = sigmoid(load(gx, x, mask).add(load(gh, y, mask)));
                FloatVector u = sigmoid(load(gx, x + units, mask).add(load(gh, y + units, mask)));
                FloatVector c = tanh(r.fma(load(gh, y + 2 * units, mask), load(gx, x + 2 * units, mask)));
                u.fma(load(h, o, mask).sub(c), c).intoArray(h, o, mask);
            }
        }
    }

    @Override
    void gatesForward(float[] gx, int gxOffset, int gxStride, float[] gh, int stride, float[] previous,
            int previousOffset, float[] next, int nextOffset, int stateStride, float[] tape, int tapeOffset,
            int tapeStride, int rows, int units) {
        for (int m = 0; m < rows; m++) {
            for (int j = 0; j < units; j += LANES) {
                VectorMask<Float> mask = SPECIES.indexInRange(j, units);
                int x = gxOffset + m * gxStride + j;
                int y = m * stride + j;
                int t = tapeOffset + m * tapeStride + j;
                FloatVector r = sigmoid(load(gx, x, mask).add(load(gh, y, mask)));
                FloatVector u = sigmoid(load(gx, x + units, mask).add(load(gh, y + units, mask)));
                FloatVector hc = load(gh, y + 2 * units, mask);
                FloatVector c = tanh(r.fma(hc, load(gx, x + 2 * units, mask)));
                FloatVector h = load(previous, previousOffset + m * stateStride + j, mask);
                u.fma(h.sub(c), c).intoArray(next, nextOffset + m * stateStride + j, mask);
                r.intoArray(tape, t, mask);
                u.intoArray(tape, t + units, mask);
                c.intoArray(tape, t + 2 * units, mask);
                hc.intoArray(tape, t + 3 * units, mask);
            }
        }
    }

    @Override
    void gatesBackward(float[] dh, float[] previous, int previousOffset, int stateStride, float[] tape, int tapeOffset,
            int tapeStride, float[] dgx, float[] dgh, int gOffset, int gStride, int rows, int units) {
        for (int m = 0; m < rows; m++) {
            for (int j = 0; j < units; j += LANES) {
                VectorMask<Float> mask = SPECIES.indexInRange(j, units);
                int t = tapeOffset + m * tapeStride + j;
                int g = gOffset + m * gStride + j;
                int o = m * units + j;
                FloatVector r = load(tape, t, mask);
                FloatVector u = load(tape, t + units, mask);
                FloatVector c = load(tape, t + 2 * units, mask);
                FloatVector hc = load(tape, t + 3 * units, mask);
                FloatVector h = load(previous, previousOffset + m * stateStride + j, mask);
                FloatVector d = load(dh, o, mask);
                FloatVector v = u.neg().add(1f);
                FloatVector zc = d.mul(v).mul(c.mul(c).neg().add(1f));
                FloatVector zu = d.mul(h.sub(c)).mul(u).mul(v);
                FloatVector zr = zc.mul(hc).mul(r).mul(r.neg().add(1f));
                zr.intoArray(dgx, g, mask);
                zu.intoArray(dgx, g + units, mask);
                zc.intoArray(dgx, g + 2 * units, mask);
                zr.intoArray(dgh, g, mask);
                zu.intoArray(dgh, g + units, mask);
                zc.mul(r).intoArray(dgh, g + 2 * units, mask);
                d.mul(u).intoArray(dh, o, mask);
            }
        }
    }

    @Override
    void product(float[] x, int xOffset, float[] m, int mOffset, float[] y, int yOffset, int n) {
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            load(x, xOffset + i).mul(load(m, mOffset + i)).intoArray(y, yOffset + i);
        }
        for (; i < n; i++) {
            y[yOffset + i] = x[xOffset + i] * m[mOffset + i];
        }
    }
}
