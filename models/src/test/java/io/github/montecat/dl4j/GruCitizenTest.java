package io.github.montecat.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.head.PointHead;
import io.github.montecat.network.GruArchitecture;
import io.github.montecat.network.InputShape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** The GRU layer in the company of Deeplearning4j's own machinery. */
class GruCitizenTest {

    private static final GruArchitecture SMALL = new GruArchitecture(InputShape.counts(6), 1, 2, 5, 0.1, new PointHead(2));

    private static INDArray normal(long... shape) {
        Nd4j.getRandom().setSeed(8);
        return Nd4j.randn(DataType.FLOAT, shape);
    }

    @Test
    void worksInAComputationGraphAndItsFile() throws IOException {
        ComputationGraphConfiguration conf = new NeuralNetConfiguration.Builder().seed(2).updater(new Adam(0.01))
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.recurrent(3, 7, RNNFormat.NWC))
                .addLayer("gru", new Gru.Builder().nOut(4).dataFormat(RNNFormat.NWC).returnSequences(false).build(), "in")
                .addLayer("out", new OutputLayer.Builder(LossFunctions.LossFunction.MSE).nOut(2)
                        .activation(Activation.IDENTITY).build(), "gru")
                .setOutputs("out").build();
        ComputationGraph graph = new ComputationGraph(conf);
        graph.init();
        DataSet data = new DataSet(normal(16, 7, 3), normal(16, 2));
        graph.fit(data);
        double before = graph.score();
        for (int i = 0; i < 60; i++) {
            graph.fit(data);
        }
        assertTrue(graph.score() < 0.7 * before, "loss " + before + " before, " + graph.score() + " after");
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ModelSerializer.writeModel(graph, file, true);
        ComputationGraph back = ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(file.toByteArray()));
        assertEquals(graph.outputSingle(data.getFeatures()), back.outputSingle(data.getFeatures()));
    }

    @Test
    void weightsDependOnTheSeedAloneWhateverWasMadeBefore() {
        INDArray first = Deeplearning4jForm.of(SMALL).create(new Adam(0.01), 4, DataType.FLOAT).params();
        // 3 x 9 recurrent weights: an odd number of Gaussians, which are drawn in pairs.
        Deeplearning4jForm.of(new GruArchitecture(InputShape.counts(4), 1, 1, 3, 0, new PointHead(1)))
                .create(new Adam(0.01), 5, DataType.FLOAT);
        assertEquals(first, Deeplearning4jForm.of(SMALL).create(new Adam(0.01), 4, DataType.FLOAT).params());
    }

    @Test
    void transferLearningFreezesItAndReplacesTheHead() {
        MultiLayerNetwork trained = Deeplearning4jForm.of(SMALL).create(new Adam(0.01), 4, DataType.FLOAT);
        MultiLayerNetwork tuned = new TransferLearning.Builder(trained)
                .fineTuneConfiguration(new FineTuneConfiguration.Builder().updater(new Adam(0.01)).seed(1).build())
                .setFeatureExtractor(0)
                .nOutReplace(2, 3, WeightInit.XAVIER)
                .build();
        INDArray frozen = tuned.getLayer(0).getParam("W").dup();
        INDArray free = tuned.getLayer(1).getParam("W").dup();
        assertEquals(trained.getLayer(0).getParam("W"), frozen);
        assertEquals(trained.getLayer(1).getParam("RW"), tuned.getLayer(1).getParam("RW"));
        tuned.fit(new DataSet(normal(8, 6, 1), normal(8, 3)));
        assertEquals(frozen, tuned.getLayer(0).getParam("W"));
        assertNotEquals(free, tuned.getLayer(1).getParam("W"));
        assertEquals(3, tuned.output(normal(1, 6, 1)).size(1));
    }

    @Test
    void bothFormatsGiveTheSame() {
        INDArray nwc = normal(3, 5, 2);
        MultiLayerNetwork a = one(RNNFormat.NWC);
        MultiLayerNetwork b = one(RNNFormat.NCW);
        b.setParams(a.params());
        assertEquals(a.output(nwc), b.output(nwc.permute(0, 2, 1)));
    }

    private static MultiLayerNetwork one(RNNFormat format) {
        MultiLayerNetwork net = new MultiLayerNetwork(new NeuralNetConfiguration.Builder().seed(1).list()
                .layer(new Gru.Builder().nIn(2).nOut(4).dataFormat(format).returnSequences(false).build())
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MSE).nIn(4).nOut(1)
                        .activation(Activation.IDENTITY).build())
                .build());
        net.init();
        return net;
    }

    @Test
    void whereTheResetActsIsKeptInFilesAndTakenAsAfterWhereFilesDoNotSay() throws IOException {
        MultiLayerNetwork before = new MultiLayerNetwork(new NeuralNetConfiguration.Builder().seed(1).list()
                .layer(new Gru.Builder().nIn(2).nOut(4).dataFormat(RNNFormat.NWC).returnSequences(false)
                        .resetAfter(false).build())
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MSE).nIn(4).nOut(1)
                        .activation(Activation.IDENTITY).build())
                .build());
        before.init();
        INDArray x = normal(3, 5, 2);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ModelSerializer.writeModel(before, file, true);
        MultiLayerNetwork back = ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(file.toByteArray()));
        assertEquals(before.output(x), back.output(x));
        MultiLayerNetwork after = one(RNNFormat.NWC);
        after.setParams(before.params());
        assertNotEquals(after.output(x), back.output(x));
        String json = before.getLayerWiseConfigurations().toJson();
        String silent = json.replaceAll("\\s*\"resetAfter\"\\s*:\\s*false\\s*,", "");
        assertNotEquals(json, silent);
        MultiLayerNetwork old = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(silent));
        old.init();
        old.setParams(before.params());
        assertEquals(after.output(x), old.output(x));
        assertNotEquals(before.getLayerWiseConfigurations(), old.getLayerWiseConfigurations());
    }

    @Test
    void resetBeforeTheProductTrains() {
        MultiLayerNetwork net = new MultiLayerNetwork(new NeuralNetConfiguration.Builder().seed(1)
                .updater(new Adam(0.01)).list()
                .layer(new Gru.Builder().nIn(2).nOut(6).resetAfter(false).dataFormat(RNNFormat.NWC).build())
                .layer(new Gru.Builder().nIn(6).nOut(6).resetAfter(false).dataFormat(RNNFormat.NWC)
                        .returnSequences(false).build())
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MSE).nIn(6).nOut(1)
                        .activation(Activation.IDENTITY).build())
                .build());
        net.init();
        DataSet data = new DataSet(normal(24, 5, 2), normal(24, 1));
        net.fit(data);
        double first = net.score();
        for (int i = 0; i < 100; i++) {
            net.fit(data);
        }
        assertTrue(net.score() < 0.5 * first, "loss " + first + " before, " + net.score() + " after");
    }

    @Test
    void wrongInputNamesBothSides() {
        String message = assertThrows(RuntimeException.class, () -> one(RNNFormat.NWC).output(normal(3, 5, 7)))
                .getMessage();
        assertTrue(message.contains("7 inputs per step") && message.contains("expected 2"), message);
        assertThrows(UnsupportedOperationException.class, () -> one(RNNFormat.NWC).rnnTimeStep(normal(3, 5, 2)));
    }

    @Test
    void trainsAThousandBatchesInTheSameMemory() throws InterruptedException {
        MultiLayerNetwork net = Deeplearning4jForm.of(SMALL).create(new Adam(0.001), 4, DataType.FLOAT);
        DataSet data = new DataSet(normal(256, 6, 1), normal(256, 2));
        for (int i = 0; i < 200; i++) {
            net.fit(data);
        }
        long before = bytesInUse();
        for (int i = 0; i < 1000; i++) {
            net.fit(data);
        }
        long grown = bytesInUse() - before;
        assertTrue(grown < 8 << 20, "native memory grew by " + grown + " bytes in 1000 batches");
        assertFalse(Double.isNaN(net.score()));
    }

    /** Native memory once nothing more is given back: arrays that nobody holds wait for the garbage collector. */
    private static long bytesInUse() throws InterruptedException {
        long bytes = Long.MAX_VALUE;
        for (int still = 0; still < 5; still++) {
            System.gc();
            Thread.sleep(50);
            long now = Pointer.totalBytes();
            if (now < bytes) {
                still = 0;
            }
            bytes = Math.min(bytes, now);
        }
        return bytes;
    }
}
