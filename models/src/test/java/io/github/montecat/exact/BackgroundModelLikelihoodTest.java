package io.github.montecat.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.physics.ModelExpression;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.prior.UniformPrior;
import io.github.montecat.progress.Progress;
import io.github.montecat.response.Response;
import io.github.montecat.spectrum.EnergyGrid;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.statistic.BackgroundShape;
import io.github.montecat.statistic.BinnedCounts;
import io.github.montecat.statistic.LogSum;
import io.github.montecat.statistic.NoticedBins;
import io.github.montecat.statistic.OnOffCounts;
import io.github.montecat.statistic.ProfiledBackgroundBias;
import io.github.montecat.statistic.SourceCountsPosterior;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.numbers.gamma.LogGamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spectra with a background model beside direct sums and closed forms, and where W is biased. */
class BackgroundModelLikelihoodTest {

    private static final double SECONDS = 100;
    /** Spectra of each kind; {@code -Dmontecat.test.bias=60} gives the numbers of docs/validation.md. */
    private static final int SPECTRA = Integer.getInteger("montecat.test.bias", 12);

    /** A power law of index 0 has as many counts in each channel. */
    private static Response response(int channels) {
        double[] edges = new double[channels + 1];
        Arrays.setAll(edges, i -> 1 + 6.0 * i / channels);
        float[] matrix = new float[channels * channels];
        for (int i = 0; i < channels; i++) {
            matrix[i * channels + i] = 10;
        }
        return Response.ofDense(EnergyGrid.ofEdges(edges), EnergyGrid.ofEdges(edges), matrix);
    }

    private static ModelPrior prior(double index, double most) {
        return new ModelPrior(ModelExpression.parse("powerlaw"), Map.of("norm", new UniformPrior(0, most)),
                Map.of("PhoIndex", index));
    }

    private record Posed(SpectrumLikelihood plain, BackgroundModelLikelihood modelled, BinnedCounts data,
            BackgroundShape shape) {
    }

    private static Posed pose(ModelPrior prior, double[] on, double[] off, double ratio) {
        Response response = response(on.length);
        Spectrum spectrum = Spectrum.builder(on).exposure(SECONDS)
                .background(Spectrum.builder(off).exposure(SECONDS / ratio).build()).build();
        NoticedBins bins = NoticedBins.of(spectrum, response.bins());
        BinnedCounts data = new BinnedCounts(spectrum, bins);
        BackgroundShape shape = BackgroundShape.of(data, bins);
        SpectrumLikelihood plain = SpectrumLikelihood.of(prior, response, bins, spectrum);
        return new Posed(plain, new BackgroundModelLikelihood(plain, data, shape), data, shape);
    }

    private static double[] poisson(Well19937c random, int bins, double mean) {
        double[] counts = new double[bins];
        Arrays.setAll(counts, b -> mean == 0 ? 0 : new PoissonDistribution(random, mean,
                PoissonDistribution.DEFAULT_EPSILON, 10_000).sample());
        return counts;
    }

    @ParameterizedTest
    @CsvSource({"0,0,0.5", "0,5,0.5", "0.05,0,0.5", "0.3,0.2,0.5", "3,1,2", "20,30,0.1", "400,3,1", "0.1,0.1,1e-4"})
    void isTheIntegralOverTheLevel(double on, double off, double ratio) {
        Well19937c random = new Well19937c(7);
        Posed p = pose(prior(1, 1), poisson(random, 40, on), poisson(random, 40, off), ratio);
        double[] shares = p.shape().shares();
        double total = p.shape().total();
        for (double place : new double[] {0, 0.003, 0.2, 1}) {
            double[] rates = p.plain().rates(new double[][] {{place}})[0];
            int steps = 20_000;
            double most = (total + p.data().total()) / (1 + ratio);
            double top = Math.max(total, most) + 12 * Math.sqrt(Math.max(total, most) + 1) + 40;
            double[] logs = new double[steps];
            for (int i = 0; i < steps; i++) {
                double level = top * (i + 0.5) / steps;
                double log = total * Math.log(level) - level - LogGamma.value(total + 1);
                for (int b = 0; b < rates.length; b++) {
                    double mean = rates[b] * SECONDS + level * shares[b] * ratio;
                    double n = p.data().counts(b);
                    log += n > 0 ? n * Math.log(mean / n) + n - mean : -mean;
                }
                logs[i] = log + Math.log(top / steps);
            }
            double direct = LogSum.of(logs);
            assertEquals(direct, p.modelled().values(new double[][] {{place}})[0], 1e-4 + 1e-8 * Math.abs(direct),
                    "at " + place);
        }
        assertTrue(p.modelled().residuals().isPresent());
    }

    /** In one bin, with a flat prior of the norm, it is the closed form of source and background counts. */
    @ParameterizedTest
    @CsvSource({"0,0,0.5", "4,3,0.5", "12,40,0.25", "54,44,0.5"})
    void oneBinIsTheClosedForm(double on, double off, double ratio) {
        double most = 100;
        Posed p = pose(prior(0, most / (6 * 10 * SECONDS)), new double[] {on}, new double[] {off}, ratio);
        SourceCountsPosterior known = new SourceCountsPosterior(new OnOffCounts((long) on, off, ratio));
        double[] places = {0.02, 0.05, 0.1, 0.2, 0.3, 0.5};
        double[] values = p.modelled().values(Arrays.stream(places).mapToObj(u -> new double[] {u})
                .toArray(double[][]::new));
        for (int i = 1; i < places.length; i++) {
            assertEquals(Math.log(known.density(most * places[i]) / known.density(most * places[0])),
                    values[i] - values[0], 1e-5);
        }
    }

    @Test
    void backgroundIsThatOfBothSpectra() {
        Well19937c random = new Well19937c(3);
        Posed p = pose(prior(1, 1e-9), poisson(random, 100, 1), poisson(random, 100, 2), 0.5);
        // Nearly no source: the level is known from all counts.
        double on = p.data().total();
        double off = p.shape().total();
        BackgroundModelLikelihood.Background background = p.modelled().background(new double[][] {{0.5}, {0.1}});
        assertEquals((on + off + 1) / 1.5 * 0.5, background.mean(), 1e-3);
        assertEquals(Math.sqrt(on + off + 1) / 1.5 * 0.5, background.std(), 1e-2);
        assertEquals(background.mean(), Arrays.stream(background.bins()).sum(), 1e-9);
    }

    /** Norms of faint spectra: the mean over many is the truth with a model, and far from it with W. */
    @ParameterizedTest
    @CsvSource({"0.05,0.05,1", "0.1,0.1,1", "0.3,0.2,1", "1,0.2,1", "2,1,1", "20,1,0"})
    void normsAreUnbiasedWhereThoseOfWAreNot(double off, double source, int biased) {
        int bins = 400;
        int spectra = SPECTRA;
        double most = 4 * source + 1;
        double width = 6.0 / bins * 10 * SECONDS;
        double sumModel = 0;
        double sumW = 0;
        double predicted = 0;
        for (int i = 0; i < spectra; i++) {
            Well19937c random = new Well19937c(100 + i);
            Posed p = pose(prior(0, most / width), poisson(random, bins, source + 0.5 * off), poisson(random, bins, off),
                    0.5);
            double sigma = Math.sqrt(bins * (source + 0.75 * off)) / bins;
            sumModel += (most * mode(p.modelled()) - source) / sigma / spectra;
            sumW += (most * mode(p.plain()) - source) / sigma / spectra;
            double[] shape = new double[bins];
            Arrays.fill(shape, source);
            predicted += ProfiledBackgroundBias.of(p.data(), p.shape(), shape) / spectra;
        }
        double error = 4 / Math.sqrt(spectra);
        if (spectra > 12) {
            System.out.printf(Locale.ROOT, "b %.2f s %.2f: model %.2f W %.2f predicted %.2f%n", off, source, sumModel, sumW, predicted);
        }
        assertEquals(0, sumModel, error);
        assertEquals(biased == 1, Math.abs(predicted) > ProfiledBackgroundBias.NOTICEABLE, "predicted " + predicted);
        assertEquals(biased == 1, Math.abs(sumW) > 0.5 * ProfiledBackgroundBias.NOTICEABLE
                + (biased == 1 ? 0 : error), "seen " + sumW);
    }

    private static double mode(LogLikelihood likelihood) {
        double low = 1e-6;
        double high = 1;
        for (int i = 0; i < 4; i++) {
            double from = low;
            double step = (high - low) / 24;
            double[] values = likelihood.values(IntStream.rangeClosed(0, 24)
                    .mapToObj(k -> new double[] {from + k * step}).toArray(double[][]::new));
            int best = 0;
            for (int k = 1; k < values.length; k++) {
                best = values[k] > values[best] ? k : best;
            }
            low = Math.max(from + (best - 1) * step, 1e-6);
            high = Math.min(from + (best + 1) * step, 1);
        }
        return (low + high) / 2;
    }

    @Test
    void samplersTakeIt() {
        Well19937c random = new Well19937c(3);
        Posed p = pose(prior(1, 1), poisson(random, 300, 0.3), poisson(random, 300, 0.1), 0.5);
        RefinedPosterior fast = new AdaptiveImportanceSampler(ImportanceSettings.DEFAULT).sample(p.modelled(),
                new double[0][], 1, 0, Progress.NONE);
        assertTrue(fast.converged(), fast.failure().toString());
        WeightedPosterior nested = new NestedSampler().sample(p.modelled(), 1, 0, Progress.NONE);
        double sigma = Math.sqrt(nested.variance(0));
        assertEquals(nested.mean(0), fast.posterior().mean(0), 0.15 * sigma);
        assertEquals(nested.logEvidence(), fast.posterior().logEvidence(), 4 * nested.logEvidenceError());
    }
}
