package io.github.montecat.inference;

import io.github.montecat.progress.Progress;
import java.util.List;

/**
 * The second step of a fit: finds where the posteriors of problems are. Takes many problems at once, since a network
 * runs faster so. Implementations are safe for use by several threads; the proposal of a problem does not depend on the
 * others.
 */
@FunctionalInterface
public interface Proposer {

    /**
     * @param problems the problems
     * @param progress counts work of any unit; may cancel
     * @return one proposal per problem, in their order
     */
    List<Proposal> propose(List<? extends FitProblem> problems, Progress progress);
}
