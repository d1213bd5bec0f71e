package io.github.montecat.result;

import io.github.montecat.derived.DerivedQuantity;
import io.github.montecat.derived.DerivedValues;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.inference.FitMethod;
import io.github.montecat.inference.FitOrigin;
import io.github.montecat.inference.FitQuality;
import io.github.montecat.inference.FitResult;
import io.github.montecat.inference.ParameterSummary;
import io.github.montecat.inference.Posterior;
import io.github.montecat.inference.Refinement;
import io.github.montecat.inference.SourceSpectra;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects the outcomes of rows, in order. Keeps summaries only, some hundred bytes a row; samples are let go. Not safe
 * for use by several threads.
 */
public final class ResultRows {

    /**
     * What is kept of a row.
     *
     * @param origin what it was fitted with, null if it has no posterior; the same object for all
     *        rows of its kind
     * @param parameters one summary per free parameter
     * @param correlations coefficients of parameter pairs (0, 1), (0, 2), ..., (1, 2), ...
     * @param samples number of samples
     * @param flags bit mask of {@link FitFlag}s
     * @param reason why there is no posterior or no refinement, else empty
     * @param quality how well posterior and model describe the data, null if not known
     * @param refinement how the refinement went, null if there was none
     * @param engine what ran the network, null if nothing did or it is not known
     * @param method how the posterior was found, null if there is none
     * @param fixed values of parameters that come from rows and are not free in this one, by the user's name
     * @param spectra which spectra of a source were fitted together, null for a fit of one
     * @param derived summaries of derived quantities, by their place among {@link ResultRows#quantities}; null or
     *        beyond the end for those that the row does not have
     */
    record Row(FitOrigin origin, ParameterSummary[] parameters, float[] correlations, int samples, int flags,
            String reason, FitQuality quality, Refinement refinement, String engine, FitMethod method,
            Map<String, Double> fixed, SourceSpectra spectra, ParameterSummary[] derived) {

        /** @return title of the origin; null if there is none */
        String title() {
            return origin == null ? null : origin.title();
        }

        /** @return the summary of a derived quantity; null if there is none */
        ParameterSummary derived(int quantity) {
            return quantity < derived.length ? derived[quantity] : null;
        }
    }

    private static final ParameterSummary[] NO_PARAMETERS = {};
    private static final float[] NO_CORRELATIONS = {};

    private final List<Row> rows = new ArrayList<>();
    private final Origins origins = new Origins();
    private final Set<String> engines = new LinkedHashSet<>();
    private final Map<String, DerivedQuantity> quantities = new LinkedHashMap<>();
    private final FitOutcome outcome = new FitOutcome();
    private boolean refined;
    private boolean joint;

    /** Starts with no rows. */
    public ResultRows() {
    }

    /**
     * Takes the next row's outcome.
     *
     * @param result the outcome of row {@link #size()}
     * @throws IllegalArgumentException if it is that of another row
     */
    public void add(FitResult result) {
        if (result.row() != rows.size()) {
            throw new IllegalArgumentException("result of row " + result.row() + " where that of row " + rows.size()
                    + " was expected; results come in the order of rows");
        }
        outcome.add(result);
        joint |= result.spectra().isPresent();
        int flags = FitFlag.mask(result.flags());
        if (result.posterior().isEmpty()) {
            rows.add(new Row(null, NO_PARAMETERS, NO_CORRELATIONS, 0, flags, result.reason(), null, null, null,
                    null, Map.of(), result.spectra().orElse(null), NO_PARAMETERS));
            return;
        }
        Posterior posterior = result.posterior().get();
        int n = posterior.prior().dimension();
        ParameterSummary[] parameters = new ParameterSummary[n];
        float[] correlations = new float[n * (n - 1) / 2];
        int pair = 0;
        for (int a = 0; a < n; a++) {
            parameters[a] = posterior.summary(a);
            for (int b = a + 1; b < n; b++) {
                correlations[pair++] = (float) posterior.correlation(a, b);
            }
        }
        FitOrigin ofRow = result.origin().orElseThrow();
        FitOrigin origin = origins.add(ofRow);
        result.engine().ifPresent(engines::add);
        refined |= result.refinement().isPresent();
        rows.add(new Row(origin, parameters, correlations, posterior.sampleCount(), flags, result.reason(),
                result.quality().orElse(null), result.refinement().orElse(null), result.engine().orElse(null),
                result.method().orElseThrow(), ofRow.own().fixedValues(ofRow.model()),
                result.spectra().map(ResultRows::summary).orElse(null), derived(result.derived())));
    }

    private ParameterSummary[] derived(List<DerivedValues> values) {
        for (DerivedValues v : values) {
            quantities.putIfAbsent(v.quantity().name(), v.quantity());
        }
        List<String> names = List.copyOf(quantities.keySet());
        ParameterSummary[] summaries = new ParameterSummary[names.size()];
        for (DerivedValues v : values) {
            summaries[names.indexOf(v.quantity().name())] = ParameterSummary.of(v.values());
        }
        return summaries;
    }

    /** The sentences are in the reason. */
    private static SourceSpectra summary(SourceSpectra spectra) {
        return new SourceSpectra(spectra.used(), spectra.instruments(), List.of(), List.of());
    }

    /**
     * Takes the outcomes of the next rows.
     *
     * @param results outcomes in the order of rows
     * @throws IllegalArgumentException if one is that of another row
     */
    public void addAll(List<FitResult> results) {
        results.forEach(this::add);
    }

    /** @return the number of rows so far */
    public long size() {
        return rows.size();
    }

    /** @return the number of rows so far that have a posterior */
    public long fittedCount() {
        return outcome.fitted();
    }

    /** @return how many rows so far have a posterior and how many not, for what reasons */
    public FitOutcome outcome() {
        return outcome;
    }

    /** @return whether a row's posterior comes from its likelihood */
    boolean anyRefined() {
        return refined;
    }

    /** @return whether spectra of a source are fitted together */
    boolean anyJoint() {
        return joint;
    }

    Row row(int index) {
        return rows.get(index);
    }

    /** @return what rows were fitted with, in the order of their first row */
    List<FitOrigin> origins() {
        return origins.list();
    }

    /** @return the derived quantities of all rows, in the order in which they came */
    List<DerivedQuantity> quantities() {
        return List.copyOf(quantities.values());
    }

    /** @return names of the engines that ran, in the order of their first row */
    List<String> engines() {
        return List.copyOf(engines);
    }
}
