package io.github.montecat.dl4j;

import io.github.montecat.head.PointHead;
import io.github.montecat.network.GruArchitecture;
import io.github.montecat.network.InputShape;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Backpropagation through time against central differences, dropout on. */
class GruGradientTest {

    @ParameterizedTest
    @CsvSource({"6, 1, 2, 5, 0.3, 2, 3", "7, 2, 3, 4, 0.1, 3, 2", "9, 3, 1, 6, 0.0, 1, 4", "5, 1, 4, 3, 0.2, 2, 1"})
    void architectureMatchesCentralDifferences(int bins, int binsPerStep, int layers, int units, double dropout,
            int outputs, int batch) {
        GruArchitecture architecture = new GruArchitecture(InputShape.counts(bins), binsPerStep, layers, units, dropout, new PointHead(outputs));
        MultiLayerNetwork net = Deeplearning4jForm.of(architecture).create(new NoOp(), 11, DataType.DOUBLE);
        Nd4j.getRandom().setSeed(3);
        INDArray x = Nd4j.randn(DataType.DOUBLE, batch, architecture.steps(), binsPerStep);
        GradientCheck.check(net, x, Nd4j.randn(DataType.DOUBLE, batch, outputs));
    }

    @ParameterizedTest
    @CsvSource({"1, 6, 5, 2, 0.3, 3, false", "3, 4, 4, 3, 0.2, 2, false", "2, 5, 6, 1, 0.1, 4, false",
        "3, 4, 4, 3, 0.2, 2, true"})
    void eitherFormMatchesCentralDifferences(int inputs, int steps, int units, int layers, double dropout, int batch,
            boolean resetAfter) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(6).dataType(DataType.DOUBLE).updater(new NoOp()).list();
        for (int l = 0; l < layers; l++) {
            list.layer(new Gru.Builder().nIn(l == 0 ? inputs : units).nOut(units).dataFormat(RNNFormat.NWC)
                    .dropOut(l == 0 ? null : new McDropout(dropout, (l - 1) * steps, 9))
                    .returnSequences(l < layers - 1).resetAfter(resetAfter).build());
        }
        MultiLayerNetwork net = new MultiLayerNetwork(list.layer(
                new OutputLayer.Builder(LossFunctions.LossFunction.MSE).nIn(units).nOut(2)
                        .activation(Activation.IDENTITY).dropOut(new McDropout(dropout, layers * steps - 1, 9)).build())
                .build());
        net.init();
        Nd4j.getRandom().setSeed(7);
        GradientCheck.check(net, Nd4j.randn(DataType.DOUBLE, batch, steps, inputs), Nd4j.randn(DataType.DOUBLE, batch, 2));
    }

    @Test
    void fullSequencesInTheOtherFormatMatchToo() {
        MultiLayerNetwork net = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(5).dataType(DataType.DOUBLE).updater(new NoOp()).list()
                .layer(new Gru.Builder().nIn(3).nOut(4).dataFormat(RNNFormat.NCW).build())
                .layer(new Gru.Builder().nIn(4).nOut(2).dataFormat(RNNFormat.NCW).resetAfter(false).build())
                .layer(new RnnOutputLayer.Builder(LossFunctions.LossFunction.MSE).nIn(2).nOut(2)
                        .activation(Activation.IDENTITY).dataFormat(RNNFormat.NCW).build())
                .build());
        net.init();
        Nd4j.getRandom().setSeed(4);
        GradientCheck.check(net, Nd4j.randn(DataType.DOUBLE, 2, 3, 5), Nd4j.randn(DataType.DOUBLE, 2, 2, 5));
    }
}
