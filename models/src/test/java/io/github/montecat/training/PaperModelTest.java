package io.github.montecat.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.montecat.dl4j.Deeplearning4jForm;
import io.github.montecat.dl4j.McDropout;
import io.github.montecat.features.InputTransform;
import io.github.montecat.head.PointHead;
import io.github.montecat.network.ConvolutionArchitecture;
import io.github.montecat.network.DenseArchitecture;
import io.github.montecat.network.GruArchitecture;
import io.github.montecat.network.InputShape;
import io.github.montecat.network.NetworkArchitecture;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;

class PaperModelTest {

    /** Tables 2 and 5 as they stand in the paper, hidden layers 2+4 written as two numbers. */
    @ParameterizedTest
    @CsvSource({
        "A, ann, 0, 4, 100, 10, 1.0, 32", "A, cnn, 2, 4, 100, 10, 1.0, 32", "A, gru, 0, 4, 100, 10, 1.0, 32",
        "B, ann, 0, 4, 200,  5, 0.1, 32", "B, cnn, 2, 4, 200,  5, 0.1, 32", "B, gru, 0, 4, 200,  5, 0.1, 32"})
    void tablesTwoAndFive(PaperModel model, String type, int convolutions, int hidden, int neurons, double percent,
            double rateTimesTenThousand, int batch) {
        TrainingSettings s = model.settings(type);
        assertEquals(batch, s.batchSize());
        assertEquals(rateTimesTenThousand * 1e-4, s.learningRate(), 1e-18);
        MultiLayerNetwork net = Deeplearning4jForm.of(s.network().architecture(InputShape.counts(20), 3))
                .create(new Adam(s.learningRate()), 0, DataType.FLOAT);
        List<FeedForwardLayer> layers = Arrays.stream(net.getLayers()).filter(l -> l.numParams() > 0)
                .map(l -> (FeedForwardLayer) l.conf().getLayer()).toList();
        assertEquals(convolutions, layers.stream().filter(ConvolutionLayer.class::isInstance).count());
        assertEquals(convolutions + hidden + 1, layers.size());
        layers.subList(0, convolutions + hidden).forEach(l -> assertEquals(neurons, l.getNOut()));
        List<McDropout> dropouts = Arrays.stream(net.getLayers()).map(l -> l.conf().getLayer().getIDropout())
                .filter(McDropout.class::isInstance).map(McDropout.class::cast).toList();
        assertEquals(convolutions + hidden, dropouts.size(), "dropout after every hidden layer");
        dropouts.forEach(d -> assertEquals(percent / 100, d.getRate(), 1e-15));
    }

    @Test
    void sectionTwo() {
        for (PaperModel model : PaperModel.values()) {
            for (String type : List.of("ann", "cnn", "gru")) {
                TrainingSettings s = model.settings(type);
                assertEquals(5000, s.epochs());
                assertEquals(100, s.patience());
                assertEquals(50, s.watchFrom());
                assertEquals(InputTransform.COUNTS, s.transform());
                assertEquals(RateSchedule.CONSTANT, s.schedule());
                assertEquals(FreshData.NONE, s.fresh());
                NetworkArchitecture architecture = s.network().architecture(InputShape.counts(20), 3);
                assertEquals(new PointHead(3), architecture.head());
                Class<?> expected = switch (type) {
                    case "ann" -> DenseArchitecture.class;
                    case "cnn" -> ConvolutionArchitecture.class;
                    default -> GruArchitecture.class;
                };
                assertEquals(expected, architecture.getClass());
                if (architecture instanceof GruArchitecture gru) {
                    assertEquals(1, gru.binsPerStep());
                }
            }
        }
    }
}
