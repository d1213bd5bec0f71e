package io.github.montecat.inference;

import io.github.montecat.assessment.SpectrumCheck;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.exact.AdaptiveImportanceSampler;
import io.github.montecat.exact.EqualWeightSamples;
import io.github.montecat.exact.ImportanceSettings;
import io.github.montecat.exact.RefinedPosterior;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.progress.Progress;
import io.github.montecat.spectrum.Spectrum;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Looks at what a network said of a spectrum: corrects its samples by the exact likelihood, if that is wanted, and tells how
 * well posterior and model describe the data. Runs in the current fork-join pool. Immutable and safe for use by several
 * threads.
 */
final class SpectrumRefiner {

    private static final int FEWEST_EFFECTIVE = 100;

    private final FitSettings settings;
    private final ResponseLookup responses;

    SpectrumRefiner(FitSettings settings, ResponseLookup responses) {
        this.settings = settings;
        this.responses = responses;
    }

    /** What became of the samples. */
    private record Outcome(Posterior posterior, Optional<Refinement> refinement, String failure) {
    }

    FitResult refine(long row, ModelBundle bundle, Spectrum spectrum, Posterior drawn, Progress progress) {
        Set<FitFlag> flags = new HashSet<>();
        Outcome outcome = new Outcome(drawn, Optional.empty(), "");
        Optional<FitQuality> quality = Optional.empty();
        try {
            SpectrumTarget target = SpectrumTarget.of(bundle, spectrum,
                    settings.refine() ? responses.of(spectrum) : Optional.empty());
            Posterior posterior = drawn.withStatistics(() -> statistics(target, drawn));
            outcome = settings.refine() ? refined(row, target, posterior, progress)
                    : new Outcome(posterior, Optional.empty(), "");
            quality = Optional.of(FitQuality.of(SpectrumCheck.of(target.data(), target.model(),
                    outcome.posterior().units(), settings.seed(), row), target.data().total(), bundle));
        } catch (UnfitSpectrumException | IllegalArgumentException | ArithmeticException e) {
            outcome = new Outcome(drawn, Optional.empty(), "the exact likelihood cannot be computed: " + e.getMessage());
        }
        if (outcome.posterior().atPriorEdge()) {
            flags.add(FitFlag.PRIOR_EDGE);
        }
        if (quality.map(FitQuality::isOutlier).orElse(false)) {
            flags.add(FitFlag.OUT_OF_DISTRIBUTION);
        }
        if (settings.refine() && !outcome.refinement().map(Refinement::converged).orElse(false)) {
            flags.add(FitFlag.NOT_REFINED);
        }
        return new FitResult(row, Optional.of(bundle), Optional.of(outcome.posterior()), flags, outcome.failure(), quality,
                outcome.refinement(), Optional.empty());
    }

    private Outcome refined(long row, SpectrumTarget target, Posterior drawn, Progress progress) {
        int samples = settings.samples();
        ImportanceSettings until = new ImportanceSettings(Math.max(FEWEST_EFFECTIVE, samples),
                Math.max(ImportanceSettings.DEFAULT.maxEvaluations(), 30 * samples));
        RefinedPosterior r = new AdaptiveImportanceSampler(until).sample(target.likelihood(), points(drawn),
                settings.seed(), row, progress);
        Refinement refinement = new Refinement(r.converged(), r.posterior().effectiveSampleSize(), r.efficiency(),
                r.posterior().logEvidence(), r.posterior().logEvidenceError(), r.paretoShape());
        if (!r.converged()) {
            return new Outcome(drawn, Optional.of(refinement), "not refined: " + r.failure().orElseThrow());
        }
        EqualWeightSamples equal = r.posterior().resample(samples, settings.seed(), row);
        ModelPrior prior = drawn.prior();
        double[][] units = new double[prior.dimension()][samples];
        for (int p = 0; p < units.length; p++) {
            for (int i = 0; i < samples; i++) {
                units[p][i] = equal.units()[i][p];
            }
        }
        return new Outcome(new Posterior(prior, Posterior.values(prior, units),
                Arrays.stream(equal.logLikelihoods()).map(l -> -2 * l).toArray()), Optional.of(refinement), "");
    }

    private static Optional<double[]> statistics(SpectrumTarget target, Posterior drawn) {
        try {
            return Optional.of(Arrays.stream(target.likelihood().values(points(drawn))).map(l -> -2 * l).toArray());
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** Samples x parameters. */
    private static double[][] points(Posterior drawn) {
        double[][] units = drawn.units();
        return IntStream.range(0, drawn.sampleCount())
                .mapToObj(i -> Arrays.stream(units).mapToDouble(u -> u[i]).toArray()).toArray(double[][]::new);
    }
}
