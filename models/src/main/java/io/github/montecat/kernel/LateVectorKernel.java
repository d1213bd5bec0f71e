package io.github.montecat.kernel;

import io.github.montecat.vector.VectorUse;

/**
 * {@link VectorKernel}, with {@link FusedKernel} in its place for inference until vectors pay. Training, which is long,
 * has vectors from the start. The results are those of {@link VectorKernel} to the last bit.
 */
final class LateVectorKernel extends FloatKernel {

    private final VectorKernel vectors = new VectorKernel();
    private final VectorUse use;

    /** @param use from when on to use vectors, in multiplications */
    LateVectorKernel(VectorUse use) {
        this.use = use;
    }

    @Override
    String name() {
        return vectors.name();
    }

    @Override
    int panelWidth() {
        return vectors.panelWidth();
    }

    @Override
    void multiply(float[] a, int aOffset, int lda, int rows, PackedMatrix p, float[] bias, float[] c, int cOffset,
            int ldc) {
        if (use.pays((long) rows * p.rows * p.columns)) {
            vectors.multiply(a, aOffset, lda, rows, p, bias, c, cOffset, ldc);
        } else {
            FusedKernel.multiply(a, aOffset, lda, rows, p, bias, c, cOffset, ldc);
        }
    }

    @Override
    void subtractRows(float[] base, int baseOffset, float[] factors, PackedMatrix p, int[] listed, int[] counts,
            int rows, float[] c, int ldc) {
        if (use.pays((long) rows * p.columns)) {
            vectors.subtractRows(base, baseOffset, factors, p, listed, counts, rows, c, ldc);
        } else {
            FusedKernel.subtractRows(base, baseOffset, factors, p, listed, counts, rows, c, ldc);
        }
    }

    @Override
    void gates(float[] gx, int gxOffset, int gxStride, float[] gh, int stride, float[] h, int rows, int units) {
        if (use.pays((long) rows * units)) {
            vectors.gates(gx, gxOffset, gxStride, gh, stride, h, rows, units);
        } else {
            FusedKernel.gates(gx, gxOffset, gxStride, gh, stride, h, rows, units);
        }
    }

    @Override
    void resetStates(float[] gx, int gxOffset, int gxStride, float[] gh, int stride, float[] h, int rows, int units) {
        if (use.pays((long) rows * units)) {
            vectors.resetStates(gx, gxOffset, gxStride, gh, stride, h, rows, units);
        } else {
            FusedKernel.resetStates(gx, gxOffset, gxStride, gh, stride, h, rows, units);
        }
    }

    @Override
    void gatesAfterReset(float[] gx, int gxOffset, int gxStride, float[] gh, int stride, int candidate, float[] h,
            int rows, int units) {
        if (use.pays((long) rows * units)) {
            vectors.gatesAfterReset(gx, gxOffset, gxStride, gh, stride, candidate, h, rows, units);
        } else {
            FusedKernel.gatesAfterReset(gx, gxOffset, gxStride, gh, stride, candidate, h, rows, units);
        }
    }

    @Override
    void addOuterProducts(float[] a, int aOffset, int lda, int n, float[] b, int bOffset, int stride, int rows,
            float[] c) {
        vectors.addOuterProducts(a, aOffset, lda, n, b, bOffset, stride, rows, c);
    }

    @Override
    void gatesForward(float[] gx, int gxOffset, int gxStride, float[] gh, int stride, float[] previous,
            int previousOffset, float[] next, int nextOffset, int stateStride, float[] tape, int tapeOffset,
            int tapeStride, int rows, int units) {
        vectors.gatesForward(gx, gxOffset, gxStride, gh, stride, previous, previousOffset, next, nextOffset,
                stateStride, tape, tapeOffset, tapeStride, rows, units);
    }

    @Override
    void gatesBackward(float[] dh, float[] previous, int previousOffset, int stateStride, float[] tape, int tapeOffset,
            int tapeStride, float[] dgx, float[] dgh, int gOffset, int gStride, int rows, int units) {
        vectors.gatesBackward(dh, previous, previousOffset, stateStride, tape, tapeOffset, tapeStride, dgx, dgh,
                gOffset, gStride, rows, units);
    }

    @Override
    void product(float[] x, int xOffset, float[] m, int mOffset, float[] y, int yOffset, int n) {
        if (use.pays(n)) {
            vectors.product(x, xOffset, m, mOffset, y, yOffset, n);
        } else {
            for (int i = 0; i < n; i++) {
                y[yOffset + i] = x[xOffset + i] * m[mOffset + i];
            }
        }
    }
}
