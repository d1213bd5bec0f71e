package io.github.montecat.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The layer's states, dropout off, against those of ONNX Runtime, which computes in single precision. */
class GruOnnxTest {

    /** Some roundings of single precision, since states are within 1. */
    private static final double TOLERANCE = 2e-6;
    /** Gates in ONNX's order (update, reset, hidden), by their place in ours (reset, update, candidate). */
    private static final int[] ORDER = {1, 0, 2};

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 3, true", "4, 30, 1, 16, true", "3, 12, 5, 33, true", "2, 140, 2, 100, true",
        "1, 1, 1, 3, false", "4, 30, 1, 16, false", "3, 12, 5, 33, false", "2, 140, 2, 100, false"})
    void statesAreThoseOfOnnxRuntime(int batch, int steps, int inputs, int units, boolean resetAfter)
            throws OrtException {
        for (DataType precision : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            MultiLayerNetwork net = new MultiLayerNetwork(new NeuralNetConfiguration.Builder().seed(3)
                    .dataType(precision).list()
                    .layer(new Gru.Builder().nIn(inputs).nOut(units).dataFormat(RNNFormat.NWC).resetAfter(resetAfter)
                            .weightInitRecurrent(new OrthogonalInit()).build())
                    .build());
            net.init();
            // Biases start at zero, where an exchange of the two could hide.
            Nd4j.getRandom().setSeed(5);
            net.getLayer(0).getParam("b").addi(Nd4j.randn(precision, 1, 6 * units).muli(0.5));
            INDArray x = Nd4j.randn(DataType.FLOAT, batch, steps, inputs);
            float[][][] expected = onnx(net, x.permute(1, 0, 2).dup('c').data().asFloat(), batch, steps, inputs, units,
                    resetAfter);
            INDArray states = net.feedForward(x.castTo(precision), false).get(1);
            double largest = 0;
            for (int m = 0; m < batch; m++) {
                for (int t = 0; t < steps; t++) {
                    for (int j = 0; j < units; j++) {
                        assertEquals(expected[t][m][j], states.getDouble(m, t, j), TOLERANCE,
                                precision + ", row " + m + ", step " + t + ", unit " + j);
                        largest = Math.max(largest, Math.abs(expected[t][m][j]));
                    }
                }
            }
            assertTrue(largest > 0.1, "states no larger than " + largest + " show little");
        }
    }

    /** States, steps x batch x units. */
    private static float[][][] onnx(MultiLayerNetwork net, float[] x, int batch, int steps, int inputs, int units,
            boolean resetAfter) throws OrtException {
        INDArray bias = net.getLayer(0).getParam("b");
        float[] b = new float[6 * units];
        for (int half = 0; half < 2; half++) {
            for (int gate = 0; gate < 3; gate++) {
                for (int j = 0; j < units; j++) {
                    b[(3 * half + gate) * units + j] = bias.getFloat(0, (3 * half + ORDER[gate]) * units + j);
                }
            }
        }
        byte[] model = OnnxGruModel.of(steps, batch, inputs, units, rows(net.getLayer(0).getParam("W"), units),
                rows(net.getLayer(0).getParam("RW"), units), b, resetAfter ? 1 : 0);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model);
                OnnxTensor in = OnnxTensor.createTensor(environment, FloatBuffer.wrap(x),
                        new long[] {steps, batch, inputs});
                OrtSession.Result result = session.run(Map.of("X", in))) {
            float[][][][] y = (float[][][][]) result.get(0).getValue();
            float[][][] states = new float[steps][][];
            for (int t = 0; t < steps; t++) {
                states[t] = y[t][0];
            }
            return states;
        }
    }

    /** Our columns as ONNX's rows. */
    private static float[] rows(INDArray matrix, int units) {
        int depth = (int) matrix.size(0);
        float[] out = new float[3 * units * depth];
        for (int gate = 0; gate < 3; gate++) {
            for (int j = 0; j < units; j++) {
                for (int k = 0; k < depth; k++) {
                    out[(gate * units + j) * depth + k] = matrix.getFloat(k, ORDER[gate] * units + j);
                }
            }
        }
        return out;
    }
}
