package io.github.montecat.kernel;

import io.github.montecat.vector.VectorUse;

/**
 * The inner loops of the GRU. Implementations are stateless and safe for use by several threads.
 *
 * <p>Rows of gate arrays hold reset, update and candidate one after another ({@code 3 * units} numbers) and are
 * {@code stride} apart, a multiple of {@link #panelWidth()}, so that products may write whole panels.
 */
abstract class FloatKernel {

    /** Multiplications in plain Java before vectors pay; a spectrum of 1000 samples takes some 100 million. */
    private static final long PLAIN = 1_000_000_000;
    private static final FloatKernel BEST =
            VectorUse.AVAILABLE ? new LateVectorKernel(new VectorUse(PLAIN)) : new ScalarKernel();

    /** The fastest kernel that this virtual machine can run. */
    static FloatKernel best() {
        return BEST;
    }

    /** A name for messages. */
    abstract String name();

    /** Columns per panel of a {@link PackedMatrix}. */
    abstract int panelWidth();

    /**
     * C = bias + A P for some rows.
     *
     * @param a rows of A, {@code lda} apart from {@code aOffset} on
     * @param bias one number per padded column
     * @param c rows of C, {@code ldc} apart from {@code cOffset} on; {@code ldc} is at least the padded columns of P
     */
    abstract void multiply(float[] a, int aOffset, int lda, int rows, PackedMatrix p, float[] bias, float[] c,
            int cOffset, int ldc);

    /**
     * C = base - the listed rows of P, times their factors: rows of C that differ from a common one in a few terms.
     *
     * @param base the common row, from {@code baseOffset} on, as many numbers as P has padded columns
     * @param factors one per row of P
     * @param listed indices of rows of P, {@code P.rows} places for each row of C
     * @param counts how many of those places are used
     * @param rows number of rows of C
     * @param c rows of C, {@code ldc} apart
     */
    abstract void subtractRows(float[] base, int baseOffset, float[] factors, PackedMatrix p, int[] listed,
            int[] counts, int rows, float[] c, int ldc);

    /**
     * C += A' B: sums the outer products of the rows of A (n numbers) and B ({@code stride} numbers).
     *
     * @param a rows of A, {@code lda} apart
     * @param n numbers per row of A
     * @param b rows of B, {@code stride} apart
     * @param stride numbers per row of B and C, a multiple of the panel width
     * @param c n rows of {@code stride} numbers
     */
    abstract void addOuterProducts(float[] a, int aOffset, int lda, int n, float[] b, int bOffset, int stride,
            int rows, float[] c);

    /**
     * The gates of one step, for inference: h = u h + (1 - u) c.
     *
     * @param gx input's part of the gates, rows {@code stride} apart
     * @param gh state's part of the gates, rows {@code stride} apart
     * @param h states, {@code units} apart; replaced
     */
    abstract void gates(float[] gx, int gxOffset, int gxStride, float[] gh, int stride, float[] h, int rows, int units);

    /**
     * The first half of a step whose reset gate acts on the state, for inference: leaves r h in the place of the reset
     * gate and u in that of the update gate.
     *
     * @param gh state's part of these two gates, rows {@code stride} apart; replaced
     * @param h states, {@code units} apart
     */
    abstract void resetStates(float[] gx, int gxOffset, int gxStride, float[] gh, int stride, float[] h, int rows,
            int units);

    /**
     * The second half of such a step: h = u h + (1 - u) c.
     *
     * @param gh what {@link #resetStates} left and, from {@code candidate} on in each row, the product with r h
     * @param h states, {@code units} apart; replaced
     */
    abstract void gatesAfterReset(float[] gx, int gxOffset, int gxStride, float[] gh, int stride, int candidate,
            float[] h, int rows, int units);

    /**
     * The gates of one step, for training: keeps what the backward pass needs.
     *
     * @param tape takes r, u, c and the candidate's recurrent part, four arrays of {@code units} per row,
     *        {@code tapeStride} apart
     * @param previous states before the step, {@code stateStride} apart
     * @param next takes the states after it
     */
    abstract void gatesForward(float[] gx, int gxOffset, int gxStride, float[] gh, int stride, float[] previous,
            int previousOffset, float[] next, int nextOffset, int stateStride, float[] tape, int tapeOffset,
            int tapeStride, int rows, int units);

    /**
     * The gates of one step, backward.
     *
     * @param dh gradients of the state after the step, {@code units} apart; replaced by their direct part for the
     *        state before it (u dh)
     * @param dgx takes the gradients of the input's part of the gates
     * @param dgh takes the gradients of the state's part of the gates
     */
    abstract void gatesBackward(float[] dh, float[] previous, int previousOffset, int stateStride, float[] tape,
            int tapeOffset, int tapeStride, float[] dgx, float[] dgh, int gOffset, int gStride, int rows, int units);

    /** y = x m, element by element. */
    abstract void product(float[] x, int xOffset, float[] m, int mOffset, float[] y, int yOffset, int n);
}
