package io.github.montecat.kernel;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The GRU of Cho et al. 2014, whose reset gate acts on the state before the recurrent product, so that a step needs two
 * products, one after the other. Products are those of {@link FloatKernel}; gates are plain loops.
 *
 * <p>The batch is cut and summed as in {@link GruTrainer}: the result does not depend on the number of threads.
 */
final class ResetBeforeGru implements GruPasses {

    private static final int CHUNK = 16;

    private final FloatKernel kernel = FloatKernel.best();
    private int rows;
    private int steps;
    private GruWeights weights;
    private float[] input;
    /** Per row: the zero state, then the state after each step. */
    private float[] states;
    /** Per row and step: r, u, c. */
    private float[] tape;

    /** R cut into the columns of the two gates and those of the candidate, with their padded widths. */
    private record Recurrent(PackedMatrix gates, int gateStride, PackedMatrix candidate, int candidateStride) {
    }

    @Override
    public float[] forward(GruWeights layer, float[] x, int rowCount, int stepCount) {
        if (layer.resetAfter()) {
            throw new IllegalArgumentException("weights of a GRU layer that resets after the recurrent product; "
                    + "GruPasses.of(true) runs them");
        }
        weights = layer;
        input = x;
        rows = rowCount;
        steps = stepCount;
        int units = layer.units();
        states = new float[rows * (steps + 1) * units];
        tape = new float[rows * steps * 3 * units];
        int width = kernel.panelWidth();
        PackedMatrix w = PackedMatrix.of(layer.kernel(), layer.inputs(), 3 * units, width);
        Recurrent r = new Recurrent(PackedMatrix.of(columns(0, 2 * units), units, 2 * units, width),
                PackedMatrix.padded(2 * units, width), PackedMatrix.of(columns(2 * units, units), units, units, width),
                PackedMatrix.padded(units, width));
        chunks().forEach(first -> forwardChunk(first, Math.min(CHUNK, rows - first), w, r));
        float[] out = new float[rows * steps * units];
        for (int m = 0; m < rows; m++) {
            System.arraycopy(states, (m * (steps + 1) + 1) * units, out, m * steps * units, steps * units);
        }
        return out;
    }

    /** Some columns of R, as a row-major matrix. */
    private float[] columns(int from, int count) {
        int units = weights.units();
        float[] part = new float[units * count];
        for (int k = 0; k < units; k++) {
            System.arraycopy(weights.recurrent(), k * 3 * units + from, part, k * count, count);
        }
        return part;
    }

    private IntStream chunks() {
        return IntStream.range(0, (rows + CHUNK - 1) / CHUNK).map(i -> i * CHUNK).parallel();
    }

    private void forwardChunk(int first, int n, PackedMatrix w, Recurrent r) {
        int units = weights.units();
        int inputs = weights.inputs();
        int stateStride = (steps + 1) * units;
        int stride = PackedMatrix.padded(3 * units, kernel.panelWidth());
        // Both biases go in with the input.
        float[] bias = new float[stride];
        for (int j = 0; j < 3 * units; j++) {
            bias[j] = weights.bias()[j] + weights.bias()[3 * units + j];
        }
        float[] gx = new float[n * steps * stride];
        kernel.multiply(input, first * steps * inputs, inputs, n * steps, w, bias, gx, 0, stride);
        float[] none = new float[stride];
        float[] gates = new float[n * r.gateStride];
        float[] reset = new float[n * units];
        float[] candidate = new float[n * r.candidateStride];
        for (int t = 0; t < steps; t++) {
            int state = first * stateStride + t * units;
            kernel.multiply(states, state, stateStride, n, r.gates, none, gates, 0, r.gateStride);
            for (int m = 0; m < n; m++) {
                int x = (m * steps + t) * stride;
                int tp = ((first + m) * steps + t) * 3 * units;
                for (int j = 0; j < units; j++) {
                    tape[tp + j] = sigmoid(gx[x + j] + gates[m * r.gateStride + j]);
                    tape[tp + units + j] = sigmoid(gx[x + units + j] + gates[m * r.gateStride + units + j]);
                    reset[m * units + j] = tape[tp + j] * states[state + m * stateStride + j];
                }
            }
            kernel.multiply(reset, 0, units, n, r.candidate, none, candidate, 0, r.candidateStride);
            for (int m = 0; m < n; m++) {
                int x = (m * steps + t) * stride + 2 * units;
                int tp = ((first + m) * steps + t) * 3 * units;
                int before = state + m * stateStride;
                for (int j = 0; j < units; j++) {
                    float c = (float) Math.tanh(gx[x + j] + candidate[m * r.candidateStride + j]);
                    tape[tp + 2 * units + j] = c;
                    states[before + units + j] = c + tape[tp + units + j] * (states[before + j] - c);
                }
            }
        }
    }

    private static float sigmoid(float x) {
        return (float) (1 / (1 + Math.exp(-x)));
    }

    @Override
    public GruGradients backward(float[] dOut) {
        if (weights == null) {
            throw new IllegalStateException("backward pass of a GRU layer without a forward pass before it");
        }
        int units = weights.units();
        int inputs = weights.inputs();
        int width = kernel.panelWidth();
        int stride = PackedMatrix.padded(3 * units, width);
        int back = PackedMatrix.padded(units, width);
        PackedMatrix wt = PackedMatrix.ofTranspose(weights.kernel(), inputs, 3 * units, width);
        Recurrent rt = new Recurrent(PackedMatrix.ofTranspose(columns(0, 2 * units), units, 2 * units, width), back,
                PackedMatrix.ofTranspose(columns(2 * units, units), units, units, width), back);
        float[] dInput = new float[rows * steps * inputs];
        float[][][] parts = chunks()
                .mapToObj(first -> backwardChunk(first, Math.min(CHUNK, rows - first), dOut, wt, rt, stride, dInput))
                .toArray(float[][][]::new);
        float[] dKernel = new float[weights.kernel().length];
        float[] dRecurrent = new float[weights.recurrent().length];
        float[] dSum = new float[3 * units];
        for (float[][] part : parts) {
            GruTrainer.addUnpadded(part[0], stride, 3 * units, dKernel);
            GruTrainer.addUnpadded(part[2], stride, 3 * units, dSum);
            for (int k = 0; k < units; k++) {
                for (int j = 0; j < 3 * units; j++) {
                    // The gates saw the state, the candidate the state after the reset.
                    float[] seen = part[j < 2 * units ? 1 : 3];
                    dRecurrent[k * 3 * units + j] += seen[k * stride + j];
                }
            }
        }
        float[] dBias = Arrays.copyOf(dSum, 6 * units);
        System.arraycopy(dSum, 0, dBias, 3 * units, 3 * units);
        return new GruGradients(dKernel, dRecurrent, dBias, dInput);
    }

    /** Gradients of W, of R as the state saw it, of the biases' sum, and of R as the reset state saw it. */
    private float[][] backwardChunk(int first, int n, float[] dOut, PackedMatrix wt, Recurrent rt, int stride,
            float[] dInput) {
        int units = weights.units();
        int inputs = weights.inputs();
        int stateStride = (steps + 1) * units;
        int back = rt.candidateStride;
        boolean everyStep = dOut.length == rows * steps * units;
        int padded = PackedMatrix.padded(inputs, kernel.panelWidth());
        float[] none = new float[Math.max(back, padded)];
        float[] dg = new float[n * steps * stride];
        float[] dh = new float[n * units];
        float[] through = new float[n * back];
        float[] reset = new float[n * steps * units];
        for (int t = steps - 1; t >= 0; t--) {
            for (int m = 0; m < n; m++) {
                int tp = ((first + m) * steps + t) * 3 * units;
                int g = (m * steps + t) * stride;
                int before = (first + m) * stateStride + t * units;
                int from = everyStep ? ((first + m) * steps + t) * units : (first + m) * units;
                for (int j = 0; j < units; j++) {
                    if (everyStep || t == steps - 1) {
                        dh[m * units + j] += dOut[from + j];
                    }
                    float d = dh[m * units + j];
                    float u = tape[tp + units + j];
                    float c = tape[tp + 2 * units + j];
                    dg[g + units + j] = d * (states[before + j] - c) * u * (1 - u);
                    dg[g + 2 * units + j] = d * (1 - u) * (1 - c * c);
                    dh[m * units + j] = d * u;
                }
            }
            kernel.multiply(dg, t * stride + 2 * units, steps * stride, n, rt.candidate, none, through, 0, back);
            for (int m = 0; m < n; m++) {
                int tp = ((first + m) * steps + t) * 3 * units;
                int g = (m * steps + t) * stride;
                int before = (first + m) * stateStride + t * units;
                for (int j = 0; j < units; j++) {
                    float r = tape[tp + j];
                    float h = states[before + j];
                    float dReset = through[m * back + j];
                    dg[g + j] = dReset * h * r * (1 - r);
                    dh[m * units + j] += dReset * r;
                    reset[(m * steps + t) * units + j] = r * h;
                }
            }
            kernel.multiply(dg, t * stride, steps * stride, n, rt.gates, none, through, 0, back);
            for (int m = 0; m < n; m++) {
                for (int j = 0; j < units; j++) {
                    dh[m * units + j] += through[m * back + j];
                }
            }
        }
        float[] dKernel = new float[inputs * stride];
        kernel.addOuterProducts(input, first * steps * inputs, inputs, inputs, dg, 0, stride, n * steps, dKernel);
        float[] dGates = new float[units * stride];
        for (int m = 0; m < n; m++) {
            kernel.addOuterProducts(states, (first + m) * stateStride, units, units, dg, m * steps * stride, stride,
                    steps, dGates);
        }
        float[] dCandidate = new float[units * stride];
        kernel.addOuterProducts(reset, 0, units, units, dg, 0, stride, n * steps, dCandidate);
        float[] dSum = new float[stride];
        for (int i = 0; i < n * steps; i++) {
            for (int j = 0; j < stride; j++) {
                dSum[j] += dg[i * stride + j];
            }
        }
        float[] row = new float[n * padded];
        for (int t = 0; t < steps; t++) {
            kernel.multiply(dg, t * stride, steps * stride, n, wt, none, row, 0, padded);
            for (int m = 0; m < n; m++) {
                System.arraycopy(row, m * padded, dInput, ((first + m) * steps + t) * inputs, inputs);
            }
        }
        return new float[][] {dKernel, dGates, dSum, dCandidate};
    }
}
