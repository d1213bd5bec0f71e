package io.github.montecat.inference;

import io.github.montecat.exact.AdaptiveImportanceSampler;
import io.github.montecat.exact.EqualWeightSamples;
import io.github.montecat.exact.ImportanceSettings;
import io.github.montecat.exact.LogLikelihood;
import io.github.montecat.exact.NestedSampler;
import io.github.montecat.exact.RefinedPosterior;
import io.github.montecat.exact.WeightedPosterior;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.inference.Correction.Corrected;
import io.github.montecat.progress.Progress;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The posterior of a problem without a network: importance sampling around the maxima that are found from many points
 * of the prior, or nested sampling where the weights of the first cannot be relied on. Runs in the current fork-join
 * pool. Immutable and safe for use by several threads.
 */
final class ExactSampling {

    /** Samples that are worth fewer independent ones are no posterior. */
    static final int FEWEST_EFFECTIVE = 100;
    /** Points of the prior from which maxima are climbed: nothing else tells where the posterior is. */
    private static final int STARTS = 12;

    private final int samples;
    private final long seed;

    /**
     * @param samples number of samples to draw from the weighted ones
     * @param seed seed of all draws
     */
    ExactSampling(int samples, long seed) {
        this.samples = samples;
        this.seed = seed;
    }

    /**
     * @param problem the problem
     * @param progress counts evaluations of the likelihood; may cancel
     * @return its posterior
     * @throws UnfitSpectrumException as {@link FitProblem#likelihood} does
     * @throws IllegalArgumentException as {@link FitProblem#likelihood} does
     * @throws ArithmeticException if the likelihood is not a number somewhere
     */
    Corrected sample(FitProblem problem, Progress progress) throws UnfitSpectrumException {
        FlatCube cube = FlatCube.of(problem.prior());
        LogLikelihood likelihood = cube.over(problem.likelihood());
        RefinedPosterior fast = new AdaptiveImportanceSampler(until(samples, STARTS)).sample(likelihood, new double[0][], seed,
                problem.row(), progress);
        WeightedPosterior posterior = fast.converged() ? fast.posterior()
                : new NestedSampler().sample(likelihood, seed, problem.row(), progress);
        long evaluations = fast.posterior().evaluations() + (fast.converged() ? 0 : posterior.evaluations());
        double efficiency = fast.converged() ? fast.efficiency()
                : posterior.effectiveSampleSize() / posterior.evaluations();
        return corrected(problem, posterior, cube, samples, seed, new Refinement(true, posterior.effectiveSampleSize(), efficiency,
                posterior.logEvidence() + cube.logConstant(), posterior.logEvidenceError(),
                fast.converged() ? fast.paretoShape() : Double.NaN, evaluations));
    }

    /** When importance sampling for a number of samples ends. */
    static ImportanceSettings until(int samples, int starts) {
        return new ImportanceSettings(Math.max(FEWEST_EFFECTIVE, samples),
                Math.max(ImportanceSettings.DEFAULT.maxEvaluations(), 30 * samples), starts);
    }

    /** Samples of equal weight from weighted ones of the cube that was sampled in. */
    static Corrected corrected(FitProblem problem, WeightedPosterior weighted, FlatCube cube, int samples, long seed,
            Refinement refinement) {
        EqualWeightSamples equal = weighted.resample(samples, seed, problem.row());
        double[][] points = equal.units();
        return new Corrected(Posterior.ofUnits(problem.prior(), transposed(cube.toPrior(points)),
                () -> Optional.of(IntStream.range(0, points.length)
                        .mapToDouble(i -> -2 * equal.logLikelihoods()[i] - cube.deviance(points[i])).toArray())),
                Optional.of(refinement), "");
    }

    static double[][] transposed(double[][] a) {
        return a.length == 0 ? a : IntStream.range(0, a[0].length)
                .mapToObj(j -> Arrays.stream(a).mapToDouble(row -> row[j]).toArray()).toArray(double[][]::new);
    }
}
