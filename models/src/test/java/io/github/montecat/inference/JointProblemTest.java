package io.github.montecat.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.exact.LogLikelihood;
import io.github.montecat.exact.NestedSampler;
import io.github.montecat.exact.WeightedPosterior;
import io.github.montecat.fit.FoldedModel;
import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.fitmodel.FitModelEdit;
import io.github.montecat.fitmodel.FitModelLibrary;
import io.github.montecat.fitmodel.JointFit;
import io.github.montecat.fitmodel.RowParameters;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.physics.ModelSettings;
import io.github.montecat.prior.Prior;
import io.github.montecat.progress.Progress;
import io.github.montecat.response.Response;
import io.github.montecat.spectrum.EnergyGrid;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.statistic.BinnedCounts;
import io.github.montecat.statistic.NoticedBins;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Joint fits of simulated spectra through responses of different sizes, one with a background. */
class JointProblemTest {

    private static final long SEED = 7;
    private static final double EXPOSURE = 1000;
    /** nH, PhoIndex, norm. */
    private static final double[] TRUTH = {0.3, 1.8, 2e-3};
    private static final int[] CHANNELS = {60, 25, 40};
    private static final double[] AREAS = {900, 300, 500};
    private static final double BACKGROUND = 2;

    private final Well19937c random = new Well19937c(11);
    private FitModel model;

    @BeforeEach
    void setUp() throws Exception {
        model = FitModelLibrary.shipped().find("tbabs*powerlaw", new FitModelEdit(Map.of("nH",
                Prior.parse("uniform:0,2"), "PhoIndex", Prior.parse("uniform:0.5,4"), "norm",
                Prior.parse("loguniform:1e-5,1e-1")), Map.of(), Map.of(), ModelSettings.DEFAULT));
    }

    private static Response response(int i) {
        int n = CHANNELS[i];
        double[] edges = IntStream.rangeClosed(0, n).mapToDouble(k -> 0.4 + 7.0 * k / n).toArray();
        float[] matrix = new float[n * n];
        for (int k = 0; k < n; k++) {
            matrix[k * n + k] = (float) AREAS[i];
        }
        EnergyGrid grid = EnergyGrid.ofEdges(edges);
        return Response.ofDense(grid, grid, matrix);
    }

    private static Optional<Response> response(Spectrum spectrum) {
        return spectrum.instrument().isEmpty() ? Optional.empty() : Optional.of(response(number(spectrum)));
    }

    private static int number(Spectrum spectrum) {
        return spectrum.instrument().charAt(0) - 'A';
    }

    /** Counts/s of an instrument, by its own fold. */
    private static double[] rates(FitModel model, int i, double... values) {
        return new FoldedModel(model.prior().model(), response(i), NoticedBins.of(Spectrum.of(new double[CHANNELS[i]],
                EXPOSURE), response(i).bins())).rates(values);
    }

    private double poisson(double mean) {
        return mean > 0 ? new PoissonDistribution(random, mean, 1e-12, 100000).sample() : 0;
    }

    /** The second instrument alone has a background. */
    private Spectrum simulated(int i, double factor, double... values) {
        double[] rates = rates(model, i, values);
        boolean back = i == 1;
        double[] counts = Arrays.stream(rates).map(r -> poisson(r * factor * EXPOSURE + (back ? BACKGROUND : 0))).toArray();
        Spectrum.Builder builder = Spectrum.builder(counts).exposure(EXPOSURE).mission("TEST", "" + (char) ('A' + i));
        if (back) {
            double[] off = Arrays.stream(rates).map(r -> poisson(3 * BACKGROUND)).toArray();
            builder = builder.background(Spectrum.of(off, 3 * EXPOSURE));
        }
        return builder.build();
    }

    private static FitRequest source(Spectrum... spectra) {
        List<SourcePart> parts = new ArrayList<>();
        for (Spectrum s : spectra) {
            String number = String.valueOf(parts.size() + 1);
            parts.add(new SourcePart(number, number + " (row " + number + ")", FitRequest.of(0, s)));
        }
        return FitRequest.joint(0, parts, RowParameters.NONE);
    }

    private FitResult fit(FitRequest request, JointFit joint, int samples) {
        ModelChoice choice = new ModelChoice(model, true, Optional.empty()).joint(joint);
        return SpectrumFitter.ofAny(BundleLibrary.of(List.of()), choice, new FitSettings(samples, SEED, Optional.empty()),
                new CpuEngine(), JointProblemTest::response).fit(List.of(request), Progress.NONE).get(0);
    }

    private FitProblem pose(FitRequest request, JointFit joint) throws UnfitSpectrumException {
        return new ModelProblems(model, JointProblemTest::response, Optional.empty(), BundleLibrary.of(List.of()),
                BackgroundChoice.WSTAT, joint)
                .pose(request);
    }

    private static JointFit factors(String prior, String... untied) {
        return new JointFit(JointFit.parseCrossCalibration(prior), Set.of(untied));
    }

    private static List<String> labels(FitResult result) {
        return result.posterior().orElseThrow().prior().free().stream().map(f -> f.parameter().label()).toList();
    }

    /** The product of likelihoods by its definition: values of the unit cube are nH, PhoIndex, norm, factors. */
    private LogLikelihood reference(List<Spectrum> spectra, List<Prior> priors) {
        Map<Integer, FoldedModel> models = new HashMap<>();
        spectra.forEach(s -> models.put(number(s), new FoldedModel(model.prior().model(), response(number(s)),
                NoticedBins.of(s, response(number(s)).bins()))));
        return new LogLikelihood() {
            @Override
            public int dimension() {
                return priors.size();
            }

            @Override
            public double[] values(double[][] units) {
                double[] all = new double[units.length];
                for (Spectrum s : spectra) {
                    int i = number(s);
                    FoldedModel folded = models.get(i);
                    BinnedCounts counts = new BinnedCounts(s, folded.bins());
                    for (int k = 0; k < units.length; k++) {
                        double[] u = units[k];
                        double[] v = IntStream.range(0, u.length).mapToDouble(p -> priors.get(p).fromUnit(u[p])).toArray();
                        double factor = i == 0 ? 1 : v[2 + i];
                        double[] expected = Arrays.stream(folded.rates(v[0], v[1], v[2])).map(r -> r * factor * EXPOSURE)
                                .toArray();
                        all[k] -= counts.statistic(expected) / 2;
                    }
                }
                return all;
            }
        };
    }

    @Test
    void statisticIsTheSumOfSingleOnes() throws Exception {
        List<Spectrum> spectra = List.of(simulated(0, 1, TRUTH), simulated(1, 1, TRUTH), simulated(2, 1, TRUTH));
        FitProblem problem = pose(source(spectra.toArray(Spectrum[]::new)), JointFit.DEFAULT);
        List<Prior> priors = problem.prior().free().stream().map(f -> f.prior()).toList();
        double[][] units = {{0.15, 0.37, 0.6, 0.5, 0.5}, {0.5, 0.1, 0.9, 0.01, 0.7}, {0.02, 0.95, 0.2, 0.99, 0.3}};
        double[] expected = reference(spectra, priors).values(units);
        double[] found = problem.likelihood().values(units);
        double[][] residuals = problem.likelihood().residuals().orElseThrow().values(units);
        for (int k = 0; k < units.length; k++) {
            assertEquals(expected[k], found[k], 1e-9 * Math.abs(expected[k]));
            assertEquals(expected[k], -Arrays.stream(residuals[k]).map(r -> r * r).sum() / 2, 1e-6 * Math.abs(expected[k]));
        }
        assertEquals(Arrays.stream(CHANNELS).sum(), problem.counts().orElseThrow().size());
    }

    @Test
    void posteriorIsThatOfNestedSampling() throws Exception {
        List<Spectrum> spectra = List.of(simulated(0, 1, TRUTH), simulated(1, 1.1, TRUTH), simulated(2, 0.95, TRUTH));
        FitResult result = fit(source(spectra.toArray(Spectrum[]::new)), JointFit.DEFAULT, 4000);
        assertEquals(List.of("nH", "PhoIndex", "norm", "factor_2", "factor_3"), labels(result));
        Posterior posterior = result.posterior().orElseThrow();
        List<Prior> priors = posterior.prior().free().stream().map(f -> f.prior()).toList();
        WeightedPosterior nested = new NestedSampler(400).sample(reference(spectra, priors), SEED, 0, Progress.NONE);
        double[][] units = posterior.units();
        for (int p = 0; p < units.length; p++) {
            double std = Math.sqrt(nested.variance(p));
            assertEquals(nested.quantiles(p, 0.5)[0], new Median().evaluate(units[p]), 0.1 * std, labels(result).get(p));
            assertEquals(1, new StandardDeviation().evaluate(units[p]) / std, 0.1, labels(result).get(p));
        }
        assertEquals(nested.logEvidence(), result.refinement().orElseThrow().logEvidence(),
                0.1 + 3 * nested.logEvidenceError());
        FitQuality quality = result.quality().orElseThrow();
        assertEquals(125, quality.bins());
        assertTrue(quality.pValue() > 0.01 && quality.pValue() < 0.99 && Math.abs(quality.statistic()
                - quality.expected()) < 4 * Math.sqrt(2 * 125), quality.toString());
        assertEquals(Optional.of(new SourceSpectra(3, "A+B+C", List.of(), List.of())), result.spectra());
        assertEquals(Set.of(), result.flags());
    }

    @Test
    void factorsAreFound() {
        double[] bright = {0.3, 1.8, 2e-2};
        Posterior p = fit(source(simulated(0, 1, bright), simulated(2, 1.2, bright)), factors("lognormal:1,0.3"), 1000)
                .posterior().orElseThrow();
        ParameterSummary factor = p.summary(3);
        assertEquals(1.2, factor.mean(), 3 * factor.std());
        assertTrue(factor.std() < 0.03, factor.toString());
        // The usual prior holds it back no more than its width says.
        ParameterSummary near = fit(source(simulated(0, 1, bright), simulated(2, 1.2, bright)), JointFit.DEFAULT, 1000)
                .posterior().orElseThrow().summary(3);
        assertEquals(1.2, near.mean(), 3 * near.std());
    }

    /** Instruments that contradict the prior of their factor: the posterior is in a corner of the prior's cube. */
    @Test
    void factorsFarOffTheirPriorAreFoundInTime() {
        FitResult result = fit(source(simulated(0, 1, TRUTH), simulated(2, 2, TRUTH)), factors("lognormal:1,0.05,0.1,10"),
                1000);
        assertTrue(result.refinement().orElseThrow().evaluations() < 30_000, result.refinement().toString());
        // Moments of ln factor under normal data and prior: the posterior is between both, by their variances.
        double[] first = rates(model, 0, TRUTH);
        double[] second = rates(model, 2, TRUTH);
        double data = 1 / (Arrays.stream(first).sum() * EXPOSURE) + 1 / (2 * Arrays.stream(second).sum() * EXPOSURE);
        double prior = Math.pow(0.05 * Math.log(10), 2);
        double[] logs = Arrays.stream(result.posterior().orElseThrow().column(3)).map(Math::log).toArray();
        double mean = Arrays.stream(logs).average().orElseThrow();
        double std = Math.sqrt(data * prior / (data + prior));
        assertEquals(std, new StandardDeviation().evaluate(logs), 0.15 * std);
        assertEquals(Math.log(2) * prior / (data + prior), mean, 3 * std + Math.sqrt(data));
    }

    @Test
    void anUntiedParameterIsEachSpectrumsOwn() {
        FitResult result = fit(source(simulated(0, 1, 0.3, 1.2, 2e-2), simulated(2, 1, 0.3, 2.6, 2e-2)),
                factors("none", "PhoIndex"), 1000);
        assertEquals(List.of("nH", "PhoIndex_1", "norm", "PhoIndex_2"), labels(result));
        Posterior p = result.posterior().orElseThrow();
        assertEquals(1.2, p.summary(1).mean(), 3 * p.summary(1).std());
        assertEquals(2.6, p.summary(3).mean(), 3 * p.summary(3).std());
        assertTrue(p.summary(1).std() < 0.1 && p.summary(3).std() < 0.1);
    }

    /** XSPEC counts the parameters of the second data group after those of the first. */
    @Test
    void parametersAreNumberedByDataGroups() throws Exception {
        FitProblem problem = pose(source(simulated(0, 1, TRUTH), simulated(2, 1, TRUTH)), factors("uniform:0.5,2", "norm"));
        assertEquals(List.of("nH__2", "PhoIndex__3", "norm__4", "factor__5", "norm__8"), problem.prior().free().stream()
                .map(f -> f.parameter().name() + "__" + f.parameter().index()).toList());
        assertEquals("constant*(" + model.prior().model().expression() + ")", problem.prior().model().expression());
        assertEquals(Map.of("nH_2", "nH", "PhoIndex_2", "PhoIndex"), problem.prior().ties());
    }

    @Test
    void aBadSpectrumDoesNotCostTheOthers() {
        Spectrum good = simulated(0, 1, TRUTH);
        Spectrum third = simulated(2, 1, TRUTH);
        Spectrum foreign = Spectrum.builder(new double[7]).exposure(EXPOSURE).mission("TEST", "B").build();
        Spectrum unexposed = Spectrum.builder(new double[CHANNELS[1]]).exposure(0).mission("TEST", "B").build();
        FitResult whole = fit(source(good, third), JointFit.DEFAULT, 500);
        for (Spectrum bad : List.of(foreign, unexposed)) {
            FitResult result = fit(source(good, bad, third), JointFit.DEFAULT, 500);
            assertEquals(List.of("nH", "PhoIndex", "norm", "factor_3"), labels(result));
            assertEquals(whole.posterior().orElseThrow().summary(1), result.posterior().orElseThrow().summary(1));
            assertEquals(Set.of(FitFlag.SPECTRUM_LEFT_OUT), result.flags());
            assertTrue(result.reason().startsWith("spectrum 2 (row 2) is left out: "), result.reason());
            assertEquals(2, result.spectra().orElseThrow().used());
            assertEquals("A+C", result.spectra().orElseThrow().instruments());
        }
        FitResult none = fit(source(foreign, unexposed), JointFit.DEFAULT, 500);
        assertTrue(none.posterior().isEmpty() && none.reason().startsWith("no spectrum of the source can be fitted: "),
                none.reason());
        assertEquals(0, none.spectra().orElseThrow().used());
    }

    /** One spectrum of a source is fitted as it is without a source. */
    @Test
    void aSourceOfOneSpectrumIsThatSpectrum() {
        Spectrum only = simulated(0, 1, TRUTH);
        FitResult joint = fit(source(only), JointFit.DEFAULT, 500);
        FitResult alone = fit(FitRequest.of(0, only), JointFit.DEFAULT, 500);
        assertEquals(labels(alone), labels(joint));
        assertEquals(alone.posterior().orElseThrow().summary(2), joint.posterior().orElseThrow().summary(2));
    }
}
