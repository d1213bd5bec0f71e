package io.github.montecat.kernel;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Forward pass and backpropagation through time of one GRU layer over a batch, in single precision, for the form that
 * resets after the recurrent product.
 *
 * <p>The batch is cut into chunks of 16 rows, computed in parallel in the current fork-join pool; gradients are summed
 * in the order of the chunks, so the result does not depend on the number of threads. Keeps what the forward pass left
 * for the backward pass, so one object serves one layer of one network and is not safe for use by several threads.
 */
public final class GruTrainer implements GruPasses {

    private static final int CHUNK = 16;

    private final FloatKernel kernel = FloatKernel.best();
    private int rows;
    private int steps;
    private GruWeights weights;
    private float[] input;
    /** Per row: the zero state, then the state after each step. */
    private float[] states = new float[0];
    /** Per row and step: r, u, c and the candidate's recurrent part. */
    private float[] tape = new float[0];

    @Override
    public float[] forward(GruWeights layer, float[] x, int rowCount, int stepCount) {
        if (!layer.resetAfter()) {
            throw new IllegalArgumentException("weights of a GRU layer that resets before the recurrent product; "
                    + "GruPasses.of(false) runs them");
        }
        weights = layer;
        input = x;
        rows = rowCount;
        steps = stepCount;
        int units = layer.units();
        int stateLength = rows * (steps + 1) * units;
        if (states.length != stateLength) {
            states = new float[stateLength];
            tape = new float[rows * steps * 4 * units];
        }
        int width = kernel.panelWidth();
        PackedMatrix w = PackedMatrix.of(layer.kernel(), layer.inputs(), 3 * units, width);
        PackedMatrix r = PackedMatrix.of(layer.recurrent(), units, 3 * units, width);
        int stride = PackedMatrix.padded(3 * units, width);
        float[] inputBias = Arrays.copyOf(Arrays.copyOf(layer.bias(), 3 * units), stride);
        float[] stateBias = Arrays.copyOf(Arrays.copyOfRange(layer.bias(), 3 * units, 6 * units), stride);
        chunks().forEach(first -> forwardChunk(first, Math.min(CHUNK, rows - first), w, r, inputBias, stateBias,
                stride));
        float[] out = new float[rows * steps * units];
        for (int m = 0; m < rows; m++) {
            System.arraycopy(states, (m * (steps + 1) + 1) * units, out, m * steps * units, steps * units);
        }
        return out;
    }

    private IntStream chunks() {
        return IntStream.range(0, (rows + CHUNK - 1) / CHUNK).map(i -> i * CHUNK).parallel();
    }

    private void forwardChunk(int first, int n, PackedMatrix w, PackedMatrix r, float[] inputBias, float[] stateBias,
            int stride) {
        int units = weights.units();
        int inputs = weights.inputs();
        int stateStride = (steps + 1) * units;
        float[] gx = new float[n * steps * stride];
        float[] gh = new float[n * stride];
        kernel.multiply(input, first * steps * inputs, inputs, n * steps, w, inputBias, gx, 0, stride);
        for (int t = 0; t < steps; t++) {
            int state = first * stateStride + t * units;
            kernel.multiply(states, state, stateStride, n, r, stateBias, gh, 0, stride);
            kernel.gatesForward(gx, t * stride, steps * stride, gh, stride, states, state, states, state + units,
                    stateStride, tape, (first * steps + t) * 4 * units, steps * 4 * units, n, units);
        }
    }

    @Override
    public GruGradients backward(float[] dOut) {
        if (weights == null) {
            throw new IllegalStateException("backward pass of a GRU layer without a forward pass before it");
        }
        int units = weights.units();
        int inputs = weights.inputs();
        int width = kernel.panelWidth();
        PackedMatrix wt = PackedMatrix.ofTranspose(weights.kernel(), inputs, 3 * units, width);
        PackedMatrix rt = PackedMatrix.ofTranspose(weights.recurrent(), units, 3 * units, width);
        int stride = PackedMatrix.padded(3 * units, width);
        float[] dInput = new float[rows * steps * inputs];
        float[][][] parts = chunks()
                .mapToObj(first -> backwardChunk(first, Math.min(CHUNK, rows - first), dOut, wt, rt, stride, dInput))
                .toArray(float[][][]::new);
        float[] dKernel = new float[weights.kernel().length];
        float[] dRecurrent = new float[weights.recurrent().length];
        float[] dBias = new float[weights.bias().length];
        for (float[][] part : parts) {
            addUnpadded(part[0], stride, 3 * units, dKernel);
            addUnpadded(part[1], stride, 3 * units, dRecurrent);
            addUnpadded(part[2], stride, 3 * units, dBias);
        }
        return new GruGradients(dKernel, dRecurrent, dBias, dInput);
    }

    static void addUnpadded(float[] padded, int stride, int columns, float[] sum) {
        for (int r = 0; r < sum.length / columns; r++) {
            for (int c = 0; c < columns; c++) {
                sum[r * columns + c] += padded[r * stride + c];
            }
        }
    }

    private float[][] backwardChunk(int first, int n, float[] dOut, PackedMatrix wt, PackedMatrix rt, int stride,
            float[] dInput) {
        int units = weights.units();
        int inputs = weights.inputs();
        int stateStride = (steps + 1) * units;
        boolean everyStep = dOut.length == rows * steps * units;
        int back = PackedMatrix.padded(units, kernel.panelWidth());
        float[] none = new float[Math.max(back, PackedMatrix.padded(inputs, kernel.panelWidth()))];
        float[] dgx = new float[n * steps * stride];
        float[] dgh = new float[n * steps * stride];
        float[] dh = new float[n * units];
        float[] through = new float[n * back];
        for (int t = steps - 1; t >= 0; t--) {
            if (everyStep || t == steps - 1) {
                for (int m = 0; m < n; m++) {
                    int from = everyStep ? ((first + m) * steps + t) * units : (first + m) * units;
                    for (int j = 0; j < units; j++) {
                        dh[m * units + j] += dOut[from + j];
                    }
                }
            }
            kernel.gatesBackward(dh, states, first * stateStride + t * units, stateStride, tape,
                    (first * steps + t) * 4 * units, steps * 4 * units, dgx, dgh, t * stride, steps * stride, n, units);
            if (t > 0) {
                kernel.multiply(dgh, t * stride, steps * stride, n, rt, none, through, 0, back);
                for (int m = 0; m < n; m++) {
                    for (int j = 0; j < units; j++) {
                        dh[m * units + j] += through[m * back + j];
                    }
                }
            }
        }
        float[] dKernel = new float[inputs * stride];
        kernel.addOuterProducts(input, first * steps * inputs, inputs, inputs, dgx, 0, stride, n * steps, dKernel);
        float[] dRecurrent = new float[units * stride];
        for (int m = 0; m < n; m++) {
            kernel.addOuterProducts(states, (first + m) * stateStride, units, units, dgh, m * steps * stride, stride,
                    steps, dRecurrent);
        }
        float[] dBias = new float[2 * stride];
        for (int i = 0; i < n * steps; i++) {
            for (int j = 0; j < stride; j++) {
                dBias[j] += dgx[i * stride + j];
                dBias[stride + j] += dgh[i * stride + j];
            }
        }
        int padded = PackedMatrix.padded(inputs, kernel.panelWidth());
        float[] row = new float[n * padded];
        for (int t = 0; t < steps; t++) {
            kernel.multiply(dgx, t * stride, steps * stride, n, wt, none, row, 0, padded);
            for (int m = 0; m < n; m++) {
                System.arraycopy(row, m * padded, dInput, ((first + m) * steps + t) * inputs, inputs);
            }
        }
        return new float[][] {dKernel, dRecurrent, dBias};
    }
}
