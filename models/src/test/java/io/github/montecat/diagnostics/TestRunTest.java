package io.github.montecat.diagnostics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.archive.Archive;
import io.github.montecat.assessment.Coverage;
import io.github.montecat.assessment.ExpectedCounts;
import io.github.montecat.assessment.Outliers;
import io.github.montecat.assessment.PredictiveCheck;
import io.github.montecat.assessment.RankHistogram;
import io.github.montecat.assessment.RiskRatio;
import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleManifest;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.engine.McDropoutEngine;
import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.kernel.PassSampler;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.statistic.BinnedCounts;
import io.github.montecat.statistic.FitStatistic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRunTest {

    private static final int GRID = 100;

    private final ModelBundle bundle = TinyBundle.get();
    private final Dataset test = Dataset.simulate(bundle.source(), 0, 400, 12, Progress.NONE);

    /** An engine that knows the answer: samples of the exact posterior, by its likelihood on a grid of the prior. */
    private McDropoutEngine exact() {
        double[][] units = new double[GRID * GRID][];
        Arrays.setAll(units, k -> new double[] {(k % GRID + 0.5) / GRID, (k / GRID + 0.5) / GRID});
        double[][] expected = ExpectedCounts.of(bundle.source(), TinyBundle.EXPOSURE).at(units);
        return new McDropoutEngine() {
            @Override
            public String name() {
                return "exact";
            }

            @Override
            public Optional<String> refusal(PassSampler any) {
                return Optional.empty();
            }

            @Override
            public List<float[]> sample(PassSampler of, List<float[]> inputs, long[] rows, int passes, long seed,
                    Progress progress) {
                return Arrays.stream(rows).mapToObj(row -> draw((int) row, passes)).toList();
            }

            private float[] draw(int row, int passes) {
                Random random = new Random(row);
                BinnedCounts data = BinnedCounts.of(test.spectrum(row, 0));
                double[] statistics = Arrays.stream(expected).mapToDouble(data::statistic).toArray();
                double lowest = Arrays.stream(statistics).min().orElseThrow();
                double[] cumulative = Arrays.stream(statistics).map(s -> Math.exp((lowest - s) / 2)).toArray();
                Arrays.parallelPrefix(cumulative, Double::sum);
                float[] samples = new float[passes * 2];
                for (int s = 0; s < passes; s++) {
                    int k = Math.abs(Arrays.binarySearch(cumulative, random.nextDouble() * cumulative[GRID * GRID - 1])
                            + 1);
                    for (int p = 0; p < 2; p++) {
                        samples[2 * s + p] = (float) (units[k][p] + (random.nextDouble() - 0.5) / GRID);
                    }
                }
                return samples;
            }
        };
    }

    @Test
    void theExactPosteriorPassesAllTests() {
        TestRun run = TestRun.of(bundle, exact(), test, 200, Progress.NONE);
        for (Coverage c : run.coverage()) {
            if (c.isOverall()) {
                assertTrue(Math.abs(c.fraction() - c.level()) < 3.5 * c.error(), c.toString());
            }
        }
        for (RankHistogram r : run.ranks()) {
            assertTrue(r.pValue() > 0.005, r.toString());
        }
        for (Outliers o : run.outliers()) {
            assertEquals(0, o.outliers(), o.parameter());
        }
        double p = run.checks().stream().mapToDouble(PredictiveCheck::pValue).average().orElseThrow();
        assertEquals(0.5, p, 0.05);
        assertTrue(run.checks().stream().filter(c -> c.pValue() < 0.02).count() < 20);
        // From other spectra and other starts, but the same peaks.
        assertEquals(SimulatedMisfits.calibrate(test.source(), 400, 77, Progress.NONE).threshold(0.05),
                run.misfitCalibration().threshold(0.05), 0.6);
    }

    @Test
    void aNetworkIsMeasuredAsBeforeAndMissesTheExactWidth() {
        TestRun run = TestRun.of(bundle, new CpuEngine(), test, 30, Progress.NONE);
        assertEquals(Evaluation.evaluate(bundle, new CpuEngine(), test, 30, Progress.NONE), run.metrics());
        // Dropout of a hurried network tells nothing of photon noise: ranks of one parameter at least are far from uniform.
        assertTrue(run.ranks().stream().anyMatch(r -> r.pValue() < 1e-6), run.ranks().toString());
        assertTrue(run.checks().stream().filter(c -> c.pValue() < 0.01).count() > 100);
        TestRun again = TestRun.of(bundle, new CpuEngine(), test, 30, Progress.NONE);
        assertEquals(run.checks(), again.checks());
        assertArrayEquals(run.posteriors().get(7).place(), again.posteriors().get(7).place());
    }

    @Test
    void aBundleKeepsAllThatWasMeasured(@TempDir Path folder) throws IOException {
        TestRun all = TestRun.of(bundle, new CpuEngine(), test, 30, Progress.NONE);
        TestRun some = TestRun.of(bundle, new CpuEngine(), test, 60, 30, Progress.NONE);
        assertEquals(all.metrics(), some.metrics());
        assertEquals(60, some.posteriors().size());
        assertArrayEquals(all.posteriors().get(59).place(), some.posteriors().get(59).place());
        BundleManifest.Diagnostics measured = some.diagnostics(bundle, Progress.NONE);
        assertTrue(measured.isComplete());
        assertFalse(some.metrics().isComplete());
        assertEquals(some.coverage(), measured.coverage());
        assertEquals(TestRun.ENOUGH, measured.misfit().spectra());
        Path file = folder.resolve("tiny.montecat");
        TinyBundle.write(file, "tiny");
        BundleFile.storeDiagnostics(file, BundleFile.read(file), measured.withBayesRisk(Map.of("norm",
                new RiskRatio(1.5, 0.25))));
        BundleManifest.Diagnostics read = BundleFile.read(file).manifest().diagnostics();
        assertTrue(read.isComplete());
        assertEquals(measured.coverage(), read.coverage());
        assertEquals(measured.outliers(), read.outliers());
        assertArrayEquals(measured.ranks().get(1).counts(), read.ranks().get(1).counts());
        assertEquals(measured.misfit().threshold(0.01), read.misfit().threshold(0.01));
        assertEquals(Map.of("norm", new RiskRatio(1.5, 0.25)), read.bayesRisk());
        assertTrue(Archive.unzip(Files.readAllBytes(file)).get("bundle.json").length < 30_000);
    }

    @Test
    void ranksOfAHandfulOfSpectraAreLeftOut() {
        BundleManifest.Diagnostics few = TestRun.of(bundle, new CpuEngine(), test, 5, 10, Progress.NONE)
                .diagnostics(bundle, Progress.NONE);
        assertNull(few.ranks());
        assertEquals(5, few.coverage().get(0).spectra());
    }

    @Test
    void fitsFromOneStartAreNearTheTruthWhereTheModelIsEasy() {
        FixedStartFit fits = FixedStartFit.of(test, FitStatistic.C_STAT, Progress.NONE);
        assertTrue(fits.outliers(List.of("PhoIndex", "norm"), test).stream().allMatch(o -> o.outliers() <= 4),
                fits.outliers(List.of("PhoIndex", "norm"), test).toString());
        double pulls = 0;
        for (int i = 0; i < test.size(); i++) {
            pulls += Math.pow((fits.estimates()[i][0] - test.unit(i)[0]) / fits.errors()[i][0], 2) / test.size();
        }
        assertEquals(1, pulls, 0.35);
    }
}
