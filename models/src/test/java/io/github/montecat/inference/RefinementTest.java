package io.github.montecat.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.engine.CpuEngine;
import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.exact.SpectrumLikelihood;
import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.progress.Progress;
import io.github.montecat.response.Response;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.spectrum.EnergyGrid;
import io.github.montecat.spectrum.Spectrum;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/** Refined posteriors of a bundle that has learned little are the exact ones, which a grid over the prior gives as well. */
class RefinementTest {

    private static final int GRID = 400;

    private final ModelBundle bundle = TinyBundle.get();
    private final Dataset data = Dataset.simulate(bundle.source(), 0, 4, 31, Progress.NONE);

    private SpectrumFitter fitter(boolean refine, ResponseLookup responses) {
        FitSettings settings = new FitSettings(1000, 2, Optional.empty());
        return new SpectrumFitter(BundleLibrary.of(List.of(bundle)), refine ? settings.refined() : settings,
                new CpuEngine(), responses);
    }

    private List<FitRequest> requests() {
        return List.of(0, 1, 2, 3).stream().map(i -> FitRequest.of(i, data.spectrum(i, 0).toSpectrum())).toList();
    }

    /** Mean and standard deviation of the parameters' places in the prior. */
    private double[][] exact(SpectrumLikelihood likelihood) {
        double[][] units = new double[GRID * GRID][];
        for (int k = 0; k < units.length; k++) {
            units[k] = new double[] {(k % GRID + 0.5) / GRID, (k / GRID + 0.5) / GRID};
        }
        double[] values = likelihood.values(units);
        double top = Double.NEGATIVE_INFINITY;
        for (double v : values) {
            top = Math.max(top, v);
        }
        double sum = 0;
        double[][] moments = new double[2][2];
        for (int k = 0; k < units.length; k++) {
            double w = Math.exp(values[k] - top);
            sum += w;
            for (int p = 0; p < 2; p++) {
                moments[0][p] += w * units[k][p];
                moments[1][p] += w * units[k][p] * units[k][p];
            }
        }
        for (int p = 0; p < 2; p++) {
            moments[0][p] /= sum;
            moments[1][p] = Math.sqrt(moments[1][p] / sum - moments[0][p] * moments[0][p]);
        }
        return moments;
    }

    private static void assertClose(double[][] exact, Posterior posterior) {
        double[][] units = posterior.units();
        for (int p = 0; p < 2; p++) {
            ParameterSummary s = ParameterSummary.of(units[p]);
            // 1000 samples, drawn again from weighted ones.
            assertEquals(0, (s.mean() - exact[0][p]) / exact[1][p], 0.12, "mean of parameter " + p);
            assertEquals(1, s.std() / exact[1][p], 0.08, "deviation of parameter " + p);
        }
    }

    @Test
    void samplesBecomeThoseOfTheExactPosterior() {
        for (FitResult r : fitter(true, ResponseLookup.NONE).fit(requests(), Progress.NONE)) {
            SpectrumLikelihood likelihood = SpectrumLikelihood.of(bundle.prior(), bundle.response(),
                    data.spectrum((int) r.row(), 0).toSpectrum());
            Posterior posterior = r.posterior().orElseThrow();
            assertClose(exact(likelihood), posterior);
            Refinement refinement = r.refinement().orElseThrow();
            assertTrue(refinement.converged() && refinement.effectiveSamples() >= 1000, refinement.toString());
            assertFalse(r.flags().contains(FitFlag.NOT_REFINED));
            assertEquals("", r.reason());
            // The statistic that comes with a sample is that of its likelihood, -2 ln L.
            double unit0 = posterior.units()[0][7];
            double unit1 = posterior.units()[1][7];
            assertEquals(-2 * likelihood.values(new double[][] {{unit0, unit1}})[0],
                    posterior.statistics().orElseThrow()[7], 1e-6);
            // Half a chi-squared variable of 2 degrees of freedom, the mean of 64 draws: a deviation of 1/8.
            assertEquals(1, r.quality().orElseThrow().excess(), 0.5);
        }
    }

    /** A chain of these samples has a statistic for XSPEC to read. */
    @Test
    void samplesThatAreNotRefinedHaveAStatisticToo() {
        FitResult r = fitter(false, ResponseLookup.NONE).fit(requests(), Progress.NONE).get(1);
        SpectrumLikelihood likelihood = SpectrumLikelihood.of(bundle.prior(), bundle.response(),
                data.spectrum(1, 0).toSpectrum());
        double[][] units = r.posterior().orElseThrow().units();
        double[] statistics = r.posterior().orElseThrow().statistics().orElseThrow();
        assertEquals(1000, statistics.length);
        assertEquals(-2 * likelihood.values(new double[][] {{units[0][7], units[1][7]}})[0], statistics[7], 1e-6);
    }

    /** What the bundle does not know, a response of less area, is made good. */
    @Test
    void aResponseOfItsOwnCorrectsTheBundle() {
        EnergyGrid grid = TinyBundle.response().bins();
        float[] matrix = TinyBundle.response().toDense();
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] *= 0.7f;
        }
        Response own = Response.ofDense(grid, grid, matrix);
        Spectrum spectrum = Spectrum.of(Dataset.simulate(TinyBundle.source(), 0, 1, 8, Progress.NONE).spectrum(0, 0)
                .counts(), TinyBundle.EXPOSURE);
        FitResult r = fitter(true, s -> Optional.of(own)).fit(List.of(FitRequest.of(0, spectrum)), Progress.NONE).get(0);
        assertClose(exact(SpectrumLikelihood.of(bundle.prior(), own, spectrum)), r.posterior().orElseThrow());
        assertEquals(TinyBundle.CHANNELS, r.quality().orElseThrow().bins(), "its own channels, not the bundle's bins");
    }

    @Test
    void aBackgroundIsAccountedFor() {
        double[] counts = new double[8];
        Arrays.fill(counts, 50);
        Spectrum source = data.spectrum(1, 0).toSpectrum();
        double[] both = source.counts();
        for (int b = 0; b < both.length; b++) {
            both[b] += 50;
        }
        Spectrum with = Spectrum.builder(both).exposure(source.exposure())
                .background(Spectrum.of(counts, source.exposure())).build();
        FitResult r = fitter(true, ResponseLookup.NONE).fit(List.of(FitRequest.of(1, with)), Progress.NONE).get(0);
        assertClose(exact(SpectrumLikelihood.of(bundle.prior(), bundle.response(), with)), r.posterior().orElseThrow());
    }

    @Test
    void whatCannotBeRefinedKeepsTheNetworksSamples() {
        ResponseLookup broken = s -> {
            throw new UnfitSpectrumException(FitFlag.NOT_REFINED, "the matrix is damaged");
        };
        FitResult refined = fitter(true, broken).fit(requests(), Progress.NONE).get(2);
        FitResult drawn = fitter(false, broken).fit(requests(), Progress.NONE).get(2);
        assertTrue(refined.flags().contains(FitFlag.NOT_REFINED));
        assertTrue(refined.reason().contains("the matrix is damaged"), refined.reason());
        assertArrayEquals(drawn.posterior().orElseThrow().column(0), refined.posterior().orElseThrow().column(0));
        assertTrue(drawn.quality().isPresent() && drawn.reason().isEmpty());
    }

    @Test
    void threadsChangeNothing() throws Exception {
        ForkJoinPool one = new ForkJoinPool(1);
        List<FitResult> alone = one.submit(() -> fitter(true, ResponseLookup.NONE).fit(requests(), Progress.NONE)).get();
        one.shutdown();
        List<FitResult> many = fitter(true, ResponseLookup.NONE).fit(requests(), Progress.NONE);
        for (int i = 0; i < alone.size(); i++) {
            assertArrayEquals(alone.get(i).posterior().orElseThrow().column(1),
                    many.get(i).posterior().orElseThrow().column(1));
            assertEquals(alone.get(i).quality(), many.get(i).quality());
        }
    }
}
