package io.github.montecat.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.dl4j.Deeplearning4jForm;
import io.github.montecat.features.InputFeatures;
import io.github.montecat.features.InputScaler;
import io.github.montecat.features.InputTransform;
import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.network.NetworkSettings;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.spectrum.BinnedSpectrum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.NoOp;

class TrainerTest {

    private static final Dataset DATA = Dataset.simulate(TinyBundle.source(), 0, 400, 2, Progress.NONE);

    private static TrainingSettings settings(int epochs, int patience, int watchFrom, double rate) {
        return new TrainingSettings(new NetworkSettings("gru", 4, 1, 8, 0.1, "point", 0), InputTransform.ANSCOMBE, 16, rate, RateSchedule.CONSTANT, epochs,
                patience, watchFrom, FreshData.NOISE, 1);
    }

    @Test
    void splitsSixtyTwentyTwenty() {
        assertEquals(new Split(60, 20, 20), Split.of(100));
        assertEquals(new Split(7, 2, 2), Split.of(11));
        assertEquals(9, Split.of(11).firstTest());
        assertThrows(IllegalArgumentException.class, () -> Split.of(4));
    }

    @Test
    void scalerStandardisesTheTrainingRows() {
        InputScaler scaler = InputScaler.fit(
                InputFeatures.of(InputTransform.ANSCOMBE, TinyBundle.source(), Optional.empty()), DATA, 240);
        double[] sum = new double[scaler.size()];
        double[] squares = new double[scaler.size()];
        for (int i = 0; i < 240; i++) {
            float[] x = scaler.apply(DATA.spectrum(i, 0));
            for (int b = 0; b < x.length; b++) {
                sum[b] += x[b];
                squares[b] += x[b] * x[b];
            }
        }
        for (int b = 0; b < sum.length; b++) {
            assertEquals(0, sum[b] / 240, 1e-5);
            assertEquals(1, squares[b] / 240, 1e-5);
        }
        assertThrows(IllegalArgumentException.class, () -> scaler.apply(new BinnedSpectrum(new double[3], 1, Optional.empty())));
    }

    @Test
    void anscombeMakesPoissonVarianceOne() {
        assertEquals(2 * Math.sqrt(10.375), InputTransform.ANSCOMBE.apply(10), 1e-15);
        assertEquals(10, InputTransform.COUNTS.apply(10));
    }

    @Test
    void logarithmTurnsBrightnessIntoAShift() {
        assertEquals(Math.log(1000), InputTransform.LOG.apply(1e6) - InputTransform.LOG.apply(1e3), 6e-4);
        assertEquals(-Math.log(2), InputTransform.LOG.apply(0), 1e-15);
    }

    @Test
    void keepsTheBestEpochAndItsWeights() throws IOException {
        List<TrainedNetwork.Epoch> seen = new ArrayList<>();
        TrainedNetwork t = new Trainer(settings(6, 100, 0, 5e-3), Optional.empty()).train(DATA, Progress.NONE, seen::add);
        assertEquals(seen, t.history());
        assertEquals(6, seen.size());
        double best = seen.stream().mapToDouble(TrainedNetwork.Epoch::validationLoss).min().orElseThrow();
        assertEquals(best, seen.get(t.bestEpoch()).validationLoss());
        assertTrue(best < 0.8 * seen.get(0).validationLoss(), "validation loss " + seen);
        // The network returned is that of the best epoch: its loss, computed here again, is the same.
        double squares = 0;
        Deeplearning4jForm form = Deeplearning4jForm.of(t.architecture());
        MultiLayerNetwork network = form.create(t.weights(), new NoOp(), 0);
        for (int i = 240; i < 320; i++) {
            float[] p = network.output(form.input(List.of(t.scaler().apply(DATA.spectrum(i, 0)))))
                    .toFloatVector();
            for (int k = 0; k < 2; k++) {
                squares += (p[k] - DATA.unit(i)[k]) * (p[k] - DATA.unit(i)[k]);
            }
        }
        assertEquals(best, squares / 160, 1e-6);
    }

    @Test
    void stopsWhenPatienceIsOver() throws IOException {
        // A step size of 1e-12 changes nothing, so no epoch after the first is better by more than chance.
        TrainedNetwork t = new Trainer(settings(50, 3, 5, 1e-12), Optional.empty()).train(DATA, Progress.NONE, e -> { });
        assertTrue(t.history().size() < 50 && t.history().size() >= 9, "stopped after " + t.history().size());
    }

    @Test
    void sameSeedSameWeights() throws IOException {
        TrainedNetwork a = new Trainer(settings(2, 9, 0, 1e-3), Optional.empty()).train(DATA, Progress.NONE, e -> { });
        TrainedNetwork b = new Trainer(settings(2, 9, 0, 1e-3), Optional.empty()).train(DATA, Progress.NONE, e -> { });
        assertEquals(a.weights(), b.weights());
    }

    static List<RateSchedule> schedules() {
        return List.of(new RateSchedule(RateSchedule.Shape.LINEAR, 0),
                new RateSchedule(RateSchedule.Shape.COSINE, 20), new RateSchedule(RateSchedule.Shape.CONSTANT, 40));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void brokenOffTrainingGoesOnToTheSameWeights(RateSchedule schedule, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("training.checkpoint");
        TrainingSettings settings = new TrainingSettings(new NetworkSettings("gru", 4, 1, 8, 0.1, "point", 0), InputTransform.ANSCOMBE, 16, 5e-3, schedule, 4, 9,
                0, FreshData.NOISE, 1);
        TrainedNetwork whole = new Trainer(settings, Optional.empty()).train(DATA, Progress.NONE, e -> { });
        assertThrows(CancellationException.class, () -> new Trainer(settings, Optional.of(file)).train(DATA,
                (done, total) -> {
                    if (done == 2 * 15 + 7) {
                        throw new CancellationException("broken off in the third epoch");
                    }
                }, e -> { }));
        TrainedNetwork resumed = new Trainer(settings, Optional.of(file)).train(DATA, Progress.NONE, e -> { });
        assertEquals(whole.history(), resumed.history());
        assertEquals(whole.weights(), resumed.weights());
        String message = assertThrows(IOException.class, () -> new Trainer(settings(4, 9, 0, 1e-3), Optional.of(file))
                .train(DATA, Progress.NONE, e -> { })).getMessage();
        assertTrue(message.contains("learningRate=0.005") && message.contains("learningRate=0.001"), message);
    }

    @Test
    void freshSpectraAreSeenOnceEachAndRepeatAfterABreak(@TempDir Path folder) throws IOException {
        TrainingSettings settings = new TrainingSettings(new NetworkSettings("gru", 4, 1, 8, 0.1, "density", 2),
                InputTransform.ANSCOMBE, 16, 5e-3, RateSchedule.CONSTANT, 3, 9, 0, FreshData.SPECTRA, 1);
        Path file = folder.resolve("training.checkpoint");
        TrainedNetwork whole = new Trainer(settings, Optional.empty()).train(DATA, Progress.NONE, e -> { });
        assertThrows(CancellationException.class, () -> new Trainer(settings, Optional.of(file)).train(DATA,
                (done, total) -> {
                    if (done == 20) {
                        throw new CancellationException("broken off in the second epoch");
                    }
                }, e -> { }));
        TrainedNetwork resumed = new Trainer(settings, Optional.of(file)).train(DATA, Progress.NONE, e -> { });
        assertEquals(whole.weights(), resumed.weights());
        assertTrue(whole.history().get(2).validationLoss() < whole.history().get(0).validationLoss(), "" + whole.history());
    }

    @Test
    void startsFromTheWeightsOfAnotherTraining() throws IOException {
        TrainedNetwork first = new Trainer(settings(5, 9, 0, 5e-3), Optional.empty()).train(DATA, Progress.NONE,
                e -> { });
        // A step size of 1e-12 leaves the weights as they are.
        TrainedNetwork second = new Trainer(settings(1, 9, 0, 1e-12), Optional.empty(),
                Optional.of(new Trainer.Start(first.weights(), first.scaler()))).train(DATA, Progress.NONE, e -> { });
        assertEquals(first.history().get(first.bestEpoch()).validationLoss(), second.history().get(0).validationLoss(),
                1e-7);
        // The masks are of the new training's rate and seed.
        TrainingSettings drier = new TrainingSettings(new NetworkSettings("gru", 4, 1, 8, 0.01, "point", 0),
                InputTransform.ANSCOMBE, 16, 1e-3, RateSchedule.CONSTANT, 1, 9, 0, FreshData.NOISE, 7);
        TrainedNetwork third = new Trainer(drier, Optional.empty(),
                Optional.of(new Trainer.Start(first.weights(), first.scaler()))).train(DATA, Progress.NONE, e -> { });
        TrainedNetwork likeFirst = new Trainer(
                new TrainingSettings(new NetworkSettings("gru", 4, 1, 8, 0.1, "point", 0),
                        InputTransform.ANSCOMBE, 16, 1e-3, RateSchedule.CONSTANT, 1, 9, 0, FreshData.NOISE, 7),
                Optional.empty(),
                Optional.of(new Trainer.Start(first.weights(), first.scaler()))).train(DATA, Progress.NONE, e -> { });
        assertNotEquals(likeFirst.weights(), third.weights());
        TrainingSettings wider = new TrainingSettings(new NetworkSettings("gru", 4, 1, 9, 0.1, "point", 0),
                InputTransform.ANSCOMBE, 16, 1e-3, RateSchedule.CONSTANT, 1, 9, 0, FreshData.NOISE, 1);
        assertThrows(IllegalArgumentException.class, () -> new Trainer(wider, Optional.empty(),
                Optional.of(new Trainer.Start(first.weights(), first.scaler()))).train(DATA, Progress.NONE, e -> { }));
    }

    @Test
    void cancelStopsIt() {
        assertThrows(CancellationException.class, () -> new Trainer(settings(2, 9, 0, 1e-3), Optional.empty()).train(DATA,
                (done, total) -> {
                    if (done == 3) {
                        throw new CancellationException("no longer wanted");
                    }
                }, e -> { }));
    }
}
