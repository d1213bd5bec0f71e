package io.github.montecat.gpu;

import io.github.montecat.kernel.GruNetwork;
import io.github.montecat.kernel.GruWeights;
import io.github.montecat.random.DropoutMask;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The kernels' arithmetic in Java, from the equations and not from their source: sums of 16 products added to a sum in single
 * precision, input and recurrent product by turns, states and gates in single precision, first layer and output in single precision
 * throughout. In half precision the operands of the products are rounded to it, and the hyperbolic tangent is as wrong as the
 * device's fast instruction may be.
 */
final class DeviceGru {

    private static final int BLOCK = 16;
    /** Significant bits of IEEE binary16. */
    private static final int HALF_BITS = 11;

    private final GruNetwork network;
    private final int units;
    private final DropoutMask mask;
    private final boolean half;
    private final DoubleUnaryOperator tanh;
    private final DoubleUnaryOperator sigmoid;
    private final float[][][] weights;

    /** Rounds to a number of significant bits, ties to even. */
    static float significant(float value, int bits) {
        if (value == 0) {
            return value;
        }
        int shift = bits - 1 - Math.getExponent(value);
        return (float) Math.scalb(Math.rint(Math.scalb((double) value, shift)), -shift);
    }

    DeviceGru(GruNetwork network, Precision precision) {
        this.network = network;
        half = precision == Precision.HALF;
        units = network.units();
        mask = new DropoutMask(network.dropout());
        if (!half) {
            sigmoid = x -> 1 / (1 + Math.exp(-x));
            tanh = x -> 2 * (float) (1 / (1 + Math.exp(-2 * x))) - 1;
        } else {
            tanh = x -> significant((float) Math.tanh(x), HALF_BITS);
            sigmoid = x -> 0.5f * (float) tanh.applyAsDouble(0.5 * x) + 0.5f;
        }
        weights = new float[network.layers().size()][2][];
        for (int l = 1; l < weights.length; l++) {
            weights[l][0] = rounded(network.layers().get(l).kernel(), mask.scale());
            weights[l][1] = rounded(network.layers().get(l).recurrent(), 1);
        }
    }

    private float operand(float value) {
        return half ? significant(value, HALF_BITS) : value;
    }

    private float[] rounded(float[] w, float scale) {
        float[] r = new float[w.length];
        for (int i = 0; i < w.length; i++) {
            r[i] = operand(w[i] * scale);
        }
        return r;
    }

    /** One spectrum's passes, as in {@link io.github.montecat.kernel.GruSampler}. */
    float[] sample(float[] input, long seed, long row, int passes) {
        float[] sequence = firstLayer(input);
        float[] out = new float[passes * network.outputs()];
        for (int pass = 0; pass < passes; pass++) {
            float[] one = pass(sequence, seed, row, pass);
            System.arraycopy(one, 0, out, pass * one.length, one.length);
        }
        return out;
    }

    private float[] firstLayer(float[] input) {
        GruWeights layer = network.layers().get(0);
        int inputs = layer.inputs();
        float[] h = new float[units];
        float[] sequence = new float[network.steps() * units];
        for (int t = 0; t < network.steps(); t++) {
            float[] gx = Arrays.copyOf(layer.bias(), 3 * units);
            float[] gh = Arrays.copyOfRange(layer.bias(), 3 * units, 6 * units);
            for (int j = 0; j < 3 * units; j++) {
                for (int k = 0; k < inputs; k++) {
                    gx[j] += input[t * inputs + k] * layer.kernel()[k * 3 * units + j];
                }
                for (int k = 0; k < units; k++) {
                    gh[j] += h[k] * layer.recurrent()[k * 3 * units + j];
                }
            }
            for (int j = 0; j < units; j++) {
                double r = 1 / (1 + Math.exp(-gx[j] - gh[j]));
                double u = 1 / (1 + Math.exp(-gx[units + j] - gh[units + j]));
                double c = Math.tanh(gx[2 * units + j] + r * gh[2 * units + j]);
                h[j] = (float) (u * h[j] + (1 - u) * c);
                sequence[t * units + j] = h[j];
            }
        }
        return sequence;
    }

    private float[] pass(float[] sequence, long seed, long row, int pass) {
        int layers = weights.length;
        float[][] h = new float[layers][units];
        float[] kept = new float[units];
        for (int t = 0; t < network.steps(); t++) {
            System.arraycopy(sequence, t * units, h[0], 0, units);
            for (int l = 1; l < layers; l++) {
                mask.fill(seed, row, pass, (l - 1) * network.steps() + t, kept, 0, units);
                float[] x = new float[units];
                float[] state = new float[units];
                for (int j = 0; j < units; j++) {
                    x[j] = kept[j] == 0 ? 0 : operand(h[l - 1][j]);
                    state[j] = operand(h[l][j]);
                }
                step(l, x, state, h[l]);
            }
        }
        mask.fill(seed, row, pass, layers * network.steps() - 1, kept, 0, units);
        float[] out = network.outputBias().clone();
        for (int k = 0; k < out.length; k++) {
            for (int j = 0; j < units; j++) {
                out[k] += h[layers - 1][j] * kept[j] * network.outputWeights()[j * out.length + k];
            }
        }
        return out;
    }

    private void step(int l, float[] x, float[] state, float[] h) {
        int columns = 3 * units;
        float[] bias = network.layers().get(l).bias();
        float[] gates = new float[4 * units];
        for (int j = 0; j < 2 * units; j++) {
            gates[j] = bias[j] + bias[columns + j];
        }
        for (int j = 0; j < units; j++) {
            gates[2 * units + j] = bias[2 * units + j];
            gates[3 * units + j] = bias[columns + 2 * units + j];
        }
        double[] sums = new double[columns];
        for (int block = 0; block < units; block += BLOCK) {
            for (int matrix = 0; matrix < 2; matrix++) {
                float[] a = matrix == 0 ? x : state;
                float[] w = weights[l][matrix];
                Arrays.fill(sums, 0);
                for (int k = block; k < Math.min(units, block + BLOCK); k++) {
                    double v = a[k];
                    for (int j = 0; j < columns; j++) {
                        sums[j] += v * w[k * columns + j];
                    }
                }
                for (int j = 0; j < columns; j++) {
                    int place = j + (j >= 2 * units && matrix == 1 ? units : 0);
                    gates[place] = (float) (gates[place] + sums[j]);
                }
            }
        }
        for (int j = 0; j < units; j++) {
            float r = (float) sigmoid.applyAsDouble(gates[j]);
            float u = (float) sigmoid.applyAsDouble(gates[units + j]);
            float c = (float) tanh.applyAsDouble(gates[2 * units + j] + r * gates[3 * units + j]);
            h[j] = u * h[j] + (1 - u) * c;
        }
    }
}
