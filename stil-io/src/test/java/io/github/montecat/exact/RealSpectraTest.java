package io.github.montecat.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.SharedData;
import io.github.montecat.ogip.BackgroundFile;
import io.github.montecat.ogip.PhaReader;
import io.github.montecat.ogip.ResponseReader;
import io.github.montecat.physics.ModelExpression;
import io.github.montecat.prior.LogUniformPrior;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.UniformPrior;
import io.github.montecat.progress.Progress;
import io.github.montecat.response.Response;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.statistic.FitStatistic;
import io.github.montecat.statistic.NoticedBins;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Refined posteriors of real observations against fits by XSPEC and SIXSA, from samples to start with that are far off.
 * Skipped where the data are not at hand.
 */
class RealSpectraTest {

    /** What a network that is wrong might give: its samples lie close together, at this place of every prior. */
    private static double[][] poor(int dimension, double place) {
        double[][] samples = new double[1000][dimension];
        for (int i = 0; i < samples.length; i++) {
            for (int p = 0; p < dimension; p++) {
                samples[i][p] = place + 0.02 * Math.sin(1.7 * i + 5 * p + 1);
            }
        }
        return samples;
    }

    private static SpectrumLikelihood likelihood(ModelPrior prior, String pha, String rmf, String arf, double low,
            double high) throws IOException {
        Path file = SharedData.file(pha);
        Spectrum spectrum = new PhaReader(BackgroundFile.IF_FOUND).read(file);
        Response response = Response.of(ResponseReader.readRmf(SharedData.file(rmf)),
                Optional.of(ResponseReader.readArf(SharedData.file(arf))));
        NoticedBins bins = NoticedBins.of(spectrum, response.bins()).ignoreBad().only(low, high);
        return SpectrumLikelihood.of(prior, response, bins, spectrum);
    }

    private static RefinedPosterior refine(SpectrumLikelihood likelihood, double place) {
        RefinedPosterior refined = new AdaptiveImportanceSampler(new ImportanceSettings(4000, 60_000)).sample(likelihood,
                poor(likelihood.dimension(), place), 1, 0, Progress.NONE);
        assertTrue(refined.converged(), refined.failure().orElse(""));
        return refined;
    }

    private static double[] quantiles(SpectrumLikelihood likelihood, RefinedPosterior refined, int parameter) {
        return Arrays.stream(refined.posterior().quantiles(parameter, 0.15866, 0.5, 0.84134))
                .map(likelihood.prior().free().get(parameter).prior()::fromUnit).toArray();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.9})
    void xmmSpectrumAgreesWithXspec(double place) throws IOException {
        ModelPrior prior = new ModelPrior(ModelExpression.parse("tbabs*powerlaw"), Map.of("nH", new UniformPrior(0.01, 2),
                "PhoIndex", new UniformPrior(0.5, 4), "norm", new LogUniformPrior(1e-6, 1e-2)), Map.of());
        SpectrumLikelihood likelihood = likelihood(prior, "ogip/xmm_pn/PN_spectrum_grp20.fits", "ogip/xmm_pn/PN.rmf",
                "ogip/xmm_pn/PN.arf", 0.5, 10);
        assertEquals(104, likelihood.bins());
        assertEquals(FitStatistic.W_STAT, likelihood.statistic());
        RefinedPosterior refined = refine(likelihood, place);
        double[][] published = {{0.2204, 0.0125}, {2.041, 0.032}};
        for (int p = 0; p < published.length; p++) {
            double[] q = quantiles(likelihood, refined, p);
            assertEquals(0, (q[1] - published[p][0]) / published[p][1], 0.2, Arrays.toString(q));
            assertEquals(1, (q[2] - q[0]) / 2 / published[p][1], 0.1, Arrays.toString(q));
        }
        assertEquals(309.4, -2 * best(refined), 1);
        assertTrue(refined.efficiency() > 0.5, "efficiency " + refined.efficiency());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.9})
    void nicerSpectrumAgreesWithThePublishedFit(double place) throws IOException {
        ModelPrior prior = new ModelPrior(ModelExpression.parse("tbabs*(powerlaw+bbodyrad)"), Map.of("nH",
                new UniformPrior(0.15, 0.35), "PhoIndex", new UniformPrior(1, 3), "powerlaw_norm",
                new LogUniformPrior(0.1, 10), "kT", new UniformPrior(0.3, 3), "bbodyrad_norm",
                new LogUniformPrior(10, 1000)), Map.of());
        SpectrumLikelihood likelihood = likelihood(prior, "nicer/pre_burst_spectrum_opt.pha", "nicer/nicer_effective.rmf",
                "nicer/pre_burst_Tint200_raw.arf", 0.3, 10);
        assertEquals(133, likelihood.bins());
        RefinedPosterior refined = refine(likelihood, place);
        double[][] published = {{0.238, 0.245}, {1.612, 1.637}, {0.828, 0.858}, {0.549, 0.573}, {525, 643}};
        for (int p = 0; p < published.length; p++) {
            double median = quantiles(likelihood, refined, p)[1];
            double half = (published[p][1] - published[p][0]) / 2;
            assertTrue(median > published[p][0] - half && median < published[p][1] + half, "parameter " + p + ": " + median);
        }
        assertEquals(171.2, -2 * best(refined), 1);
        assertTrue(refined.efficiency() > 0.3, "efficiency " + refined.efficiency());
    }

    private static double best(RefinedPosterior refined) {
        return IntStream.range(0, refined.posterior().size()).mapToDouble(refined.posterior()::logLikelihood).max()
                .orElseThrow();
    }
}
