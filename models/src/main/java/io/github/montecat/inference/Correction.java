package io.github.montecat.inference;

import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.progress.Progress;
import java.util.Arrays;
import java.util.Optional;

/**
 * The third step of a fit: makes a posterior of a proposal. Implementations are safe for use by several threads.
 */
@FunctionalInterface
public interface Correction {

    /** Takes the proposal for the posterior. */
    Correction NONE = (problem, proposal, progress) -> Corrected.unchanged(problem, proposal);

    /**
     * @param problem the problem
     * @param proposal samples near its posterior
     * @param progress counts evaluations of the likelihood; may cancel
     * @return the posterior
     * @throws UnfitSpectrumException as {@link FitProblem#likelihood} does
     * @throws IllegalArgumentException as {@link FitProblem#likelihood} does
     * @throws ArithmeticException if the likelihood is not a number somewhere
     */
    Corrected correct(FitProblem problem, Proposal.Samples proposal, Progress progress) throws UnfitSpectrumException;

    /**
     * A posterior and how it came about.
     *
     * @param posterior the posterior
     * @param refinement how the correction went; empty if there was none
     * @param failure why the samples are the proposal's although a correction was tried; else empty
     */
    record Corrected(Posterior posterior, Optional<Refinement> refinement, String failure) {

        /** The proposal itself, whose likelihood is computed when it is asked for. */
        static Corrected unchanged(FitProblem problem, Proposal.Samples proposal) {
            return new Corrected(Posterior.ofUnits(problem.prior(), proposal.units(), () -> statistics(problem, proposal)),
                    Optional.empty(), "");
        }

        private static Optional<double[]> statistics(FitProblem problem, Proposal.Samples proposal) {
            try {
                return Optional.of(Arrays.stream(problem.likelihood().values(
                        ExactSampling.transposed(proposal.units()))).map(l -> -2 * l).toArray());
            } catch (UnfitSpectrumException | IllegalArgumentException | ArithmeticException e) {
                return Optional.empty();
            }
        }
    }
}
