package io.github.montecat.diagnostics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.assessment.Coverage;
import io.github.montecat.assessment.IntervalContent;
import io.github.montecat.assessment.RiskRatio;
import io.github.montecat.assessment.ScoredPosterior;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.exact.BackgroundShapeLikelihood;
import io.github.montecat.exact.ReferencePosterior;
import io.github.montecat.exact.SpectrumLikelihood;
import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.BackgroundDraw;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.simulate.ExposureDraw;
import io.github.montecat.simulate.SpectrumSource;
import io.github.montecat.spectrum.BinnedSpectrum;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against sums over a grid of the prior, with the power law integrated by hand. */
class ExactPosteriorsTest {

    private static final int GRID = 250;
    private static final int BRIGHTNESSES = 50;
    private static final double BACKGROUND = 3;
    private static final int SPECTRA = 8;

    private static SpectrumSource source(double background) {
        double[] rates = new double[8];
        Arrays.fill(rates, background);
        return SpectrumSource.of(TinyBundle.prior(), TinyBundle.response().grouped(TinyBundle.grouping()),
                background > 0 ? new ExposureDraw(20, 200) : ExposureDraw.fixed(TinyBundle.EXPOSURE), background > 0
                        ? Optional.of(new BackgroundDraw("flat", rates, 0.5, 2, 0.1, 0.5)) : Optional.empty());
    }

    private static ExactPosteriors sample(Dataset test) {
        return ExactPosteriors.of(test, SPECTRA, new ReferencePosterior(), Progress.NONE);
    }

    /** Means, then standard deviations. */
    private static double[] byGrid(BinnedSpectrum spectrum) {
        double[][] logs = new double[GRID][GRID];
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < GRID; i++) {
            for (int j = 0; j < GRID; j++) {
                double index = 1 + 2 * (i + 0.5) / GRID;
                double norm = 0.01 * Math.pow(100, (j + 0.5) / GRID);
                double[] expected = new double[spectrum.counts().length];
                Arrays.setAll(expected, b -> {
                    double low = 0.4 + 1.2 * b;
                    double photons = (Math.pow(low + 1.2, 1 - index) - Math.pow(low, 1 - index)) / (1 - index);
                    return norm * photons * 50 * spectrum.exposure();
                });
                logs[i][j] = logLikelihood(spectrum, expected);
                greatest = Math.max(greatest, logs[i][j]);
            }
        }
        double[] moments = new double[5];
        for (int i = 0; i < GRID; i++) {
            for (int j = 0; j < GRID; j++) {
                double weight = Math.exp(logs[i][j] - greatest);
                double x = (i + 0.5) / GRID;
                double y = (j + 0.5) / GRID;
                double[] more = {weight, weight * x, weight * y, weight * x * x, weight * y * y};
                Arrays.setAll(moments, m -> moments[m] + more[m]);
            }
        }
        double x = moments[1] / moments[0];
        double y = moments[2] / moments[0];
        return new double[] {x, y, Math.sqrt(moments[3] / moments[0] - x * x), Math.sqrt(moments[4] / moments[0] - y * y)};
    }

    /** Where a background was measured: of both, averaged over its brightness. */
    private static double logLikelihood(BinnedSpectrum spectrum, double[] expected) {
        if (spectrum.background().isEmpty()) {
            return poisson(spectrum.counts(), expected, 0, 1);
        }
        double ratio = spectrum.background().get().ratio();
        double[] none = new double[expected.length];
        double[] logs = IntStream.range(0, BRIGHTNESSES).mapToDouble(k -> {
            double background = BACKGROUND * 0.5 * Math.pow(4, (k + 0.5) / BRIGHTNESSES) * spectrum.exposure();
            return poisson(spectrum.counts(), expected, background, 1)
                    + poisson(spectrum.background().get().counts(), none, background, ratio);
        }).toArray();
        double greatest = Arrays.stream(logs).max().orElseThrow();
        return greatest + Math.log(Arrays.stream(logs).map(l -> Math.exp(l - greatest)).sum());
    }

    private static double poisson(double[] counts, double[] expected, double background, double ratio) {
        double sum = 0;
        for (int b = 0; b < counts.length; b++) {
            double mean = (expected[b] + background) / ratio;
            sum += counts[b] * Math.log(mean) - mean;
        }
        return sum;
    }

    private static void agreesWithGrid(Dataset test, int spectra) {
        ExactPosteriors exact = sample(test);
        assertEquals(SPECTRA, exact.spectra());
        for (int i = 0; i < spectra; i++) {
            double[] grid = byGrid(test.spectrum(i, 0));
            for (int p = 0; p < 2; p++) {
                double std = grid[2 + p];
                assertEquals(grid[p], exact.mean()[i][p], 0.08 * std, "mean of " + p + " of spectrum " + i);
                assertEquals(1, exact.std()[i][p] / std, 0.06, "deviation of " + p + " of spectrum " + i);
            }
        }
    }

    @Test
    void agreesWithAGridOfThePrior() {
        agreesWithGrid(Dataset.simulate(source(0), 3, 20, 5, Progress.NONE), SPECTRA);
    }

    @Test
    void agreesWithAGridWhereThereIsABackground() {
        agreesWithGrid(Dataset.simulate(source(BACKGROUND), 0, 20, 5, Progress.NONE), 2);
    }

    /** With a brightness that is known, only the source's part depends on parameters. */
    @Test
    void aKnownBrightnessIsAKnownBackground() {
        double[] rates = new double[8];
        Arrays.fill(rates, BACKGROUND);
        BackgroundDraw known = new BackgroundDraw("known", rates, 1.5, 1.5, 0.1, 0.5);
        SpectrumSource source = SpectrumSource.of(TinyBundle.prior(), TinyBundle.response().grouped(TinyBundle.grouping()),
                ExposureDraw.fixed(30), Optional.of(known));
        BinnedSpectrum spectrum = Dataset.simulate(source, 0, 1, 5, Progress.NONE).spectrum(0, 0);
        SpectrumLikelihood alone = SpectrumLikelihood.of(source.prior(), source.response(), spectrum.toSpectrum());
        double[] expected = new double[8];
        Arrays.fill(expected, BACKGROUND * 1.5 * 30);
        double[] byC = alone.withBackground(expected).values(new double[][] {{0.3, 0.4}, {0.7, 0.6}});
        BackgroundShapeLikelihood both = new BackgroundShapeLikelihood(alone, known, spectrum);
        assertArrayEquals(new double[] {0.3, 0.4, 0.5}, both.withBrightness(new double[] {0.3, 0.4}));
        double[] seen = both.values(new double[][] {{0.3, 0.4, 0.1}, {0.7, 0.6, 0.9}});
        assertEquals(byC[1] - byC[0], seen[1] - seen[0], 1e-9 * Math.abs(seen[0]));
    }

    @Test
    void aBackgroundThatWasNotMeasuredIsRefused() {
        SpectrumSource source = source(BACKGROUND);
        BinnedSpectrum spectrum = Dataset.simulate(source, 0, 1, 5, Progress.NONE).spectrum(0, 0);
        BinnedSpectrum alone = new BinnedSpectrum(spectrum.counts(), spectrum.exposure(), Optional.empty());
        SpectrumLikelihood likelihood = SpectrumLikelihood.of(source.prior(), source.response(), alone.toSpectrum());
        BackgroundDraw shape = source.background().orElseThrow();
        String none = assertThrows(IllegalArgumentException.class,
                () -> new BackgroundShapeLikelihood(likelihood, shape, alone)).getMessage();
        assertTrue(none.contains("no background") && none.contains("flat"), none);
        BackgroundDraw wider = new BackgroundDraw("wider", new double[9], 0.5, 2, 0.1, 0.5);
        String bins = assertThrows(IllegalArgumentException.class,
                () -> new BackgroundShapeLikelihood(likelihood, wider, spectrum)).getMessage();
        assertTrue(bins.contains("8 bins") && bins.contains("wider 9"), bins);
    }

    @Test
    void theExactMeanIsAtTheLimitAndANetworkAboveIt() {
        ModelBundle bundle = TinyBundle.get();
        Dataset test = Dataset.simulate(bundle.source(), 0, 150, 31, Progress.NONE);
        ExactPosteriors exact = ExactPosteriors.of(test, 1000, new ReferencePosterior(), Progress.NONE);
        assertEquals(test.size(), exact.spectra());
        TestRun run = TestRun.of(bundle, new CpuEngine(), test, 0, 30, Progress.NONE);
        TestRun best = new TestRun(run.labels(), run.metrics(), exact.mean(), List.of(), List.of(), List.of());
        Map<String, RiskRatio> limit = exact.ratios(best, test);
        assertEquals(List.of("PhoIndex", "norm", ExactPosteriors.MEAN), List.copyOf(limit.keySet()));
        limit.forEach((name, ratio) -> assertEquals(1, ratio.ratio(), 3.5 * ratio.error(), name));
        Map<String, RiskRatio> network = exact.ratios(run, test);
        network.forEach((name, ratio) -> assertTrue(ratio.ratio() > limit.get(name).ratio(), name + " " + ratio));
        // Both tell the same; what is expected of a squared error scatters less.
        exact.expectedRatios(best).forEach((name, ratio) -> assertEquals(1, ratio.ratio(), 1e-12, name));
        exact.expectedRatios(run).forEach((name, ratio) -> {
            assertEquals(network.get(name).ratio(), ratio.ratio(), 3.5 * network.get(name).error(), name);
            assertTrue(ratio.ratio() > 1, name);
        });
        // All spectra are compared, so the ratio is that of the errors the run itself tells.
        assertEquals(run.metrics().parameters().get("norm").mse() / exact.risk().perParameter()[1],
                network.get("norm").ratio(), 1e-9);
        assertEquals(run.metrics().mean().mse() / exact.risk().mean(), network.get(ExactPosteriors.MEAN).ratio(), 1e-9);
    }

    @Test
    void intervalsHoldOfExactPosteriorsWhatTheyHoldOfTruths() {
        ModelBundle bundle = TinyBundle.get();
        Dataset test = Dataset.simulate(bundle.source(), 0, 150, 32, Progress.NONE);
        ExactPosteriors exact = ExactPosteriors.of(test, 1000, new ReferencePosterior(), Progress.NONE);
        TestRun run = TestRun.of(bundle, new CpuEngine(), test, 30, Progress.NONE);
        for (IntervalContent content : exact.expectedCoverage(run)) {
            Coverage seen = run.coverage().stream().filter(c -> c.level() == 0.68 && c.parameter().equals(content.parameter())
                    && c.minCounts() == content.minCounts()).findFirst().orElseThrow();
            assertEquals(seen.spectra(), content.spectra());
            assertEquals(seen.fraction(), content.fraction(), 3.5 * seen.error(), content.toString());
            if (seen.isOverall()) {
                assertTrue(content.error() < seen.error(), content.toString());
            }
        }
        // An exact interval holds what it says.
        List<ScoredPosterior> right = IntStream.range(0, test.size()).mapToObj(i -> {
            ScoredPosterior found = run.posteriors().get(i);
            double[][] quantiles = exact.quantiles()[i];
            return new ScoredPosterior(found.counts(), found.truth(), found.mean(), found.std(), found.median(),
                    Arrays.stream(quantiles).mapToDouble(q -> q[31]).toArray(),
                    Arrays.stream(quantiles).mapToDouble(q -> q[167]).toArray(), found.place(), found.correlation());
        }).toList();
        exact.expectedCoverage(new TestRun(run.labels(), run.metrics(), run.predictions(), right, run.checks(), run.misfits()))
                .forEach(c -> assertEquals(0.68, c.fraction(), 1e-12));
    }

    @Test
    void sameWhateverTheThreadsAndHoweverManyAreWanted() {
        Dataset test = Dataset.simulate(source(0), 0, 10, 8, Progress.NONE);
        ExactPosteriors one = new ForkJoinPool(1).submit(() -> sample(test)).join();
        ExactPosteriors three = new ForkJoinPool(3).submit(() -> ExactPosteriors.of(test, 3, new ReferencePosterior(),
                Progress.NONE)).join();
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(one.mean()[i], three.mean()[i]);
            assertArrayEquals(one.std()[i], three.std()[i]);
        }
        assertThrows(CancellationException.class, () -> ExactPosteriors.of(test, 3, new ReferencePosterior(),
                (done, all) -> {
                    throw new CancellationException();
                }));
    }
}
