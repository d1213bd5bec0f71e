package io.github.montecat.inference;

import io.github.montecat.exact.AdaptiveImportanceSampler;
import io.github.montecat.exact.EqualWeightSamples;
import io.github.montecat.exact.ImportanceSettings;
import io.github.montecat.exact.RefinedPosterior;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.progress.Progress;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Corrects a proposal by the exact likelihood: importance sampling that starts from the proposed samples. Where it does not
 * converge the samples stay the proposal's. Runs in the current fork-join pool.
 */
final class LikelihoodCorrection implements Correction {

    private static final int FEWEST_EFFECTIVE = 100;

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
        ImportanceSettings until = new ImportanceSettings(Math.max(FEWEST_EFFECTIVE, samples),
                Math.max(ImportanceSettings.DEFAULT.maxEvaluations(), 30 * samples));
        RefinedPosterior r = new AdaptiveImportanceSampler(until).sample(problem.likelihood(),
                transposed(proposal.units()), seed, problem.row(), progress);
        Refinement refinement = new Refinement(r.converged(), r.posterior().effectiveSampleSize(), r.efficiency(),
                r.posterior().logEvidence(), r.posterior().logEvidenceError(), r.paretoShape(),
                r.posterior().evaluations());
        if (!r.converged()) {
            return new Corrected(Corrected.unchanged(problem, proposal).posterior(), Optional.of(refinement),
                    "not refined: " + r.failure().orElseThrow());
        }
        EqualWeightSamples equal = r.posterior().resample(samples, seed, problem.row());
        return new Corrected(Posterior.ofUnits(problem.prior(), transposed(equal.units()),
                () -> Optional.of(Arrays.stream(equal.logLikelihoods()).map(l -> -2 * l).toArray())), Optional.of(refinement), "");
    }

    static double[][] transposed(double[][] a) {
        return a.length == 0 ? a : IntStream.range(0, a[0].length)
                .mapToObj(j -> Arrays.stream(a).mapToDouble(row -> row[j]).toArray()).toArray(double[][]::new);
    }
}
