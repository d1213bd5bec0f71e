package io.github.montecat.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.exact.NestedSampler;
import io.github.montecat.exact.SpectrumLikelihood;
import io.github.montecat.exact.WeightedPosterior;
import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.fitmodel.RowParameter;
import io.github.montecat.fitmodel.RowParameters;
import io.github.montecat.fixture.TinyBundle;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.Prior;
import io.github.montecat.progress.Progress;
import io.github.montecat.response.Response;
import io.github.montecat.spectrum.Spectrum;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Priors narrower than a network's, and networks that propose for the exact likelihood. */
class NarrowedPriorTest {

    private static final Response RESPONSE = TinyBundle.response();
    private final ModelBundle bundle = TinyBundle.get();

    private static Spectrum spectrum(double index, double norm) {
        double[] counts = TinyBundle.simulator().expectedCounts(new double[] {index, norm});
        return Spectrum.builder(Arrays.stream(counts).map(Math::rint).toArray()).exposure(TinyBundle.EXPOSURE)
                .mission("TINYSAT", "PERFECT").build();
    }

    private FitResult fit(ModelChoice choice, Optional<String> name, boolean refine, Spectrum spectrum) {
        FitSettings settings = new FitSettings(1000, 3, name);
        return SpectrumFitter.ofAny(BundleLibrary.of(List.of(bundle)), choice, refine ? settings.refined() : settings,
                new CpuEngine(), s -> Optional.of(RESPONSE)).fit(List.of(FitRequest.of(4, spectrum)), Progress.NONE).get(0);
    }

    private static ModelChoice narrowed(String label, String prior) {
        return new ModelChoice(ModelChoice.automatic().model(), false, Optional.empty(), Map.of(label, Prior.parse(prior)));
    }

    /** From a uniform to a narrower normal prior, the samples have the moments of the normal distribution. */
    @Test
    void samplesAreReweightedExactly() {
        ModelPrior wide = TinyBundle.prior();
        ModelPrior narrow = NarrowedPrior.of(wide, Map.of("PhoIndex", Prior.parse("normal:2,0.2,1.2,2.8")), "it");
        int count = 20_000;
        double[][] units = new double[2][count];
        Arrays.setAll(units[0], i -> (i + 0.5) / count);
        Arrays.fill(units[1], 0.25);
        Proposal.Samples samples = new NarrowedPrior(wide, narrow).resampled(units, "none", 1, 2);
        double[] index = Arrays.stream(samples.units()[0]).map(u -> narrow.free().get(0).prior().fromUnit(u)).toArray();
        double mean = Arrays.stream(index).average().orElseThrow();
        assertEquals(2, mean, 1e-3);
        assertEquals(0.2, Math.sqrt(Arrays.stream(index).map(x -> (x - mean) * (x - mean)).sum() / count), 1e-3);
        assertEquals(0.25, samples.units()[1][7], 0, "a parameter without a new prior keeps its samples");
        // (sum of weights)^2 / sum of squares: 2 sqrt(pi) sigma over the width of the uniform prior.
        assertEquals(2 * Math.sqrt(Math.PI) * 0.2 / 2, samples.effective() / count, 1e-3);
        assertSame(wide, NarrowedPrior.of(wide, Map.of(), "it"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"uniform:1.5,2", "loguniform:1.1,2.9", "normal:2,0.2,1,3", "lognormal:2,0.1,1.2,2.5"})
    void densitiesAreSlopesOfTheDistribution(String text) {
        Prior prior = Prior.parse(text);
        double value = 1.87;
        double slope = (prior.toUnit(value + 1e-5) - prior.toUnit(value - 1e-5)) / 2e-5;
        assertEquals(slope, prior.density(value), 1e-6 * slope);
    }

    @Test
    void aPriorBeyondTheBundlesIsRefused() {
        String message = assertThrows(RefusedValueException.class,
                () -> fit(narrowed("PhoIndex", "uniform:0.5,2"), Optional.of("tiny"), false, spectrum(2, 0.3))).getMessage();
        assertTrue(message.contains("PhoIndex reaches from 0.5 to 2.0") && message.contains("bundle tiny from 1.0 to 3.0"),
                message);
        assertTrue(assertThrows(RefusedValueException.class, () -> fit(narrowed("kT", "uniform:0.5,2"),
                Optional.of("tiny"), false, spectrum(2, 0.3))).getMessage().contains("PhoIndex, norm"));
    }

    @Test
    void aNarrowedNetworkStaysInsideItsPrior() {
        FitResult r = fit(narrowed("PhoIndex", "uniform:1.2,2.8"), Optional.of("tiny"), false, spectrum(2, 0.3));
        assertEquals("", r.reason());
        ModelPrior prior = r.posterior().orElseThrow().prior();
        assertEquals(1.2, prior.free().get(0).prior().min());
        assertTrue(Arrays.stream(r.posterior().get().column(0)).allMatch(v -> v >= 1.2 && v <= 2.8));
    }

    /**
     * A prior where the network has no sample, and one with refinement: both are the exact posterior of the new prior.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theLikelihoodHasTheNewPrior(boolean refine) {
        Spectrum spectrum = spectrum(2, 0.02);
        FitResult r = fit(narrowed("PhoIndex", "uniform:2.95,3"), Optional.of("tiny"), refine, spectrum);
        assertTrue(r.refinement().orElseThrow().converged(), r.reason());
        requireExact(r, r.posterior().orElseThrow().prior(), spectrum);
    }

    private static RowParameters own(Optional<Double> value, Optional<String> prior) {
        return new RowParameters(List.of(new RowParameter("PhoIndex", value, prior.map(Prior::parse), "column GAMMA")));
    }

    /** What a row says goes before what the model says; where the row's prior is inside the network's that proposes. */
    @Test
    void rowsHavePriorsAndValuesOfTheirOwn() {
        ModelChoice choice = new ModelChoice(new FitModel("mine", "", TinyBundle.prior(), ModelSettings.DEFAULT), true,
                Optional.empty());
        Spectrum spectrum = spectrum(2.2, 0.05);
        List<FitRequest> rows = List.of(
                FitRequest.of(0, spectrum).with(own(Optional.empty(), Optional.of("normal:2,0.3,1,3"))),
                FitRequest.of(1, spectrum).with(own(Optional.empty(), Optional.of("normal:2.1,0.3"))),
                FitRequest.of(2, spectrum).with(own(Optional.of(2.1), Optional.empty())),
                FitRequest.of(3, spectrum).with(own(Optional.of(99.0), Optional.empty())),
                FitRequest.of(4, spectrum).with(own(Optional.empty(), Optional.empty())));
        SpectrumFitter fitter = SpectrumFitter.ofAny(BundleLibrary.of(List.of(bundle)), choice,
                new FitSettings(1000, 3, Optional.empty()), new CpuEngine(), s -> Optional.of(RESPONSE));
        List<FitResult> results = fitter.fit(rows, Progress.NONE);
        FitResult inside = results.get(0);
        assertEquals(FitMethod.NETWORK_LIKELIHOOD, inside.method().orElseThrow());
        ModelPrior prior = NarrowedPrior.of(TinyBundle.prior(), Map.of("PhoIndex", Prior.parse("normal:2,0.3,1,3")), "it");
        requireExact(inside, prior, spectrum);
        assertEquals(FitMethod.LIKELIHOOD, results.get(1).method().orElseThrow());
        FitResult fixed = results.get(2);
        assertEquals(FitMethod.LIKELIHOOD, fixed.method().orElseThrow());
        assertEquals(1, fixed.posterior().orElseThrow().prior().dimension());
        assertEquals(2.1, fixed.origin().orElseThrow().model().prior().fixed().get("PhoIndex"));
        assertEquals(Set.of(FitFlag.NO_PARAMETER), results.get(3).flags());
        assertTrue(results.get(3).reason().contains("PhoIndex from column GAMMA") && results.get(3).reason().contains(
                "99.0 is outside the model's limits -3.0 to 10.0"), results.get(3).reason());
        assertEquals(FitMethod.NETWORK_LIKELIHOOD, results.get(4).method().orElseThrow());
        // The same alone as in company.
        for (int row : new int[] {0, 2}) {
            FitResult alone = fitter.fit(List.of(rows.get(row)), Progress.NONE).get(0);
            assertArrayEquals(alone.posterior().orElseThrow().column(0), results.get(row).posterior().orElseThrow().column(0),
                    0);
        }
    }

    /** The network of a bundle proposes for its own model under a prior inside the bundle's. */
    @Test
    void aNetworkOfTheModelProposes() {
        ModelPrior prior = NarrowedPrior.of(TinyBundle.prior(), Map.of("PhoIndex", Prior.parse("normal:2,0.3,1,3")), "it");
        ModelChoice choice = new ModelChoice(new FitModel("mine", "", prior, ModelSettings.DEFAULT), true, Optional.empty());
        Spectrum spectrum = spectrum(2.2, 0.05);
        FitResult r = fit(choice, Optional.empty(), false, spectrum);
        assertEquals(FitMethod.NETWORK_LIKELIHOOD, r.method().orElseThrow());
        assertEquals("mine", r.origin().orElseThrow().model().name());
        assertFalse(r.engine().isEmpty());
        requireExact(r, prior, spectrum);
        ModelPrior wider = new ModelPrior(prior.model(), Map.of("PhoIndex", Prior.parse("uniform:0.5,3"), "norm",
                Prior.parse("loguniform:0.01,1")), Map.of());
        assertEquals(FitMethod.LIKELIHOOD, fit(new ModelChoice(new FitModel("wider", "", wider, ModelSettings.DEFAULT), true,
                Optional.empty()), Optional.empty(), false, spectrum).method().orElseThrow());
    }

    private void requireExact(FitResult r, ModelPrior prior, Spectrum spectrum) {
        WeightedPosterior exact = new NestedSampler(400).sample(
                SpectrumLikelihood.of(prior, RESPONSE, spectrum), 1, 0, Progress.NONE);
        double[][] units = r.posterior().orElseThrow().units();
        for (int p = 0; p < 2; p++) {
            double std = Math.sqrt(exact.variance(p));
            assertEquals(exact.mean(p), Arrays.stream(units[p]).average().orElseThrow(), 0.25 * std, "parameter " + p);
        }
    }
}
