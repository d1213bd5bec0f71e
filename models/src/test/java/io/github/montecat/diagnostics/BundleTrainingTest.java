package io.github.montecat.diagnostics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleFormatException;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.features.InputTransform;
import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.network.NetworkSettings;
import io.github.montecat.physics.ModelExpression;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.prior.LogUniformPrior;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.UniformPrior;
import io.github.montecat.progress.Steps;
import io.github.montecat.response.Response;
import io.github.montecat.simulate.ExposureDraw;
import io.github.montecat.simulate.SpectrumSource;
import io.github.montecat.spectrum.ChannelGrouping;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.training.FreshData;
import io.github.montecat.training.RateSchedule;
import io.github.montecat.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Trains, calibrates and measures a bundle, and adapts it, as a Java program does that uses the library. */
@Timeout(120)
class BundleTrainingTest {

    private static final BundleOrigin ORIGIN = new BundleOrigin("a test", BundleManifest.UNKNOWN, "", List.of());

    @TempDir
    Path folder;

    private static BundleTraining training(String head, int spectra) {
        ModelPrior prior = new ModelPrior(ModelExpression.parse("powerlaw"),
                Map.of("PhoIndex", new UniformPrior(1, 3), "norm", new LogUniformPrior(0.01, 1)), Map.of());
        Response response = BundleTraining.response(TinyBundle.response(), grouping());
        SpectrumSource source = SpectrumSource.of(prior, response, new ExposureDraw(50, 200), Optional.empty());
        NetworkSettings network = new NetworkSettings("gru", 2, 1, 8, 0.05, head, head.equals("density") ? 2 : 0);
        return new BundleTraining(new TrainingSettings(network, InputTransform.ANSCOMBE, 32, 1e-2,
                new RateSchedule(RateSchedule.Shape.LINEAR, 0), 3, 100, 0, FreshData.SPECTRA, 5), source, Map.of(),
                spectra);
    }

    private static ChannelGrouping grouping() {
        return ChannelGrouping.uniform(0, 31, 4);
    }

    private static BundleManifest description(BundleTraining training) {
        return training.description(32, grouping(), new ExposureDraw(50, 200), ModelSettings.DEFAULT)
                .name("tiny").version("1.0").description("a power law").build();
    }

    @Test
    void aBundleIsTrainedCalibratedMeasuredAndAdapted() throws Exception {
        BundleTraining training = training("density", 500);
        List<String> steps = new ArrayList<>();
        List<Integer> epochs = new ArrayList<>();
        ModelBundle bundle = training.run(description(training), ORIGIN, (label, unit) -> {
            steps.add(label);
            return Steps.NONE.start(label, unit);
        }, epoch -> epochs.add(epoch.number()));
        assertEquals(List.of("simulating", "training", "calibrating", "evaluating", "simulating"), steps);
        assertEquals(List.of(0, 1, 2), epochs);

        Path file = folder.resolve("tiny.montecat");
        BundleFile.write(file, bundle);
        BundleManifest manifest = BundleFile.read(file).manifest();
        assertEquals(2000, manifest.calibration().spectra());
        assertTrue(manifest.diagnostics().isComplete());
        assertEquals(100, manifest.diagnostics().testSpectra());
        assertEquals("a test", manifest.training().software());
        Spectrum spectrum = Spectrum.of(TinyBundle.simulator().expectedCounts(new double[] {0.5, 0.5}), 100);
        assertArrayEquals(bundle.input(spectrum), BundleFile.read(file).input(spectrum));

        // To spectra of fewer photon indices, with the same response.
        BundleAdaptation adaptation = BundleAdaptation.of(bundle, Map.of("PhoIndex", new UniformPrior(1.5, 2.5)),
                Optional.empty(), Optional.empty());
        ModelBundle adapted = adaptation.training(1, BundleAdaptation.RATE, 0, 500)
                .run(adaptation.description(Optional.empty()).name("adapted").build(), ORIGIN, Steps.NONE,
                        epoch -> { });
        assertEquals(1.5, adapted.prior().free().get(0).prior().min());
        assertEquals("tiny 1.0", adapted.manifest().training().parent().name());
        assertEquals(bundle.sha256(), adapted.manifest().training().parent().sha256());
        assertTrue(adapted.manifest().training().validationLoss() < adaptation.lossBefore(500, 0));
    }

    @Test
    void aPointHeadIsNotCalibrated() throws IOException {
        BundleTraining training = training("point", 100);
        ModelBundle bundle = training.run(description(training), ORIGIN, Steps.NONE, epoch -> { });
        assertEquals(null, bundle.manifest().calibration());
        assertTrue(bundle.manifest().diagnostics().isComplete());
    }

    @Test
    void aStopDuringTheCalibrationGivesNoBundle() {
        BundleTraining training = training("density", 100);
        assertThrows(CancellationException.class, () -> training.run(description(training), ORIGIN,
                (label, unit) -> Steps.Step.of((done, total) -> {
                    if (label.equals("calibrating")) {
                        throw new CancellationException();
                    }
                }), epoch -> { }));
    }

    @Test
    void aTextThatNoBundleMayHaveIsRefusedBeforeTheFirstSpectrum() {
        BundleTraining training = training("density", Integer.MAX_VALUE);
        List<String> steps = new ArrayList<>();
        Steps noted = (label, unit) -> {
            steps.add(label);
            throw new CancellationException();
        };
        for (BundleManifest wrong : List.of(description(training).toBuilder().name("no name").build(),
                description(training).toBuilder().description("two\nlines").build())) {
            assertThrows(BundleFormatException.class, () -> training.run(wrong, ORIGIN, noted, epoch -> { }));
        }
        assertThrows(BundleFormatException.class, () -> training.run(description(training),
                new BundleOrigin("a test", "a commit", "two\nlines", List.of()), noted, epoch -> { }));
        assertEquals(List.of(), steps);
    }

    @Test
    void whatABundleDoesNotTakeCannotBeAdaptedTo() {
        assertThrows(IllegalArgumentException.class, () -> BundleAdaptation.of(TinyBundle.get(),
                Map.of("kT", new UniformPrior(1, 2)), Optional.empty(), Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> BundleAdaptation.of(TinyBundle.get(), Map.of(),
                Optional.empty(), Optional.of(new ExposureDraw(1, 2))));
        Response grouped = TinyBundle.response().grouped(grouping());
        String message = assertThrows(IllegalArgumentException.class, () -> BundleAdaptation.of(TinyBundle.get(),
                Map.of(),
                Optional.of(grouped), Optional.empty())).getMessage();
        assertTrue(message.contains("has 8 channels, bundle tiny takes 32"), message);
    }
}
