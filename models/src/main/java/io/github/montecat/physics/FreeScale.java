package io.github.montecat.physics;

import io.github.montecat.physics.SpectralComponent.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Finds parameters that only multiply a source whose flux a convolution sets, so that they have no effect: the norm in
 * {@code cflux*powerlaw}, or both norms together in {@code cflux*(powerlaw+bbody)}. Parameters are indices in the
 * model's vector, from 0.
 */
final class FreeScale {

    private final IntPredicate free;

    /** @param free tells which parameters are free */
    FreeScale(IntPredicate free) {
        this.free = free;
    }

    /** Free parameters that together have no effect in a term that begins with a parameter; empty if there are none. */
    List<Integer> withoutEffect(ModelTerm term, int first) {
        if (term instanceof ModelTerm.Convolved convolved) {
            int source = first + convolved.component().parameters().size();
            List<Integer> factor = convolved.component().setsFlux() ? factor(convolved.source(), source) : List.of();
            return factor.isEmpty() ? withoutEffect(convolved.source(), source) : factor;
        }
        int next = first;
        for (ModelTerm part : parts(term)) {
            List<Integer> found = withoutEffect(part, next);
            if (!found.isEmpty()) {
                return found;
            }
            next += part.parameterCount();
        }
        return List.of();
    }

    /** Free parameters that, changed together, multiply a term by any factor; empty if there are none. */
    private List<Integer> factor(ModelTerm term, int first) {
        if (term instanceof ModelTerm.Leaf leaf) {
            boolean scales = leaf.kind() == Kind.ADDITIVE || leaf.component() instanceof ConstantFactor;
            int last = first + leaf.parameterCount() - 1;
            return scales && free.test(last) ? List.of(last) : List.of();
        } else if (term instanceof ModelTerm.Convolved convolved) {
            int source = first + convolved.component().parameters().size();
            return convolved.component().setsFlux() ? List.of() : factor(convolved.source(), source);
        }
        boolean allMust = term instanceof ModelTerm.Sum;
        List<Integer> together = new ArrayList<>();
        int next = first;
        for (ModelTerm part : parts(term)) {
            List<Integer> found = factor(part, next);
            if (allMust && found.isEmpty()) {
                return List.of();
            } else if (!allMust && !found.isEmpty()) {
                return found;
            }
            together.addAll(found);
            next += part.parameterCount();
        }
        return together;
    }

    private static List<ModelTerm> parts(ModelTerm term) {
        return term instanceof ModelTerm.Product product ? product.factors()
                : term instanceof ModelTerm.Sum sum ? sum.summands() : List.of();
    }
}
