package io.github.montecat.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.dl4j.Deeplearning4jForm;
import io.github.montecat.head.PointHead;
import io.github.montecat.network.GruArchitecture;
import io.github.montecat.network.InputShape;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.RampSchedule;

class RateScheduleTest {

    private static double at(RateSchedule schedule, int update) {
        return StepSizes.of(schedule, 0.2, 100).valueAt(update, 0);
    }

    @Test
    void coursesHaveTheirShapes() {
        assertEquals(0.2, at(RateSchedule.CONSTANT, 99));
        RateSchedule linear = new RateSchedule(RateSchedule.Shape.LINEAR, 0);
        assertEquals(0.2, at(linear, 0));
        assertEquals(0.15, at(linear, 25), 1e-15);
        assertEquals(0, at(linear, 100));
        RateSchedule cosine = new RateSchedule(RateSchedule.Shape.COSINE, 0);
        assertEquals(0.2, at(cosine, 0));
        assertEquals(0.1 * (1 + Math.sqrt(0.5)), at(cosine, 25), 1e-15);
        assertEquals(0.1, at(cosine, 50), 1e-15);
        assertEquals(0, at(cosine, 100));
        assertEquals(0, at(cosine, 170));
    }

    @ParameterizedTest
    @EnumSource
    void warmUpIsTheRampOfNd4j(RateSchedule.Shape shape) {
        ISchedule ramp = new RampSchedule(StepSizes.of(new RateSchedule(shape, 0), 0.2, 100), 10);
        for (int i = 0; i < 100; i++) {
            assertEquals(ramp.valueAt(i, 0), at(new RateSchedule(shape, 10), i), 1e-15, "update " + i);
        }
        assertTrue(at(new RateSchedule(shape, 10), 0) <= 0.02);
    }

    /** Plain gradient descent without momentum: the weights' change over the gradient is the step size. */
    @ParameterizedTest
    @EnumSource
    void theUpdaterFollowsIt(RateSchedule.Shape shape) {
        RateSchedule schedule = new RateSchedule(shape, 3);
        ISchedule expected = StepSizes.of(schedule, 0.05, 8);
        MultiLayerNetwork net = Deeplearning4jForm
                .of(new GruArchitecture(InputShape.counts(4), 1, 1, 3, 0, new PointHead(1)))
                .create(new Sgd(StepSizes.of(schedule, 0.05, 8)), 1,
                DataType.DOUBLE);
        Nd4j.getRandom().setSeed(2);
        DataSet data = new DataSet(Nd4j.randn(DataType.DOUBLE, 1, 4, 1), Nd4j.ones(DataType.DOUBLE, 1, 1).muli(3));
        for (int i = 0; i < 8; i++) {
            net.setInput(data.getFeatures());
            net.setLabels(data.getLabels());
            net.computeGradientAndScore();
            INDArray gradient = net.gradient().gradient().dup();
            INDArray before = net.params().dup();
            net.fit(data);
            double step = before.sub(net.params()).norm2Number().doubleValue() / gradient.norm2Number().doubleValue();
            assertEquals(expected.valueAt(i, 0), step, 1e-9, "update " + i);
        }
    }

    @Test
    void aWarmUpThatNeverEndsIsRefused() {
        String message = assertThrows(IllegalArgumentException.class,
                () -> StepSizes.of(new RateSchedule(RateSchedule.Shape.LINEAR, 100), 0.1, 100)).getMessage();
        assertTrue(message.contains("warm-up of 100") && message.contains("only 100"), message);
        assertThrows(IllegalArgumentException.class, () -> new RateSchedule(RateSchedule.Shape.LINEAR, -1));
    }
}
