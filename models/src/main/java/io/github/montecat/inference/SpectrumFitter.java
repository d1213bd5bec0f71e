package io.github.montecat.inference;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.derived.Derivation;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.engine.McDropoutEngine;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.MissingFile;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.inference.Correction.Corrected;
import io.github.montecat.progress.ParallelTasks;
import io.github.montecat.progress.Progress;
import io.github.montecat.statistic.OnOffCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fits spectra step by step: {@link ProblemSetup} poses the problem, {@link Proposer} finds where its posterior is,
 * {@link Correction} makes it exact if that is wanted, {@link FitQuality} tells how well it describes the data, and
 * {@link Derivation}s make fluxes and other quantities of it. A row that fails in one step does not reach the next and
 * does not stop other rows. Runs in the current fork-join pool. Immutable and safe for use by several threads.
 */
public final class SpectrumFitter {

    private static final String NO_LIKELIHOOD = "the exact likelihood cannot be computed: ";

    private final ProblemSetup setup;
    private final Proposer proposer;
    private final Correction correction;
    private final ExactSampling exact;
    private final Correction start;
    private final long seed;
    private final DerivedSteps derive;

    /**
     * @param setup poses the problems
     * @param proposer finds samples near their posteriors
     * @param correction makes posteriors of these samples; {@link Correction#NONE} to take them as they are
     * @param samples number of posterior samples of a problem without a proposal
     * @param seed seed of the check of each posterior, and of the samples of a problem without a proposal
     */
    public SpectrumFitter(ProblemSetup setup, Proposer proposer, Correction correction, int samples, long seed) {
        this(setup, proposer, correction, samples, seed, List.of());
    }

    private SpectrumFitter(ProblemSetup setup, Proposer proposer, Correction correction, int samples, long seed,
            List<Derivation> derivations) {
        this.setup = setup;
        this.proposer = proposer;
        this.correction = correction;
        this.exact = new ExactSampling(samples, seed);
        this.start = new LikelihoodCorrection(samples, seed);
        this.seed = seed;
        this.derive = new DerivedSteps(derivations);
    }

    /**
     * A fitter for any spectrum.
     *
     * @param library bundles; where one fits, its network proposes
     * @param choice the model of spectra that no bundle fits, or of all
     * @param settings samples, seed, an explicit bundle, and whether to refine
     * @param engine what runs the networks
     * @param responses finds the responses of spectra
     * @return the fitter
     * @throws IllegalArgumentException if the explicit bundle is not in the library
     */
    public static SpectrumFitter ofAny(BundleLibrary library, ModelChoice choice, FitSettings settings,
            McDropoutEngine engine, ResponseLookup responses) {
        ProblemSetup exactly = new ModelProblems(choice.model(), responses, choice.noticed(), library,
                settings.background(), choice.joint());
        ProblemSetup bundles = new BundleProblems(library, settings.bundle(),
                settings.refine() ? responses : ResponseLookup.NONE, choice.narrowed());
        return new SpectrumFitter(choice.always() ? exactly : settings.bundle().isPresent() ? bundles
                : new FirstThatPoses(bundles, exactly), settings, engine);
    }

    private SpectrumFitter(ProblemSetup setup, FitSettings settings, McDropoutEngine engine) {
        this(setup, new NetworkProposer(engine, settings.samples(), settings.seed()),
                settings.refine() ? new LikelihoodCorrection(settings.samples(), settings.seed()) : Correction.NONE,
                settings.samples(), settings.seed(), settings.derivations());
    }

    /**
     * A fitter with the networks of bundles on the processor, whatever engine the settings name.
     *
     * @param library bundles to choose from
     * @param settings samples, seed and an explicit bundle
     * @throws IllegalArgumentException if the explicit bundle is not in the library
     */
    public SpectrumFitter(BundleLibrary library, FitSettings settings) {
        this(library, settings, new CpuEngine());
    }

    /**
     * A fitter with the networks of bundles.
     *
     * @param library bundles to choose from
     * @param settings samples, seed and an explicit bundle
     * @param engine what runs the networks
     * @throws IllegalArgumentException if the explicit bundle is not in the library
     */
    public SpectrumFitter(BundleLibrary library, FitSettings settings, McDropoutEngine engine) {
        this(library, settings, engine, ResponseLookup.NONE);
    }

    /**
     * A fitter with the networks of bundles.
     *
     * @param library bundles to choose from
     * @param settings samples, seed, an explicit bundle, and whether to refine
     * @param engine what runs the networks
     * @param responses finds the response that a spectrum is refined with; where it finds none the bundle's is taken
     * @throws IllegalArgumentException if the explicit bundle is not in the library
     */
    public SpectrumFitter(BundleLibrary library, FitSettings settings, McDropoutEngine engine,
            ResponseLookup responses) {
        this(new BundleProblems(library, settings.bundle(), settings.refine() ? responses : ResponseLookup.NONE, Map.of()),
                settings, engine);
    }

    /**
     * Fits rows. The result of a row depends on its spectrum, its row number, the steps and the seed alone, so any row
     * can be fitted again later with the same outcome, in any company.
     *
     * @param requests the rows, in any number; memory is bounded by (rows x samples x parameters) doubles, so callers
     *        with many rows pass them in chunks
     * @param progress counts rows; may cancel
     * @return one result per request, in their order
     */
    public List<FitResult> fit(List<FitRequest> requests, Progress progress) {
        FitResult[] results = new FitResult[requests.size()];
        FitProblem[] posed = new FitProblem[requests.size()];
        ParallelTasks.run(posed.length, i -> {
            FitRequest request = requests.get(i);
            try {
                if (request.failure() != null) {
                    throw request.failure();
                }
                posed[i] = setup.pose(request);
            } catch (UnfitSpectrumException e) {
                results[i] = FitResult.failed(request.row(), e);
                if (!request.parts().isEmpty()) {
                    results[i] = results[i].ofSource(SourceSpectra.NONE);
                }
            }
        });
        List<FitProblem> problems = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < posed.length; i++) {
            if (posed[i] != null) {
                problems.add(posed[i]);
                places.add(i);
                posed[i] = null;
            }
        }
        long failed = results.length - problems.size();
        List<Proposal> proposals = proposer.propose(problems, (done, all) -> progress.update(
                failed + done * problems.size() / Math.max(all, 1) / 2, requests.size()));
        AtomicLong looked = new AtomicLong();
        ParallelTasks.run(problems.size(), i -> {
            FitProblem problem = problems.get(i);
            // A problem may hold a response of its own, which later rows do not need.
            problems.set(i, null);
            Progress row = (done, all) -> progress.update(failed + (problems.size() + looked.get()) / 2, requests.size());
            FitResult result = result(problem, proposals.get(i), row);
            results[places.get(i)] = problem.spectra().map(result::ofSource).orElse(result);
            progress.update(failed + (problems.size() + looked.incrementAndGet()) / 2, requests.size());
        });
        progress.update(requests.size(), requests.size());
        Arrays.setAll(results, i -> results[i].missing(requests.get(i).missing()));
        return List.of(results);
    }

    private FitResult result(FitProblem problem, Proposal proposal, Progress progress) {
        if (problem.wantsExact()) {
            return exact(problem, proposal, progress);
        } else if (proposal instanceof Proposal.Refused refused) {
            return FitResult.failed(problem.row(), refused.reason());
        } else if (proposal instanceof Proposal.Samples samples
                && samples.effective() >= Math.min(ExactSampling.FEWEST_EFFECTIVE, samples.units()[0].length)) {
            return corrected(problem, samples, progress);
        }
        // No network, or too few of its samples are inside a narrower prior.
        return exact(problem, new Proposal.Nothing(), progress);
    }

    /** The posterior by the likelihood, from a network's samples where they lead there. */
    private FitResult exact(FitProblem problem, Proposal proposal, Progress progress) {
        try {
            if (proposal instanceof Proposal.Samples samples) {
                Optional<Corrected> near = near(problem, samples, progress);
                if (near.isPresent()) {
                    return result(problem, problem.origin(), near.get(), problem.quality(near.get().posterior(), seed),
                            Optional.of(samples.engine()));
                }
            }
            Corrected found = exact.sample(problem, progress);
            return result(problem, problem.origin().withoutBundle(), found, problem.quality(found.posterior(), seed),
                    Optional.empty());
        } catch (UnfitSpectrumException e) {
            return FitResult.failed(problem.row(), e);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return FitResult.failed(problem.row(), new UnfitSpectrumException(FitFlag.NOT_REFINED, NO_LIKELIHOOD
                    + e.getMessage()));
        }
    }

    /** The posterior from a network's samples; empty if they are too far off, which must not cost the row. */
    private Optional<Corrected> near(FitProblem problem, Proposal.Samples samples, Progress progress)
            throws UnfitSpectrumException {
        try {
            return Optional.of(start.correct(problem, samples, progress))
                    .filter(c -> c.refinement().map(Refinement::converged).orElse(false));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    private FitResult corrected(FitProblem problem, Proposal.Samples samples, Progress progress) {
        Corrected corrected;
        Optional<FitQuality> quality = Optional.empty();
        List<MissingFile> missing = List.of();
        try {
            corrected = correction.correct(problem, samples, progress);
            quality = problem.quality(corrected.posterior(), seed);
        } catch (UnfitSpectrumException | IllegalArgumentException | ArithmeticException e) {
            corrected = new Corrected(Corrected.unchanged(problem, samples).posterior(), Optional.empty(),
                    NO_LIKELIHOOD + e.getMessage());
            missing = e instanceof UnfitSpectrumException unfit ? unfit.missing().stream().toList() : missing;
        }
        return result(problem, problem.origin(), corrected, quality, Optional.of(samples.engine())).missing(missing);
    }

    private FitResult result(FitProblem problem, FitOrigin origin, Corrected corrected, Optional<FitQuality> quality,
            Optional<String> engine) {
        Set<FitFlag> flags = EnumSet.noneOf(FitFlag.class);
        if (corrected.posterior().atPriorEdge()) {
            flags.add(FitFlag.PRIOR_EDGE);
        }
        if (quality.map(FitQuality::isOutlier).orElse(false)) {
            flags.add(FitFlag.OUT_OF_DISTRIBUTION);
        }
        if (engine.isPresent() && !problem.wantsExact() && correction != Correction.NONE
                && !corrected.refinement().map(Refinement::converged).orElse(false)) {
            flags.add(FitFlag.NOT_REFINED);
        }
        if (corrected.refinement().map(Refinement::converged).orElse(false)) {
            flags.addAll(problem.flags(corrected.posterior()));
        }
        if (DerivedSteps.counts(problem).flatMap(OnOffCounts::of).map(OnOffCounts::isFaint).orElse(false)) {
            flags.add(FitFlag.FAINT);
        }
        DerivedSteps.Outcome derived = derive.of(problem, corrected.posterior());
        String reason = Stream.of(corrected.failure(), derived.failure()).filter(s -> !s.isEmpty())
                .collect(Collectors.joining("; "));
        return new FitResult(problem.row(), Optional.of(origin), Optional.of(corrected.posterior()), flags, reason,
                quality, corrected.refinement(), engine, derived.values(), List.of());
    }
}
