package io.github.montecat.diagnostics;

import io.github.montecat.assessment.Coverage;
import io.github.montecat.assessment.CoverageChiSquared;
import io.github.montecat.assessment.RankHistogram;
import io.github.montecat.assessment.ScoredPosterior;
import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.derived.Derivation;
import io.github.montecat.derived.DerivedValues;
import io.github.montecat.derived.FittedSamples;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.fitmodel.FitModel;
import io.github.montecat.inference.FitRequest;
import io.github.montecat.inference.FitResult;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.inference.ModelChoice;
import io.github.montecat.inference.Refinement;
import io.github.montecat.inference.SpectrumFitter;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.progress.Progress;
import io.github.montecat.response.Response;
import io.github.montecat.simulate.Observation;
import io.github.montecat.simulate.ObservationSimulator;
import io.github.montecat.spectrum.Spectrum;
import io.github.montecat.statistic.NoticedBins;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * Posteriors without a network over simulated spectra whose truths are draws of the fit's own prior: simulation-based
 * calibration of the way that {@code infer --model} fits. Immutable; lists are unmodifiable.
 *
 * <p>Source: Talts et al. 2018, arXiv:1804.06788.
 *
 * @param labels labels of the free parameters, and names of the quantities that were derived of each sample
 * @param posteriors each posterior beside the truth, of the spectra that have one; total counts are those of the
 *         noticed bins
 * @param samples independent samples of the same posteriors, places in the prior or decimal logarithms of derived
 *        quantities, parameters x samples each
 * @param refinements how each of them was found
 * @param failures why other spectra have no posterior
 */
public record ExactEvaluation(List<String> labels, List<ScoredPosterior> posteriors, List<double[][]> samples,
        List<Refinement> refinements, List<String> failures) {

    /** Fewest spectra whose ranks make a histogram. */
    public static final int FEWEST_SPECTRA = 20;

    private static final int CHUNK = 32;
    /** Of the equally weighted samples every so many are looked at: they repeat, and ranks need independent ones. */
    private static final int THINNED = 4;

    /**
     * Simulates spectra and fits them, in the current fork-join pool.
     *
     * @param simulator gives spectra in single channels, with parameters from its own prior
     * @param choice the model that they are fitted with, and the energies
     * @param response the response that they are fitted through
     * @param spectra number of spectra, at least {@value #FEWEST_SPECTRA}
     * @param derivations quantities above 0, such as fluxes, whose intervals are looked at as those of parameters
     * @param samples posterior samples per spectrum, also the effective sample size to reach, at least 100
     * @param seed the seed; it determines everything
     * @param progress counts spectra; may cancel
     * @return the evaluation
     * @throws IllegalArgumentException if a number is too small
     */
    public static ExactEvaluation of(ObservationSimulator simulator, ModelChoice choice, Response response,
            List<Derivation> derivations, int spectra, int samples, long seed, Progress progress) {
        requireEnough(spectra, samples);
        FitModel model = choice.model();
        SpectrumFitter fitter = SpectrumFitter.ofAny(BundleLibrary.of(List.of()),
                new ModelChoice(model, true, choice.noticed()),
                new FitSettings(samples, seed, Optional.empty()).deriving(derivations),
                new CpuEngine(), spectrum -> Optional.of(response));
        List<ScoredPosterior> posteriors = new ArrayList<>();
        List<double[][]> thinned = new ArrayList<>();
        List<Refinement> refinements = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (int first = 0; first < spectra; first += CHUNK) {
            int from = first;
            List<Observation> simulated = simulator.simulate(from, Math.min(CHUNK, spectra - from), seed, Progress.NONE);
            List<Spectrum> observed = simulated.stream().map(o -> Spectrum.of(Arrays.stream(o.counts()).asDoubleStream()
                    .toArray(), o.exposure())).toList();
            List<FitResult> results = fitter.fit(IntStream.range(0, observed.size())
                    .mapToObj(i -> FitRequest.of(from + i, observed.get(i))).toList(),
                    (done, all) -> progress.update(from + done, spectra));
            for (int i = 0; i < results.size(); i++) {
                FitResult result = results.get(i);
                if (result.posterior().isEmpty()) {
                    failures.add(result.reason());
                    continue;
                }
                List<DerivedValues> derived = sampled(result.derived());
                double[][] some = thinned(with(result.posterior().get().units(), derived));
                double[] truth = Arrays.stream(model.prior().toUnit(simulated.get(i).values()))
                        .map(u -> Math.min(Math.max(u, 0), 1)).toArray();
                truth = Arrays.stream(with(Arrays.stream(truth).mapToObj(u -> new double[] {u}).toArray(double[][]::new),
                        derived(derivations, model.prior(), simulated.get(i).values()))).mapToDouble(u -> u[0]).toArray();
                derived.stream().map(d -> d.quantity().name()).forEach(names::add);
                posteriors.add(ScoredPosterior.of(counts(observed.get(i), response, choice), truth, some, seed, from + i));
                thinned.add(some);
                refinements.add(result.refinement().orElseThrow());
            }
        }
        return new ExactEvaluation(Stream.concat(model.prior().free().stream().map(f -> f.parameter().label()),
                names.stream()).toList(),
                List.copyOf(posteriors), List.copyOf(thinned), List.copyOf(refinements), List.copyOf(failures));
    }

    static void requireEnough(int spectra, int samples) {
        if (spectra < FEWEST_SPECTRA || samples < 100) {
            throw new RefusedValueException(spectra + " spectra with " + samples + " samples each, expected at least "
                    + FEWEST_SPECTRA + " spectra and 100 samples");
        }
    }

    private static List<DerivedValues> sampled(List<DerivedValues> values) {
        return values.stream().filter(d -> d.quantity().perSample()).toList();
    }

    /** The true values of what is derived. */
    private static List<DerivedValues> derived(List<Derivation> derivations, ModelPrior prior, double[] values) {
        FittedSamples truth = new FittedSamples(prior, Arrays.stream(values).mapToObj(v -> new double[] {v})
                .toArray(double[][]::new), Optional.empty());
        return sampled(derivations.stream().flatMap(d -> d.derive(truth).stream()).toList());
    }

    private static double[][] with(double[][] units, List<DerivedValues> values) {
        return Stream.concat(Arrays.stream(units), values.stream().map(d -> Arrays.stream(d.values()).map(Math::log10)
                .toArray())).toArray(double[][]::new);
    }

    private static double[][] thinned(double[][] units) {
        return Arrays.stream(units).map(u -> IntStream.range(0, u.length / THINNED).mapToDouble(i -> u[i * THINNED])
                .toArray()).toArray(double[][]::new);
    }

    private static double counts(Spectrum spectrum, Response response, ModelChoice choice) {
        NoticedBins all = NoticedBins.of(spectrum, response.bins()).ignoreBad();
        NoticedBins bins = choice.noticed().map(n -> all.only(n.low(), n.high())).orElse(all);
        return Arrays.stream(bins.sum(spectrum.counts())).sum();
    }

    /**
     * @return ranks of the truths, one histogram per parameter
     * @throws IllegalArgumentException if fewer than {@value #FEWEST_SPECTRA} spectra have a posterior
     */
    public List<RankHistogram> ranks() {
        return RankHistogram.of(labels, posteriors);
    }

    /** @return how often intervals contain the truth, overall and by counts */
    public List<Coverage> coverage() {
        return Coverage.of(labels, posteriors);
    }

    /**
     * @param seed seed of replicated truths
     * @return one test of the coverage of all parameters at all brightnesses
     */
    public CoverageChiSquared coverageChiSquared(long seed) {
        return CoverageChiSquared.of(posteriors, samples, seed);
    }

    /** @return median number of evaluations of the likelihood; NaN if no spectrum has a posterior */
    public double evaluations() {
        return median(refinements.stream().mapToDouble(Refinement::evaluations));
    }

    /** @return median effective sample size; NaN if no spectrum has a posterior */
    public double effectiveSamples() {
        return median(refinements.stream().mapToDouble(Refinement::effectiveSamples));
    }

    /** @return how many posteriors are those of nested sampling, since importance sampling did not converge */
    public int nested() {
        return (int) refinements.stream().filter(r -> Double.isNaN(r.paretoShape())).count();
    }

    private static double median(DoubleStream values) {
        return new Median().evaluate(values.toArray());
    }
}
