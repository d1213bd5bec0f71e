package io.github.montecat.kernel;

import java.util.Arrays;

/**
 * One GRU layer laid out for {@link FloatKernel}: takes a batch of states a step further, with the reset gate before or
 * after the recurrent product. Immutable and safe for use by several threads.
 */
final class PackedGru {

    private final FloatKernel kernel;
    private final GruWeights weights;
    private final PackedMatrix input;
    private final float[] inputBias;
    /** R whole where the reset comes after the product, else only its gates. */
    private final PackedMatrix recurrent;
    private final float[] stateBias;
    /** R of the candidate where the reset comes before the product, else null. */
    private final PackedMatrix candidate;
    private final float[] candidateBias;

    PackedGru(FloatKernel kernel, GruWeights weights) {
        this.kernel = kernel;
        this.weights = weights;
        int units = weights.units();
        int width = kernel.panelWidth();
        input = PackedMatrix.of(weights.kernel(), weights.inputs(), 3 * units, width);
        inputBias = Arrays.copyOf(Arrays.copyOf(weights.bias(), 3 * units), inputStride());
        int together = weights.resetAfter() ? 3 * units : 2 * units;
        recurrent = PackedMatrix.of(columns(0, together), units, together, width);
        stateBias = bias(0, together);
        candidate = weights.resetAfter() ? null
                : PackedMatrix.of(columns(2 * units, units), units, units, width);
        candidateBias = bias(2 * units, units);
    }

    private float[] columns(int from, int count) {
        int units = weights.units();
        float[] part = new float[units * count];
        for (int k = 0; k < units; k++) {
            System.arraycopy(weights.recurrent(), k * 3 * units + from, part, k * count, count);
        }
        return part;
    }

    private float[] bias(int from, int count) {
        int start = 3 * weights.units() + from;
        return Arrays.copyOf(Arrays.copyOfRange(weights.bias(), start, start + count),
                PackedMatrix.padded(count, kernel.panelWidth()));
    }

    int inputs() {
        return weights.inputs();
    }

    /** Numbers per row of the input's part of the gates. */
    int inputStride() {
        return PackedMatrix.padded(3 * weights.units(), kernel.panelWidth());
    }

    /** Numbers per row that {@link #advance} needs for itself. */
    int stateStride() {
        return PackedMatrix.padded(recurrent.columns, kernel.panelWidth())
                + (candidate == null ? 0 : PackedMatrix.padded(weights.units(), kernel.panelWidth()));
    }

    /** gx = b + x W, rows of x {@code inputs} apart. */
    void inputGates(float[] x, int rows, float[] gx) {
        kernel.multiply(x, 0, weights.inputs(), rows, input, inputBias, gx, 0, inputStride());
    }

    /** gx = base - the rows of W that are listed, times their factors; see {@link FloatKernel#subtractRows}. */
    void inputGatesWithout(float[] base, int baseOffset, float[] factors, int[] listed, int[] counts, int rows,
            float[] gx) {
        kernel.subtractRows(base, baseOffset, factors, input, listed, counts, rows, gx, inputStride());
    }

    /**
     * Takes states a step further.
     *
     * @param gx the input's part of the gates, from {@link #inputGates}
     * @param gh scratch, rows x {@link #stateStride}
     * @param h states, {@code units} apart; replaced
     */
    void advance(float[] gx, int gxOffset, float[] gh, float[] h, int rows) {
        int units = weights.units();
        int stride = stateStride();
        kernel.multiply(h, 0, units, rows, recurrent, stateBias, gh, 0, stride);
        if (candidate == null) {
            kernel.gates(gx, gxOffset, inputStride(), gh, stride, h, rows, units);
        } else {
            int c = PackedMatrix.padded(2 * units, kernel.panelWidth());
            kernel.resetStates(gx, gxOffset, inputStride(), gh, stride, h, rows, units);
            kernel.multiply(gh, 0, stride, rows, candidate, candidateBias, gh, c, stride);
            kernel.gatesAfterReset(gx, gxOffset, inputStride(), gh, stride, c, h, rows, units);
        }
    }
}
