package io.github.montecat.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.derived.Cosmology;
import io.github.montecat.derived.FluxBand;
import io.github.montecat.derived.FluxRequest;
import io.github.montecat.derived.Fluxes;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.physics.ModelExpression;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.prior.LogUniformPrior;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.progress.Progress;
import io.github.montecat.response.Response;
import io.github.montecat.spectrum.EnergyGrid;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.statistic.OnOffCounts;
import io.github.montecat.statistic.PoissonDeviance;
import io.github.montecat.statistic.SourceCountsPosterior;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spectra of hardly any counts: posteriors in one bin are known, and so are upper limits. */
class FaintSpectraTest {

    private static final double SECONDS = 1000;
    private static final double AREA = 50;
    private static final double LEAST = 1e-7;
    private static final double MOST = 1e-2;
    private static final int SAMPLES = 2000;
    /** Photons/cm2/s from 1 to 2 keV of a power law of index 2 and norm 1. */
    private static final double PHOTONS = 0.5;

    private static Response response(int channels) {
        double[] edges = new double[channels + 1];
        Arrays.setAll(edges, i -> 1 + (double) i / channels);
        float[] matrix = new float[channels * channels];
        for (int i = 0; i < channels; i++) {
            matrix[i * channels + i] = (float) AREA;
        }
        return Response.ofDense(EnergyGrid.ofEdges(edges), EnergyGrid.ofEdges(edges), matrix);
    }

    private static Spectrum spectrum(double[] on, double[] off, double ratio) {
        Spectrum.Builder source = Spectrum.builder(on).exposure(SECONDS);
        return off == null ? source.build()
                : source.background(Spectrum.builder(off).exposure(SECONDS / ratio).build()).build();
    }

    private static FitResult fit(Spectrum spectrum) {
        ModelPrior prior = new ModelPrior(ModelExpression.parse("powerlaw"), Map.of("norm",
                new LogUniformPrior(LEAST, MOST)), Map.of("PhoIndex", 2.0));
        FitSettings settings = new FitSettings(SAMPLES, 3, Optional.empty()).deriving(List.of(new Fluxes(new FluxRequest(
                List.of(new FluxBand(1, 2)), false, false, Cosmology.DEFAULT))));
        return SpectrumFitter.ofAny(BundleLibrary.of(List.of()), new ModelChoice(new FitModel("faint", "", prior,
                ModelSettings.DEFAULT), true, Optional.empty()), settings, new CpuEngine(),
                s -> Optional.of(response(spectrum.channelCount()))).fit(List.of(FitRequest.of(0, spectrum)),
                        Progress.NONE).get(0);
    }

    private static double value(FitResult result, String name) {
        return result.derived().stream().filter(d -> d.quantity().name().equals(name)).findFirst().orElseThrow()
                .values()[0];
    }

    /** Sum over the prior's places; the second number is the share of places below a limit. */
    private static double[] overPrior(DoubleUnaryOperator likelihood, double below) {
        double all = 0;
        double part = 0;
        int n = 20_000;
        for (int i = 0; i < n; i++) {
            double u = (i + 0.5) / n;
            double l = likelihood.applyAsDouble(LEAST * Math.pow(MOST / LEAST, u)) / n;
            all += l;
            part += u < below ? l : 0;
        }
        return new double[] {all, part / all};
    }

    @ParameterizedTest
    @CsvSource({"0,-1,0", "1,-1,0", "9,-1,0", "0,0,0.5", "0,60,0.5", "1,0,0.5", "1,0,1e-8", "1,0,1e8", "2,50,0.5", "30,3,0.1",
        "40,1000000,1e-5", "3,20,1e3", "100,0,1"})
    void posteriorOfOneBinIsKnown(double on, double off, double ratio) {
        FitResult result = fit(spectrum(new double[] {on}, off < 0 ? null : new double[] {off}, ratio));
        assertEquals("", result.reason());
        DoubleUnaryOperator likelihood = norm -> Math.exp(-0.5 * (off < 0
                ? PoissonDeviance.of(on, norm * PHOTONS * AREA * SECONDS)
                : PoissonDeviance.profiled(on, off, SECONDS, SECONDS / ratio, norm * PHOTONS * AREA)));
        Refinement refinement = result.refinement().orElseThrow();
        assertEquals(Math.log(overPrior(likelihood, 1)[0]), refinement.logEvidence(),
                5 * refinement.logEvidenceError() + 1e-3);
        double[] places = result.posterior().orElseThrow().units()[0].clone();
        Arrays.sort(places);
        for (double level : new double[] {0.05, 0.5, 0.95}) {
            double place = places[(int) (level * places.length)];
            assertEquals(level, overPrior(likelihood, place)[1], 5 * Math.sqrt(level * (1 - level) / SAMPLES) + 1e-3);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,-1,0", "1,-1,0", "0,0,0.5", "5,0,0.5", "4,8,0.5", "2,60,0.5", "200,20,0.5", "300,600,0.5"})
    void upperLimitsAreThoseOfTheCounts(int on, double off, double ratio) {
        double[] counts = new double[8];
        Arrays.setAll(counts, i -> on / 8 + (i < on % 8 ? 1 : 0));
        double[] back = new double[8];
        Arrays.setAll(back, i -> (int) off / 8 + (i < off % 8 ? 1 : 0));
        FitResult result = fit(spectrum(counts, off < 0 ? null : back, ratio));
        // Energy of the band over its counts: the integral of E^-1 over that of E^-2.
        double perCount = 1.602176634e-9 * Math.log(2) / PHOTONS / AREA / SECONDS;
        SourceCountsPosterior known = new SourceCountsPosterior(new OnOffCounts(on, Math.max(off, 0), ratio));
        assertEquals(1, value(result, "uplim90_flux_obs_1_2") / known.quantile(0.9) / perCount, 1e-5);
        assertEquals(1, value(result, "uplim95_flux_obs_1_2") / known.quantile(0.95) / perCount, 1e-5);
        assertEquals(1, value(result, "uplim99p7_flux_int_1_2") / known.quantile(0.997) / perCount, 1e-5);
        assertEquals(on == 0 || off >= 0 && on != 200, result.flags().contains(FitFlag.FAINT));
    }

    @Test
    void allBinsEmptyOfEverything() {
        for (double ratio : new double[] {1e-6, 1, 1e6}) {
            FitResult result = fit(spectrum(new double[500], new double[500], ratio));
            assertTrue(result.posterior().isPresent(), result.reason());
            assertTrue(result.flags().contains(FitFlag.FAINT));
            assertEquals(1, value(result, "background_p"));
        }
        double[] one = new double[500];
        one[77] = 1;
        assertTrue(fit(spectrum(one, new double[500], 0.1)).posterior().isPresent());
        assertTrue(fit(spectrum(new double[500], one, 0.1)).posterior().isPresent());
    }
}
