package io.github.montecat.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.fit.FoldedModel;
import io.github.montecat.physics.ModelExpression;
import io.github.montecat.prior.LogUniformPrior;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.UniformPrior;
import io.github.montecat.progress.Progress;
import io.github.montecat.response.Response;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.simulate.SpectrumSimulator;
import io.github.montecat.simulate.SpectrumSource;
import io.github.montecat.spectrum.EnergyGrid;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.statistic.BinnedCounts;
import io.github.montecat.statistic.FitStatistic;
import io.github.montecat.statistic.NoticedBins;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedGamma;
import org.junit.jupiter.api.Test;

/** Likelihoods of spectra, and their posteriors where these are known: that of a norm alone is a gamma distribution. */
class SpectrumLikelihoodTest {

    private static final int CHANNELS = 30;
    private static final double SECONDS = 50;
    private static final double GREATEST = 0.4;

    /** Every photon lands in the channel of its energy. */
    private static Response ideal() {
        double[] edges = new double[CHANNELS + 1];
        Arrays.setAll(edges, i -> 0.5 * Math.pow(20, i / (double) CHANNELS));
        float[] matrix = new float[CHANNELS * CHANNELS];
        for (int i = 0; i < CHANNELS; i++) {
            matrix[i * CHANNELS + i] = 100;
        }
        return Response.ofDense(EnergyGrid.ofEdges(edges), EnergyGrid.ofEdges(edges), matrix);
    }

    private static ModelPrior prior() {
        return new ModelPrior(ModelExpression.parse("tbabs*powerlaw"), Map.of("nH", new UniformPrior(0, 1), "PhoIndex",
                new UniformPrior(0.5, 3), "norm", new LogUniformPrior(1e-3, 1)), Map.of());
    }

    private static ModelPrior normAlone() {
        return new ModelPrior(ModelExpression.parse("powerlaw"), Map.of("norm", new UniformPrior(0, GREATEST)),
                Map.of("PhoIndex", 1.8));
    }

    private static double[] counts() {
        return IntStream.range(0, CHANNELS).mapToDouble(i -> (i * 7) % 12).toArray();
    }

    private static double logPoisson(double counts, double mean) {
        return counts * Math.log(mean) - mean - LogGamma.value(counts + 1);
    }

    @Test
    void isTheStatisticOfTheSpectrum() {
        Spectrum background = Spectrum.builder(IntStream.range(0, CHANNELS).mapToDouble(i -> i % 5).toArray())
                .exposure(3 * SECONDS).build();
        for (Spectrum spectrum : List.of(Spectrum.of(counts(), SECONDS),
                Spectrum.builder(counts()).exposure(SECONDS).background(background).build())) {
            NoticedBins bins = NoticedBins.of(spectrum, ideal().bins()).only(1, 8);
            SpectrumLikelihood likelihood = SpectrumLikelihood.of(prior(), ideal(), bins, spectrum);
            double[][] units = {{0.3, 0.6, 0.5}, {0, 1, 1}, {1, 0, 0}, {0.2, 0.2, 0.2}, {0.9, 0.8, 0.1}};
            double[] values = likelihood.values(units);
            double[][] residuals = likelihood.residuals().orElseThrow().values(units);
            BinnedCounts data = new BinnedCounts(spectrum, bins);
            FitStatistic statistic = spectrum.background().isPresent() ? FitStatistic.W_STAT : FitStatistic.C_STAT;
            for (int i = 0; i < units.length; i++) {
                double[] rates = new FoldedModel(prior().model(), ideal(), bins).rates(prior().fromUnit(units[i]));
                double expected = statistic.value(data, rates);
                assertEquals(expected, -2 * values[i], 1e-9 * expected);
                assertEquals(expected, Arrays.stream(residuals[i]).map(r -> r * r).sum(), 1e-9 * expected);
            }
            assertEquals(statistic, likelihood.statistic());
            assertEquals(bins.size(), likelihood.bins());
        }
    }

    @Test
    void withTheSaturatedOneItIsAProbability() {
        double[] background = IntStream.range(0, CHANNELS).mapToDouble(i -> 0.5 + i % 3).toArray();
        SpectrumLikelihood likelihood = SpectrumLikelihood.of(prior(), ideal(), Spectrum.of(counts(), SECONDS));
        double[] unit = {0.2, 0.5, 0.4};
        double[] rates = ideal().fold(prior().model().on(ideal().energies()).photonFlux(prior().fromUnit(unit)));
        double without = 0;
        double with = 0;
        for (int b = 0; b < CHANNELS; b++) {
            without += logPoisson(counts()[b], rates[b] * SECONDS);
            with += logPoisson(counts()[b], rates[b] * SECONDS + background[b]);
        }
        assertEquals(without, likelihood.values(new double[][] {unit})[0] + likelihood.logSaturated(), 1e-9);
        SpectrumLikelihood known = likelihood.withBackground(background);
        assertEquals(with, known.values(new double[][] {unit})[0] + known.logSaturated(), 1e-9);
    }

    @Test
    void posteriorOfANormIsAGammaDistribution() {
        SpectrumLikelihood likelihood = SpectrumLikelihood.of(normAlone(), ideal(), Spectrum.of(counts(), SECONDS));
        double[] perNorm = ideal().fold(normAlone().model().on(ideal().energies()).photonFlux(1.8, 1));
        double total = Arrays.stream(counts()).sum();
        double expected = SECONDS * Arrays.stream(perNorm).sum();
        double logEvidence = -Math.log(GREATEST) + LogGamma.value(total + 1) - (total + 1) * Math.log(expected)
                + Math.log(RegularizedGamma.P.value(total + 1, expected * GREATEST));
        for (int b = 0; b < CHANNELS; b++) {
            logEvidence += counts()[b] * Math.log(SECONDS * perNorm[b]) - LogGamma.value(counts()[b] + 1);
        }
        for (WeightedPosterior posterior : List.of(new NestedSampler().sample(likelihood, 1, 0, Progress.NONE),
                new AdaptiveImportanceSampler(new ImportanceSettings(4000, 20_000)).sample(likelihood, new double[0][], 1, 0,
                        Progress.NONE).posterior())) {
            assertEquals(logEvidence, posterior.logEvidence() + likelihood.logSaturated(),
                    4 * posterior.logEvidenceError());
            double deviation = Math.sqrt(total + 1) / expected;
            assertEquals(0, (GREATEST * posterior.mean(0) - (total + 1) / expected) / deviation, 0.1);
            assertEquals(1, GREATEST * Math.sqrt(posterior.variance(0)) / deviation, 0.08);
        }
    }

    @Test
    void importanceAndNestedSamplingAgreeOnASpectrum() {
        Dataset data = Dataset.simulate(SpectrumSource.of(prior(), ideal(), SECONDS), 3, 1, 11, Progress.NONE);
        SpectrumLikelihood likelihood = SpectrumLikelihood.of(prior(), ideal(), data.spectrum(0, 0).toSpectrum());
        WeightedPosterior nested = new NestedSampler().sample(likelihood, 1, 0, Progress.NONE);
        RefinedPosterior refined = new AdaptiveImportanceSampler(new ImportanceSettings(4000, 50_000)).sample(likelihood,
                new double[0][], 1, 0, Progress.NONE);
        assertTrue(refined.converged(), refined.failure().orElse(""));
        assertEquals(nested.logEvidence(), refined.posterior().logEvidence(), 3 * nested.logEvidenceError());
        for (int p = 0; p < 3; p++) {
            double deviation = Math.sqrt(refined.posterior().variance(p));
            assertEquals(0, (nested.mean(p) - refined.posterior().mean(p)) / deviation, 0.12);
            assertEquals(1, Math.sqrt(nested.variance(p)) / deviation, 0.1);
        }
    }

    @Test
    void bayesRiskOfANormIsTheMeanVarianceOfGammaDistributions() {
        SpectrumSimulator simulator = new SpectrumSimulator(normAlone(), ideal(), SECONDS);
        double perNorm = Arrays.stream(simulator.expectedCounts(new double[] {1})).sum();
        ReferencePosterior sampler = new ReferencePosterior(new ImportanceSettings(2000, 50_000), new NestedSampler());
        Dataset data = Dataset.simulate(SpectrumSource.of(normAlone(), ideal(), SECONDS), 0, 40, 9, Progress.NONE);
        List<SpectrumLikelihood> spectra = IntStream.range(0, 40).mapToObj(i -> SpectrumLikelihood.of(normAlone(), ideal(),
                data.spectrum(i, 0).toSpectrum())).toList();
        BayesRisk own = BayesRisk.of(spectra, sampler, 1, Progress.NONE);
        double exact = IntStream.range(0, 40).mapToDouble(i -> truncatedGammaVariance(
                Arrays.stream(data.spectrum(i, 0).counts()).sum() + 1, perNorm * GREATEST)).average().orElseThrow();
        assertEquals(1, own.perParameter()[0] / exact, 0.02);
        assertEquals(own.mean(), own.perParameter()[0]);
        assertEquals(40, own.spectra());
        // Over the prior: the mean of (n + 1) / (counts at the end of the prior)^2, n uniform; the cut at the end is slight.
        BayesRisk whole = BayesRisk.of(simulator, 40, 2000, sampler, 9, Progress.NONE);
        assertEquals(0.5 / (perNorm * GREATEST), whole.mean(), 4 * whole.meanError());
        assertTrue(whole.meanError() < 0.5 * own.meanError(), whole.meanError() + " is not below " + own.meanError());
    }

    /** Variance of x / greatest for a gamma distribution of x that is cut off at the greatest. */
    private static double truncatedGammaVariance(double shape, double greatest) {
        double whole = RegularizedGamma.P.value(shape, greatest);
        double mean = shape * RegularizedGamma.P.value(shape + 1, greatest) / whole;
        double square = shape * (shape + 1) * RegularizedGamma.P.value(shape + 2, greatest) / whole;
        return (square - mean * mean) / (greatest * greatest);
    }

    @Test
    void wrongPairsAreRefused() {
        Spectrum spectrum = Spectrum.of(counts(), SECONDS);
        NoticedBins bins = NoticedBins.of(spectrum, ideal().bins());
        BinnedCounts data = new BinnedCounts(spectrum, bins);
        FoldedModel other = new FoldedModel(ModelExpression.parse("powerlaw"), ideal(), bins);
        assertThrows(IllegalArgumentException.class, () -> new SpectrumLikelihood(prior(), other, data));
        double[] negative = counts();
        negative[3] = -1;
        assertThrows(IllegalArgumentException.class,
                () -> SpectrumLikelihood.of(prior(), ideal(), Spectrum.of(negative, SECONDS)));
        SpectrumLikelihood likelihood = SpectrumLikelihood.of(prior(), ideal(), spectrum);
        assertThrows(IllegalArgumentException.class, () -> likelihood.withBackground(new double[3]));
        assertThrows(IllegalArgumentException.class, () -> likelihood.withBackground(negative));
    }
}
