package io.github.montecat.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.inference.FitRequest;
import io.github.montecat.inference.FitResult;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.inference.Posterior;
import io.github.montecat.inference.SpectrumFitter;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.BackgroundDraw;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.simulate.ExposureDraw;
import io.github.montecat.simulate.SpectrumSource;
import io.github.montecat.spectrum.BinnedSpectrum;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle with a density head that covers a range of exposures and is shown backgrounds. */
class WideBundleTest {

    private static ModelBundle bundle;
    private static SpectrumSource source;

    @BeforeAll
    static void train(@TempDir Path folder) throws IOException {
        double[] rates = new double[8];
        Arrays.fill(rates, 0.5);
        source = SpectrumSource.of(TinyBundle.prior(), TinyBundle.response().grouped(TinyBundle.grouping()),
                new ExposureDraw(20, 500), Optional.of(new BackgroundDraw("flat", rates, 0.3, 3, 0.1, 0.5)));
        Path file = folder.resolve("wide.montecat");
        // A density learned under dropout holds its spread already: with more, intervals are too wide.
        TinyBundle.write(file, "wide", "density", 0.002, source);
        bundle = BundleFile.read(file);
    }

    private static Spectrum spectrum(BinnedSpectrum s, double backgroundExposure) {
        BinnedSpectrum.Background b = s.background().orElseThrow();
        double scale = s.exposure() / (b.ratio() * backgroundExposure);
        double[] scales = new double[8];
        Arrays.fill(scales, scale);
        return Spectrum.builder(s.counts()).exposure(s.exposure())
                .background(Spectrum.builder(b.counts()).exposure(backgroundExposure).backScale(scales).build()).build();
    }

    @Test
    void theFileKeepsAllThatMakesItsSpectra() {
        assertEquals(source.exposure(), bundle.source().exposure());
        assertArrayEquals(source.background().orElseThrow().rates(), bundle.source().background().orElseThrow().rates());
        Dataset a = Dataset.simulate(source, 0, 3, 1, Progress.NONE);
        Dataset b = Dataset.simulate(bundle.source(), 0, 3, 1, Progress.NONE);
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(a.spectrum(i, 0).counts(), b.spectrum(i, 0).counts());
        }
    }

    /** Exposure x AREASCAL x BACKSCAL of source over background is all that counts. */
    @Test
    void theBackgroundsRatioComesFromExposureAndScalings() throws UnfitSpectrumException {
        BinnedSpectrum s = Dataset.simulate(source, 0, 1, 4, Progress.NONE).spectrum(0, 0);
        for (double exposure : new double[] {s.exposure(), 3}) {
            BinnedSpectrum binned = bundle.binned(spectrum(s, exposure));
            assertEquals(s.background().orElseThrow().ratio(), binned.background().orElseThrow().ratio(), 1e-12);
            assertArrayEquals(s.counts(), binned.counts());
        }
    }

    @Test
    void intervalsHoldTheTruthAsOftenAsTheySay() {
        Dataset test = Dataset.simulate(source, 5000, 300, 9, Progress.NONE);
        List<FitRequest> requests = new ArrayList<>();
        for (int i = 0; i < test.size(); i++) {
            requests.add(FitRequest.of(i, spectrum(test.spectrum(i, 0), 10)));
        }
        List<FitResult> results = new SpectrumFitter(BundleLibrary.of(List.of(bundle)),
                new FitSettings(200, 0, Optional.empty())).fit(requests, Progress.NONE);
        int[] inside = new int[2];
        for (FitResult r : results) {
            Posterior posterior = r.posterior().orElseThrow(() -> new AssertionError(r.reason()));
            double[] truth = test.source().prior().fromUnit(test.unit((int) r.row()));
            for (int p = 0; p < 2; p++) {
                inside[p] += truth[p] >= posterior.summary(p).lower90() && truth[p] <= posterior.summary(p).upper90()
                        ? 1 : 0;
            }
        }
        for (int p = 0; p < 2; p++) {
            // The network has seen little, so its calibration is not perfect either: 90 +- 8 %.
            assertEquals(270, inside[p], 24, "parameter " + p);
        }
    }

    @Test
    void isPreferredToOneWithoutADensityWhereItFits() throws UnfitSpectrumException {
        BundleLibrary both = BundleLibrary.of(List.of(TinyBundle.get(), bundle));
        BinnedSpectrum s = Dataset.simulate(source, 0, 1, 4, Progress.NONE).spectrum(0, 0);
        Spectrum with = spectrum(new BinnedSpectrum(s.counts(), TinyBundle.EXPOSURE, s.background()), 10);
        assertEquals("wide", both.select(with).name());
        assertEquals("tiny", both.select(Spectrum.of(s.counts(), TinyBundle.EXPOSURE)).name());
    }

    @Test
    void refusesWhatItWasNotTrainedFor() {
        BinnedSpectrum s = Dataset.simulate(source, 0, 1, 4, Progress.NONE).spectrum(0, 0);
        refused(FitFlag.NO_BACKGROUND, "no background", Spectrum.of(s.counts(), s.exposure()));
        refused(FitFlag.NO_BUNDLE, "20-500 s", spectrum(new BinnedSpectrum(s.counts(), 10, s.background()), 10));
        refused(FitFlag.NO_BUNDLE, "ratios of 0.1 to 0.5", spectrum(new BinnedSpectrum(s.counts(), s.exposure(),
                Optional.of(new BinnedSpectrum.Background(new double[8], 0.7))), 10));
    }

    @Test
    void libraryNamesTheFirstConditionThatFails() {
        BundleLibrary library = BundleLibrary.of(List.of(bundle));
        BinnedSpectrum s = Dataset.simulate(source, 0, 1, 4, Progress.NONE).spectrum(0, 0);
        UnfitSpectrumException without = assertThrows(UnfitSpectrumException.class,
                () -> library.select(Spectrum.of(s.counts(), s.exposure())));
        assertEquals(FitFlag.NO_BACKGROUND, without.flag());
        assertTrue(without.getMessage().contains("bundle wide needs one"), without.getMessage());
        UnfitSpectrumException late = assertThrows(UnfitSpectrumException.class,
                () -> library.select(Spectrum.of(s.counts(), 10)));
        assertEquals(FitFlag.NO_BUNDLE, late.flag());
        SpectrumOutline unknown = new SpectrumOutline(s.counts().length, "", Optional.empty(), Optional.empty());
        assertEquals(Optional.empty(), bundle.refusal(unknown));
        assertEquals(FitFlag.WRONG_LENGTH, bundle.refusal(new SpectrumOutline(5, "OTHER", Optional.of(10.0),
                Optional.of(false))).orElseThrow().flag());
    }

    private static void refused(FitFlag flag, String words, Spectrum spectrum) {
        UnfitSpectrumException e = assertThrows(UnfitSpectrumException.class, () -> bundle.input(spectrum));
        assertEquals(flag, e.flag());
        assertTrue(e.getMessage().contains(words), e.getMessage());
    }
}
