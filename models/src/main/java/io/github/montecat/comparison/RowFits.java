package io.github.montecat.comparison;

import io.github.montecat.flag.FitFlag;
import io.github.montecat.inference.FitResult;
import io.github.montecat.inference.Refinement;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What became of a row with each of the models. Immutable.
 *
 * @param models the models
 * @param results an outcome for each model, in their order, all of one row
 * @param comparison how probable the models are; empty if there is one model, or an evidence is missing: probabilities
 *        among the others would look larger than they are
 * @param reason why there is no comparison of several models, a sentence for the user; else empty
 */
public record RowFits(ModelSet models, List<FitResult> results, Optional<ModelComparison> comparison,
        String reason) {

    /** Copies the list. */
    public RowFits {
        results = List.copyOf(results);
        if (results.size() != models.size()) {
            throw new IllegalArgumentException(results.size() + " results of " + models.size() + " models");
        }
    }

    /**
     * Compares the models.
     *
     * @param models the models
     * @param results an outcome for each model, in their order
     * @return the outcomes with the comparison
     */
    static RowFits of(ModelSet models, List<FitResult> results) {
        if (models.size() == 1) {
            return new RowFits(models, results, Optional.empty(), "");
        }
        double[] evidences = new double[results.size()];
        double[] errors = new double[results.size()];
        for (int m = 0; m < evidences.length; m++) {
            FitResult result = results.get(m);
            Optional<Refinement> evidence = result.refinement().filter(Refinement::converged)
                    .filter(r -> Double.isFinite(r.logEvidence()));
            if (evidence.isEmpty()) {
                return new RowFits(models, results, Optional.empty(), "the models are not compared: "
                        + models.name(m) + " has no evidence"
                        + (result.reason().isEmpty() ? "" : ": " + result.reason()));
            }
            evidences[m] = evidence.get().logEvidence();
            errors[m] = evidence.get().logEvidenceError();
        }
        return new RowFits(models, results, Optional.of(ModelComparison.of(evidences, errors, models.odds())), "");
    }

    /** @return the row's number */
    public long row() {
        return results.get(0).row();
    }

    /**
     * @return the outcome of the only model, or of the most probable of several; where several are not compared an
     *         outcome without a posterior, with the flags of the fits that failed and a reason
     */
    public FitResult preferred() {
        if (results.size() == 1) {
            return results.get(0);
        }
        return comparison.map(c -> results.get(c.best())).orElseGet(this::notCompared);
    }

    private FitResult notCompared() {
        Set<FitFlag> flags = EnumSet.noneOf(FitFlag.class);
        results.stream().filter(r -> r.posterior().isEmpty()).forEach(r -> flags.addAll(r.flags()));
        return new FitResult(row(), Optional.empty(), Optional.empty(), flags.isEmpty() ? Set.of(FitFlag.NOT_REFINED)
                : flags, reason, Optional.empty(), Optional.empty(), Optional.empty(), List.of(),
                results.get(0).missing());
    }

    /** @return what was noteworthy about any of the fits */
    public Set<FitFlag> flags() {
        Set<FitFlag> flags = EnumSet.noneOf(FitFlag.class);
        results.forEach(r -> flags.addAll(r.flags()));
        return flags;
    }

    /**
     * @param number another row number
     * @return the same outcomes for that row
     */
    public RowFits inRow(long number) {
        return number == row() ? this : new RowFits(models, IntStream.range(0, results.size())
                .mapToObj(m -> results.get(m).inRow(number)).toList(), comparison, reason);
    }
}
