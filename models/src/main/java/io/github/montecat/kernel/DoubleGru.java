package io.github.montecat.kernel;

import java.util.Arrays;

/**
 * Forward pass and backpropagation through time of one GRU layer in double precision, written row by row straight from
 * the equations of {@link GruWeights}. It serves networks in double precision, where gradients are checked, and is what
 * the fast kernels are compared with. Keeps what the forward pass left for the backward pass; not safe for use by
 * several threads.
 */
public final class DoubleGru {

    /**
     * Weights or gradients in the layout of {@link GruWeights}.
     *
     * @param inputs width of the input
     * @param units number of units
     * @param kernel inputs x 3 units
     * @param recurrent units x 3 units
     * @param bias 2 x 3 units
     * @param resetAfter whether the reset gate acts after the recurrent product or before it
     */
    public record Weights(int inputs, int units, double[] kernel, double[] recurrent, double[] bias,
            boolean resetAfter) {
    }

    private Weights weights;
    private double[] input;
    private int rows;
    private int steps;
    private double[] states;
    private double[] tape;

    /**
     * Runs the layer.
     *
     * @param layer the weights
     * @param x input, rows x steps x inputs; kept for the backward pass
     * @param rowCount number of rows
     * @param stepCount number of steps
     * @return states after each step, rows x steps x units
     */
    public double[] forward(Weights layer, double[] x, int rowCount, int stepCount) {
        weights = layer;
        input = x;
        rows = rowCount;
        steps = stepCount;
        int n = layer.units();
        states = new double[rows * steps * n];
        tape = new double[rows * steps * 4 * n];
        for (int i = 0; i < rows * steps; i++) {
            double[] gx = product(x, i * layer.inputs(), layer.inputs(), layer.kernel(), layer.bias(), 0);
            double[] gh = i % steps == 0 ? Arrays.copyOfRange(layer.bias(), 3 * n, 6 * n)
                    : product(states, (i - 1) * n, n, layer.recurrent(), layer.bias(), 3 * n);
            for (int j = 0; j < n; j++) {
                tape[4 * i * n + j] = 1 / (1 + Math.exp(-gx[j] - gh[j]));
                tape[4 * i * n + n + j] = 1 / (1 + Math.exp(-gx[n + j] - gh[n + j]));
            }
            for (int j = 0; j < n; j++) {
                double u = tape[4 * i * n + n + j];
                double hc = layer.resetAfter() ? gh[2 * n + j] : candidateOfResetState(i, j);
                double c = Math.tanh(gx[2 * n + j] + (layer.resetAfter() ? tape[4 * i * n + j] * hc : hc));
                states[i * n + j] = u * previous(i, j) + (1 - u) * c;
                tape[4 * i * n + 2 * n + j] = c;
                tape[4 * i * n + 3 * n + j] = hc;
            }
        }
        return states.clone();
    }

    /** (r h) Rc + cc. */
    private double candidateOfResetState(int i, int j) {
        int n = weights.units();
        double sum = weights.bias()[5 * n + j];
        for (int k = 0; k < n; k++) {
            sum += tape[4 * i * n + k] * previous(i, k) * weights.recurrent()[k * 3 * n + 2 * n + j];
        }
        return sum;
    }

    private double previous(int i, int j) {
        return i % steps == 0 ? 0 : states[(i - 1) * weights.units() + j];
    }

    private double[] product(double[] x, int offset, int depth, double[] matrix, double[] bias, int biasOffset) {
        int columns = 3 * weights.units();
        double[] y = Arrays.copyOfRange(bias, biasOffset, biasOffset + columns);
        for (int k = 0; k < depth; k++) {
            for (int j = 0; j < columns; j++) {
                y[j] += x[offset + k] * matrix[k * columns + j];
            }
        }
        return y;
    }

    /**
     * Runs the layer backward, after {@link #forward}.
     *
     * @param dOut gradients with respect to the states, rows x steps x units, or rows x units for the last ones alone
     * @param dInput takes the gradients with respect to the input, rows x steps x inputs
     * @return gradients with respect to the weights
     */
    public Weights backward(double[] dOut, double[] dInput) {
        int n = weights.units();
        int columns = 3 * n;
        int inputs = weights.inputs();
        boolean everyStep = dOut.length == states.length;
        double[] dKernel = new double[weights.kernel().length];
        double[] dRecurrent = new double[weights.recurrent().length];
        double[] dBias = new double[weights.bias().length];
        for (int m = 0; m < rows; m++) {
            double[] dh = new double[n];
            for (int t = steps - 1; t >= 0; t--) {
                int i = m * steps + t;
                double[] dgx = new double[columns];
                double[] dgh = new double[columns];
                double[] before = new double[n];
                for (int j = 0; j < n; j++) {
                    double d = dh[j] + (everyStep ? dOut[i * n + j] : t == steps - 1 ? dOut[m * n + j] : 0);
                    double r = tape[4 * i * n + j];
                    double u = tape[4 * i * n + n + j];
                    double c = tape[4 * i * n + 2 * n + j];
                    double hc = tape[4 * i * n + 3 * n + j];
                    double zc = d * (1 - u) * (1 - c * c);
                    dgx[j] = zc * hc * r * (1 - r);
                    dgx[n + j] = d * (previous(i, j) - c) * u * (1 - u);
                    dgx[2 * n + j] = zc;
                    dgh[n + j] = dgx[n + j];
                    dgh[2 * n + j] = weights.resetAfter() ? zc * r : zc;
                    before[j] = d * u;
                }
                for (int j = 0; j < n; j++) {
                    if (!weights.resetAfter()) {
                        double r = tape[4 * i * n + j];
                        double dReset = 0;
                        for (int k = 0; k < n; k++) {
                            dReset += weights.recurrent()[j * columns + 2 * n + k] * dgx[2 * n + k];
                        }
                        dgx[j] = dReset * previous(i, j) * r * (1 - r);
                        before[j] += dReset * r;
                    }
                    dgh[j] = dgx[j];
                }
                for (int g = 0; g < columns; g++) {
                    dBias[g] += dgx[g];
                    dBias[columns + g] += dgh[g];
                    for (int k = 0; k < inputs; k++) {
                        dKernel[k * columns + g] += input[i * inputs + k] * dgx[g];
                        dInput[i * inputs + k] += weights.kernel()[k * columns + g] * dgx[g];
                    }
                    boolean reset = g >= 2 * n && !weights.resetAfter();
                    for (int j = 0; j < n; j++) {
                        double seen = reset ? tape[4 * i * n + j] * previous(i, j) : previous(i, j);
                        dRecurrent[j * columns + g] += seen * dgh[g];
                        // What flows through the reset state was added above.
                        before[j] += reset ? 0 : weights.recurrent()[j * columns + g] * dgh[g];
                    }
                }
                dh = before;
            }
        }
        return new Weights(inputs, n, dKernel, dRecurrent, dBias, weights.resetAfter());
    }
}
