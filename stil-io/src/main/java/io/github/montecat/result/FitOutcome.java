package io.github.montecat.result;

import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.MissingFile;
import io.github.montecat.inference.FitResult;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Counts the rows that have a posterior and those that have none, by their reasons, and says it in the one sentence
 * that command line, agent and plugin show. Not safe for use by several threads.
 */
public final class FitOutcome {

    /** Name of the table parameter of results that has the sentence. */
    public static final String PARAMETER = "fit_outcome";

    private long fitted;
    private long rows;
    private final Map<FitFlag, Long> reasons = new EnumMap<>(FitFlag.class);
    private final Map<MissingFile, Long> missing = new LinkedHashMap<>();

    /** Starts with no rows. */
    public FitOutcome() {
    }

    /**
     * @param results outcomes of rows
     * @return what they are together
     */
    public static FitOutcome of(List<FitResult> results) {
        FitOutcome outcome = new FitOutcome();
        results.forEach(outcome::add);
        return outcome;
    }

    /** @param result the outcome of one more row */
    public void add(FitResult result) {
        rows++;
        result.missing().forEach(f -> missing.merge(f, 1L, Long::sum));
        if (result.posterior().isPresent()) {
            fitted++;
        } else {
            result.flags().forEach(f -> reasons.merge(f, 1L, Long::sum));
        }
    }

    /** @return the number of rows with a posterior */
    public long fitted() {
        return fitted;
    }

    /** @return the number of rows without one */
    public long unfit() {
        return rows - fitted;
    }

    /** @return which files that spectra name are not there: a sentence per file with the number of its spectra */
    public List<String> missingFiles() {
        return MissingFile.sentences(missing);
    }

    /**
     * @return such as {@code 2 fitted, 11 not: spectrum could not be read (9), no background (2)}, the most frequent
     *         reason first
     */
    public String sentence() {
        return fitted + " fitted" + (unfit() == 0 ? "" : ", " + unfit() + " not" + (reasons.isEmpty() ? "" : ": "
                + reasons.entrySet().stream().sorted(Comparator.comparing(e -> -e.getValue()))
                        .map(e -> e.getKey().description() + " (" + e.getValue() + ")")
                        .collect(Collectors.joining(", "))));
    }
}
