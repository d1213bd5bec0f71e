package io.github.montecat.inference;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.engine.CpuEngine;
import io.github.montecat.engine.McDropoutEngine;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.inference.Correction.Corrected;
import io.github.montecat.progress.ParallelTasks;
import io.github.montecat.progress.Progress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Fits spectra step by step: {@link ProblemSetup} poses the problem, {@link Proposer} finds where its posterior is,
 * {@link Correction} makes it exact if that is wanted, and {@link FitQuality} tells how well it describes the data. A row that
 * fails in one step does not reach the next and does not stop other rows. Runs in the current fork-join pool. Immutable and
 * safe for use by several threads.
 */
public final class SpectrumFitter {

    private final ProblemSetup setup;
    private final Proposer proposer;
    private final Correction correction;
    private final long seed;

    /**
     * @param setup poses the problems
     * @param proposer finds samples near their posteriors
     * @param correction makes posteriors of these samples; {@link Correction#NONE} to take them as they are
     * @param seed seed of the check of each posterior
     */
    public SpectrumFitter(ProblemSetup setup, Proposer proposer, Correction correction, long seed) {
        this.setup = setup;
        this.proposer = proposer;
        this.correction = correction;
        this.seed = seed;
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
        this(new BundleProblems(library, settings.bundle(), settings.refine() ? responses : ResponseLookup.NONE),
                new NetworkProposer(engine, settings.samples(), settings.seed()),
                settings.refine() ? new LikelihoodCorrection(settings.samples(), settings.seed()) : Correction.NONE,
                settings.seed());
    }

    /**
     * Fits rows. The result of a row depends on its spectrum, its row number, the steps and the seed alone, so any row can be
     * fitted again later with the same outcome, in any company.
     *
     * @param requests the rows, in any number; memory is bounded by (rows x samples x parameters) doubles, so callers
     *        with many rows pass them in chunks
     * @param progress counts rows; may cancel
     * @return one result per request, in their order
     */
    public List<FitResult> fit(List<FitRequest> requests, Progress progress) {
        FitResult[] results = new FitResult[requests.size()];
        List<FitProblem> problems = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < results.length; i++) {
            FitRequest request = requests.get(i);
            try {
                if (request.failure() != null) {
                    throw request.failure();
                }
                problems.add(setup.pose(request.row(), request.spectrum()));
                places.add(i);
            } catch (UnfitSpectrumException e) {
                results[i] = FitResult.failed(request.row(), e);
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
            results[places.get(i)] = proposals.get(i) instanceof Proposal.Samples samples
                    ? result(problem, samples, (done, all) -> progress.update(
                            failed + (problems.size() + looked.get()) / 2, requests.size()))
                    : FitResult.failed(problem.row(), ((Proposal.Refused) proposals.get(i)).reason());
            progress.update(failed + (problems.size() + looked.incrementAndGet()) / 2, requests.size());
        });
        progress.update(requests.size(), requests.size());
        return List.of(results);
    }

    private FitResult result(FitProblem problem, Proposal.Samples samples, Progress progress) {
        Corrected corrected = Corrected.unchanged(problem, samples);
        Optional<FitQuality> quality = Optional.empty();
        try {
            corrected = correction.correct(problem, samples, progress);
            quality = Optional.of(problem.quality(corrected.posterior(), seed));
        } catch (UnfitSpectrumException | IllegalArgumentException | ArithmeticException e) {
            corrected = new Corrected(Corrected.unchanged(problem, samples).posterior(), Optional.empty(),
                    "the exact likelihood cannot be computed: " + e.getMessage());
        }
        Set<FitFlag> flags = EnumSet.noneOf(FitFlag.class);
        if (corrected.posterior().atPriorEdge()) {
            flags.add(FitFlag.PRIOR_EDGE);
        }
        if (quality.map(FitQuality::isOutlier).orElse(false)) {
            flags.add(FitFlag.OUT_OF_DISTRIBUTION);
        }
        if (correction != Correction.NONE && !corrected.refinement().map(Refinement::converged).orElse(false)) {
            flags.add(FitFlag.NOT_REFINED);
        }
        return new FitResult(problem.row(), problem.network().map(NetworkInput::bundle),
                Optional.of(corrected.posterior()), flags, corrected.failure(), quality, corrected.refinement(),
                Optional.of(samples.engine()));
    }
}
