package io.github.montecat.inference;

import io.github.montecat.exact.AdaptiveImportanceSampler;
import io.github.montecat.exact.ImportanceSettings;
import io.github.montecat.exact.RefinedPosterior;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.progress.Progress;
import java.util.Optional;

/**
 * Corrects a proposal by the exact likelihood: importance sampling that starts from the proposed samples. Where it does
 * not converge the samples stay the proposal's. Runs in the current fork-join pool.
 */
final class LikelihoodCorrection implements Correction {

    private final int samples;
    private final long seed;

    /**
     * @param samples number of samples to draw from the weighted ones
     * @param seed seed of all draws
     */
    LikelihoodCorrection(int samples, long seed) {
        this.samples = samples;
        this.seed = seed;
    }

    @Override
    public Corrected correct(FitProblem problem, Proposal.Samples proposal, Progress progress)
            throws UnfitSpectrumException {
        FlatCube cube = FlatCube.of(problem.prior());
        RefinedPosterior r = new AdaptiveImportanceSampler(
                ExactSampling.until(samples, ImportanceSettings.DEFAULT.starts())).sample(cube.over(problem.likelihood()),
                cube.fromPrior(ExactSampling.transposed(proposal.units())), seed, problem.row(), progress);
        Refinement refinement = new Refinement(r.converged(), r.posterior().effectiveSampleSize(), r.efficiency(),
                r.posterior().logEvidence() + cube.logConstant(), r.posterior().logEvidenceError(), r.paretoShape(),
                r.posterior().evaluations());
        if (!r.converged()) {
            return new Corrected(Corrected.unchanged(problem, proposal).posterior(), Optional.of(refinement),
                    "not refined: " + r.failure().orElseThrow());
        }
        return ExactSampling.corrected(problem, r.posterior(), cube, samples, seed, refinement);
    }
}
