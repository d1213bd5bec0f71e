package io.github.montecat.engine;

import io.github.montecat.kernel.GruNetwork;
import io.github.montecat.kernel.GruWeights;
import io.github.montecat.random.DropoutMask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A network of GRU layers in ND4J's arrays. All arrays are in column-major order, so that the columns of one gate are one
 * block. Safe for use by several threads until closed, which frees the arrays.
 */
final class Nd4jGruNetwork implements AutoCloseable {

    private final GruNetwork network;
    private final List<Layer> layers = new ArrayList<>();
    private final INDArray outputWeights;
    private final INDArray outputBias;

    /** One layer's weights; the recurrent ones cut into those of the two gates and those of the candidate. */
    private record Layer(boolean resetAfter, INDArray kernel, INDArray inputBias, INDArray gates, INDArray gateBias,
            INDArray candidate, INDArray candidateBias) {

        Layer(GruWeights w) {
            this(w.resetAfter(), matrix(w.kernel(), w.inputs(), 3 * w.units(), 0, 3 * w.units()),
                    matrix(w.bias(), 1, 3 * w.units(), 0, 3 * w.units()),
                    matrix(w.recurrent(), w.units(), 3 * w.units(), 0, 2 * w.units()),
                    matrix(secondBias(w), 1, 3 * w.units(), 0, 2 * w.units()),
                    matrix(w.recurrent(), w.units(), 3 * w.units(), 2 * w.units(), w.units()),
                    matrix(secondBias(w), 1, 3 * w.units(), 2 * w.units(), w.units()));
        }

        private static float[] secondBias(GruWeights w) {
            return Arrays.copyOfRange(w.bias(), 3 * w.units(), 6 * w.units());
        }

        List<INDArray> arrays() {
            return List.of(kernel, inputBias, gates, gateBias, candidate, candidateBias);
        }
    }

    /** What a batch needs beside the weights; closing frees it. */
    private final class Scratch implements AutoCloseable {

        private final int rows;
        private final float[] host;
        private final List<INDArray> owned = new ArrayList<>();
        private final List<INDArray> states = new ArrayList<>();
        private final INDArray mask;
        private final INDArray input;
        private final INDArray fromInput;
        private final INDArray fromState;
        private final INDArray reset;
        private final INDArray candidate;

        Scratch(int rows) {
            int units = network.units();
            this.rows = rows;
            host = new float[rows * units];
            for (int l = 0; l < layers.size(); l++) {
                states.add(take(units).assign(0));
            }
            mask = take(units);
            input = take(units);
            fromInput = take(3 * units);
            fromState = take(2 * units);
            reset = take(units);
            candidate = take(units);
        }

        private INDArray take(int columns) {
            INDArray a = Nd4j.createUninitialized(DataType.FLOAT, new long[] {rows, columns}, 'f');
            owned.add(a);
            return a;
        }

        /** Lays out the masks of one layer at one step. */
        INDArray mask(DropoutMask source, long seed, long row, int firstPass, int sequence) {
            int units = network.units();
            float[] one = new float[units];
            for (int m = 0; m < rows; m++) {
                source.fill(seed, row, firstPass + m, sequence, one, 0, units);
                for (int j = 0; j < units; j++) {
                    host[j * rows + m] = one[j];
                }
            }
            put(host, mask);
            return mask;
        }

        /** Takes a layer's states a step further. */
        void advance(int l, INDArray x) {
            Layer layer = layers.get(l);
            INDArray h = states.get(l);
            long units = network.units();
            x.mmuli(layer.kernel, fromInput).addiRowVector(layer.inputBias);
            h.mmuli(layer.gates, fromState).addiRowVector(layer.gateBias);
            Transforms.sigmoid(fromState.addi(columns(fromInput, 0, 2 * units)), false);
            INDArray r = columns(fromState, 0, units);
            INDArray u = columns(fromState, units, 2 * units);
            if (layer.resetAfter) {
                h.mmuli(layer.candidate, candidate).addiRowVector(layer.candidateBias).muli(r);
            } else {
                h.muli(r, reset).mmuli(layer.candidate, candidate).addiRowVector(layer.candidateBias);
            }
            INDArray c = Transforms.tanh(candidate.addi(columns(fromInput, 2 * units, 3 * units)), false);
            h.subi(c).muli(u).addi(c);
        }

        @Override
        public void close() {
            owned.forEach(INDArray::close);
        }
    }

    Nd4jGruNetwork(GruNetwork network) {
        this.network = network;
        network.layers().forEach(w -> layers.add(new Layer(w)));
        outputWeights = matrix(network.outputWeights(), network.units(), network.outputs(), 0, network.outputs());
        outputBias = matrix(network.outputBias(), 1, network.outputs(), 0, network.outputs());
    }

    /** Some columns of a row-major matrix. */
    private static INDArray matrix(float[] values, int rows, int width, int from, int columns) {
        float[] part = new float[rows * columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                part[c * rows + r] = values[r * width + from + c];
            }
        }
        INDArray a = Nd4j.createUninitialized(DataType.FLOAT, new long[] {rows, columns}, 'f');
        put(part, a);
        return a;
    }

    private static void put(float[] columnMajor, INDArray a) {
        new FloatPointer(a.data().addressPointer()).put(columnMajor);
    }

    private static INDArray columns(INDArray a, long from, long to) {
        return a.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
    }

    /**
     * Runs the first layer.
     *
     * @param input steps x inputs numbers
     * @return its states, steps x units
     */
    float[] firstLayer(float[] input) {
        int units = network.units();
        int inputs = network.inputs();
        if (input.length != network.steps() * inputs) {
            throw new IllegalArgumentException("network input has " + input.length + " numbers, expected "
                    + network.steps() + " steps x " + inputs);
        }
        float[] sequence = new float[network.steps() * units];
        try (Scratch one = new Scratch(1);
                INDArray x = Nd4j.createUninitialized(DataType.FLOAT, new long[] {1, inputs}, 'f')) {
            for (int t = 0; t < network.steps(); t++) {
                put(Arrays.copyOfRange(input, t * inputs, (t + 1) * inputs), x);
                one.advance(0, x);
                new FloatPointer(one.states.get(0).data().addressPointer()).get(sequence, t * units, units);
            }
        }
        return sequence;
    }

    /** Runs passes over the states of the first layer; gives passes x outputs numbers. */
    float[] sample(float[] sequence, long seed, long row, int firstPass, int passes) {
        int units = network.units();
        int steps = network.steps();
        int last = layers.size() - 1;
        DropoutMask source = new DropoutMask(network.dropout());
        try (Scratch s = new Scratch(passes);
                INDArray state = Nd4j.createUninitialized(DataType.FLOAT, new long[] {1, units}, 'f')) {
            for (int t = 0; t < steps; t++) {
                put(Arrays.copyOfRange(sequence, t * units, (t + 1) * units), state);
                for (int l = 1; l <= last; l++) {
                    INDArray mask = s.mask(source, seed, row, firstPass, (l - 1) * steps + t);
                    s.advance(l, l == 1 ? mask.muliRowVector(state) : s.states.get(l - 1).muli(mask, s.input));
                }
            }
            INDArray mask = s.mask(source, seed, row, firstPass, last * steps + steps - 1);
            INDArray x = last == 0 ? mask.muliRowVector(state) : s.states.get(last).muli(mask, s.input);
            try (INDArray out = Nd4j.createUninitialized(DataType.FLOAT, new long[] {passes, network.outputs()}, 'f')) {
                x.mmuli(outputWeights, out).addiRowVector(outputBias);
                float[] columns = new float[passes * network.outputs()];
                new FloatPointer(out.data().addressPointer()).get(columns);
                float[] result = new float[columns.length];
                for (int m = 0; m < passes; m++) {
                    for (int k = 0; k < network.outputs(); k++) {
                        result[m * network.outputs() + k] = columns[k * passes + m];
                    }
                }
                return result;
            }
        }
    }

    @Override
    public void close() {
        layers.forEach(l -> l.arrays().forEach(INDArray::close));
        outputWeights.close();
        outputBias.close();
    }
}
