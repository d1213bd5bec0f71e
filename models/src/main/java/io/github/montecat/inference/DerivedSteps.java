package io.github.montecat.inference;

import io.github.montecat.derived.Derivation;
import io.github.montecat.derived.DerivedValues;
import io.github.montecat.derived.FittedSamples;
import io.github.montecat.derived.NetCounts;
import io.github.montecat.error.ErrorSentence;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.statistic.BinnedCounts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The last step of a fit: derives quantities from a posterior. Immutable and safe for use by several threads. */
final class DerivedSteps {

    /** Samples whose expected counts are computed: enough for what depends on the spectrum's shape alone. */
    private static final int FOLDED = 128;

    private final List<Derivation> derivations = new ArrayList<>();

    /** @param wanted what to derive beside net counts */
    DerivedSteps(List<Derivation> wanted) {
        derivations.add(new NetCounts());
        derivations.addAll(wanted);
    }

    /**
     * What was derived.
     *
     * @param values the quantities
     * @param failure why some are missing, sentences for the user, each once; else empty
     */
    record Outcome(List<DerivedValues> values, String failure) {
    }

    /** Derives all quantities. If one fails, the others are kept. */
    Outcome of(FitProblem problem, Posterior posterior) {
        double[][] columns = IntStream.range(0, posterior.prior().dimension()).mapToObj(posterior::column)
                .toArray(double[][]::new);
        FittedSamples samples = new FittedSamples(posterior.prior(), columns, counts(problem),
                () -> expected(problem, posterior));
        List<DerivedValues> values = new ArrayList<>();
        Set<String> failures = new LinkedHashSet<>();
        for (Derivation derivation : derivations) {
            try {
                List<DerivedValues> derived = derivation.derive(samples);
                values.addAll(derived);
                derived.stream().map(DerivedValues::failure).filter(f -> !f.isEmpty()).forEach(failures::add);
            } catch (IllegalArgumentException | ArithmeticException e) {
                failures.add(ErrorSentence.of(e));
            }
        }
        try {
            values.addAll(problem.besides(posterior));
        } catch (UnfitSpectrumException | IllegalArgumentException | ArithmeticException e) {
            failures.add(ErrorSentence.of(e));
        }
        return new Outcome(values, failures.stream().map(f -> "a derived quantity cannot be computed: " + f)
                .collect(Collectors.joining("; ")));
    }

    private static double[] expected(FitProblem problem, Posterior posterior) {
        try {
            return problem.expectedTotals(posterior, FOLDED);
        } catch (UnfitSpectrumException | IllegalArgumentException e) {
            return new double[0];
        }
    }

    /** Without them there are no net counts; why, the quality of the fit says. */
    static Optional<BinnedCounts> counts(FitProblem problem) {
        try {
            return problem.counts();
        } catch (UnfitSpectrumException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
