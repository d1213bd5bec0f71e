package io.github.montecat.result;

import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.derived.DerivedQuantity;
import io.github.montecat.fitmodel.RowParameters;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.inference.FitOrigin;
import io.github.montecat.inference.FitQuality;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.inference.ParameterSummary;
import io.github.montecat.inference.Refinement;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.prior.ModelPrior;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import uk.ac.starlink.table.ColumnData;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.ColumnStarTable;

/**
 * The result columns alone, computed from the collected rows as they are read. Parameters of different models share a
 * column if label, unit and UCD agree; where two models mean different quantities by one label, such as
 * {@code norm}, the component's name goes before it.
 */
final class ResultColumns {

    /** What follows a column's name that the input already has. */
    static final String CLASH_SUFFIX = "_montecat";

    /** The only whole number that a row without a posterior lacks. */
    private static final String BINS = "cstat_bins";

    private final ResultRows rows;
    private final Set<String> taken;
    private final List<ColumnData> columns = new ArrayList<>();

    /**
     * A parameter of the result table, the name of its columns, and its index in each model in which it is free: in none
     * if all rows give its value.
     */
    private record Shared(ModelParameter parameter, String label, Map<FitOrigin, Integer> index) {
    }

    private ResultColumns(ResultRows rows, Collection<String> inputColumns) {
        this.rows = rows;
        taken = inputColumns.stream().map(n -> n.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /**
     * @param rows the outcomes
     * @param settings the settings of the fit
     * @param inputColumns names of columns that must not be used again
     * @return a table with the result columns, a row per outcome
     */
    static ColumnStarTable of(ResultRows rows, FitSettings settings, Collection<String> inputColumns) {
        ResultColumns result = new ResultColumns(rows, inputColumns);
        List<Shared> parameters = result.parameters();
        parameters.forEach(result::addStatistics);
        for (int a = 0; a < parameters.size(); a++) {
            for (int b = a + 1; b < parameters.size(); b++) {
                result.addCorrelation(parameters.get(a), parameters.get(b));
            }
        }
        result.addDerived();
        result.addQuality();
        if (rows.anyRefined() || settings.refine()) {
            result.addRefinement();
        }
        result.addBookkeeping(settings);
        ColumnStarTable table = ColumnStarTable.makeTableWithRows(rows.size());
        result.columns.forEach(table::addColumn);
        return table;
    }

    private List<Shared> parameters() {
        Map<String, Set<List<String>>> quantities = new HashMap<>();
        for (FitOrigin origin : rows.origins()) {
            for (ModelPrior.Free free : origin.model().prior().free()) {
                ModelParameter p = free.parameter();
                quantities.computeIfAbsent(name(origin, p), key -> new HashSet<>()).add(List.of(p.unit(), p.ucd()));
            }
        }
        Map<List<String>, Shared> shared = new LinkedHashMap<>();
        for (FitOrigin origin : rows.origins()) {
            List<ModelPrior.Free> free = origin.model().prior().free();
            for (int i = 0; i < free.size(); i++) {
                ModelParameter p = free.get(i).parameter();
                String name = name(origin, p);
                String label = quantities.get(name).size() == 1 ? name : p.component() + "_" + p.name();
                shared.computeIfAbsent(List.of(label, p.unit(), p.ucd()),
                        key -> new Shared(p, label, new LinkedHashMap<>())).index().put(origin, i);
            }
            origin.own().fixedValues(origin.model()).keySet().forEach(name -> {
                ModelParameter p = RowParameters.first(name, origin.model());
                shared.computeIfAbsent(List.of(name, p.unit(), p.ucd()),
                        key -> new Shared(p, name, new LinkedHashMap<>()));
            });
        }
        return List.copyOf(shared.values());
    }

    private static String name(FitOrigin origin, ModelParameter parameter) {
        return origin.own().nameOf(origin.model(), parameter);
    }

    private void addStatistics(Shared shared) {
        ModelParameter parameter = shared.parameter();
        if (shared.index().isEmpty()) {
            add(ParameterMetadata.column(free(shared.label()), parameter, parameter.ucd(), parameter.description()
                    + ": value that the row was fitted with"), row -> fixed(row, shared));
            return;
        }
        String priors = priors(shared);
        for (SummaryStatistic statistic : SummaryStatistic.values()) {
            ColumnInfo info = ParameterMetadata.column(free(shared.label() + statistic.suffix()), parameter,
                    statistic.ucd(parameter.ucd()),
                    parameter.description() + ": " + statistic.description() + "; prior " + priors);
            add(info, row -> {
                Integer p = shared.index().get(row.origin());
                return p != null ? statistic.of(row.parameters()[p])
                        : statistic == SummaryStatistic.MEDIAN ? fixed(row, shared) : Double.NaN;
            });
        }
    }

    private static double fixed(ResultRows.Row row, Shared shared) {
        return row.fixed().getOrDefault(shared.label(), Double.NaN);
    }

    private String priors(Shared shared) {
        Map<String, String> byModel = new LinkedHashMap<>();
        rows.origins().stream().filter(shared.index()::containsKey).forEach(o -> byModel.merge(
                o.bundle().map(ModelBundle::name).orElse(o.title()),
                ParameterMetadata.prior(o, o.model().prior().free().get(shared.index().get(o))),
                (a, b) -> a.equals(b) ? a : a + " or " + b));
        Set<String> distinct = new HashSet<>(byModel.values());
        return distinct.size() == 1 ? distinct.iterator().next() : byModel.entrySet().stream()
                .map(e -> e.getValue() + " (" + e.getKey() + ")").collect(Collectors.joining(", "));
    }

    private void addCorrelation(Shared a, Shared b) {
        Map<FitOrigin, Integer> pair = new HashMap<>();
        rows.origins().forEach(o -> {
            Integer i = a.index().get(o);
            Integer j = b.index().get(o);
            if (i != null && j != null) {
                pair.put(o, pairIndex(Math.min(i, j), Math.max(i, j), o.model().prior().dimension()));
            }
        });
        if (pair.isEmpty()) {
            return;
        }
        ColumnInfo info = new ColumnInfo(free("corr_" + a.label() + "_" + b.label()), Float.class,
                "posterior correlation of " + a.label() + " and " + b.label() + " (Pearson)");
        info.setUCD("stat.correlation");
        add(info, row -> pair.containsKey(row.origin()) ? row.correlations()[pair.get(row.origin())] : Float.NaN);
    }

    /** Place of pair (a, b), a below b, in the order (0, 1), (0, 2), ..., (1, 2), ... of n parameters. */
    private static int pairIndex(int a, int b, int n) {
        return a * (2 * n - a - 1) / 2 + b - a - 1;
    }

    private void addDerived() {
        List<DerivedQuantity> quantities = rows.quantities();
        for (int q = 0; q < quantities.size(); q++) {
            DerivedQuantity quantity = quantities.get(q);
            for (SummaryStatistic statistic : SummaryStatistic.values()) {
                if (quantity.perSample() || statistic == SummaryStatistic.MEDIAN) {
                    addDerived(q, quantity, statistic);
                }
            }
        }
    }

    private void addDerived(int place, DerivedQuantity quantity, SummaryStatistic statistic) {
        boolean sampled = quantity.perSample();
        add(ParameterMetadata.column(free(quantity.name() + statistic.suffix()), quantity.unit(),
                sampled ? statistic.ucd(quantity.ucd()) : quantity.ucd(),
                quantity.description() + (sampled ? ": " + statistic.description() : "")), row -> {
                    ParameterSummary summary = row.derived(place);
                    return summary == null ? Double.NaN : statistic.of(summary);
                });
    }

    private void addQuality() {
        quality("cstat", "stat.fit.goodness", "C statistic (W with a background), mean over the posterior",
                FitQuality::statistic);
        quality("cstat_min", "stat.fit.goodness;stat.min", "the same at the most likely parameters inside the prior",
                FitQuality::lowest);
        quality("cstat_expected", "stat.fit.goodness;meta.modelled", "the same for spectra that the posterior predicts",
                FitQuality::expected);
        add(BINS, Integer.class, "meta.number", "number of bins of the C statistic",
                row -> row.quality() == null ? null : row.quality().bins());
        quality("cstat_excess", "stat.fit.goodness", "(cstat - cstat_min) per free parameter; 1 for an exact posterior "
                + "of many counts, more if it is too wide or in the wrong place", FitQuality::excess);
        quality("ppp", "stat.probability", "posterior predictive p-value", FitQuality::pValue);
        quality("ood_score", "stat.fit.goodness", "misfit against good spectra of the bundle, in their standard "
                + "deviations (out-of-distribution score)", FitQuality::score);
        quality("ood_false_alarm", "stat.probability", "smallest known share of good spectra with a higher ood_score",
                FitQuality::falseAlarm);
    }

    private void quality(String name, String ucd, String description, ToDoubleFunction<FitQuality> value) {
        add(name, Double.class, ucd, description,
                row -> row.quality() == null ? Double.NaN : value.applyAsDouble(row.quality()));
    }

    private void addRefinement() {
        refinement("ess", "meta.number", "effective number of independent samples of the refinement",
                Refinement::effectiveSamples);
        refinement("efficiency", "stat.value", "that number over the number of points drawn", Refinement::efficiency);
        refinement("log_evidence", "stat.likelihood", "ln of the evidence under the prior, relative to a perfect fit",
                Refinement::logEvidence);
        refinement("log_evidence_error", "stat.error", "its standard error",
                Refinement::logEvidenceError);
        refinement("pareto_k", "stat.value", "shape of the tail of the importance weights; above 0.7 they cannot be "
                + "relied on", Refinement::paretoShape);
        refinement("evaluations", "meta.number", "number of evaluations of the likelihood", Refinement::evaluations);
    }

    private void refinement(String name, String ucd, String description, ToDoubleFunction<Refinement> value) {
        add(name, Double.class, ucd, description,
                row -> row.refinement() == null ? Double.NaN : value.applyAsDouble(row.refinement()));
    }

    private void addBookkeeping(FitSettings settings) {
        String bits = Arrays.stream(FitFlag.values()).map(f -> f.bit() + " " + f.description())
                .collect(Collectors.joining(", "));
        if (rows.anyJoint()) {
            add("n_spectra", Integer.class, "meta.number;obs", "number of spectra of the source that were fitted together",
                    row -> row.spectra() == null ? 0 : row.spectra().used());
            add("instruments", String.class, "instr", "their instruments, joined by +",
                    row -> row.spectra() == null || row.spectra().instruments().isEmpty() ? null
                            : row.spectra().instruments());
        }
        add("flags", Integer.class, "meta.code.qual", "bit mask of what was noteworthy, 0 for nothing: " + bits,
                ResultRows.Row::flags);
        add("reason", String.class, "meta.note", "why there is no posterior, why it was not refined, or why "
                + "derived quantities are missing; else blank",
                row -> row.reason().isEmpty() ? null : row.reason());
        add("model", String.class, "meta.note;meta.modelled", "fit model, by name or in XSPEC's syntax",
                row -> row.origin() == null ? null : row.origin().model().name());
        add("method", String.class, "meta.note", "how the posterior was found: by a network, by a network and the exact "
                + "likelihood, or by the likelihood alone", row -> row.method() == null ? null : row.method().word());
        add("bundle", String.class, "meta.version", "bundle whose network proposed the samples, and its version",
                row -> bundle(row).map(ParameterMetadata::title).orElse(null));
        add("bundle_sha256", String.class, "meta.id", "SHA-256 of the bundle file",
                row -> bundle(row).map(ModelBundle::sha256).orElse(null));
        add("seed", Long.class, "meta.id", "seed; with row number, spectrum and bundle it gives the samples again",
                row -> settings.seed());
        add("samples", Integer.class, "meta.number", "number of posterior samples, 0 if there is no posterior",
                ResultRows.Row::samples);
        add("engine", String.class, "meta.id;meta.software", "what ran the network; engines differ by rounding",
                ResultRows.Row::engine);
    }

    private static Optional<ModelBundle> bundle(ResultRows.Row row) {
        return Optional.ofNullable(row.origin()).flatMap(FitOrigin::bundle);
    }

    private void add(String name, Class<?> type, String ucd, String description, Function<ResultRows.Row, ?> value) {
        ColumnInfo info = new ColumnInfo(free(name), type, description);
        info.setUCD(ucd);
        // A whole number that may be blank needs a value for it in FITS, which STIL gives columns that say so.
        info.setNullable(type == String.class || name.equals(BINS));
        add(info, value);
    }

    private void add(ColumnInfo info, Function<ResultRows.Row, ?> value) {
        columns.add(new ColumnData(info) {
            @Override
            public Object readValue(long row) {
                return value.apply(rows.row(Math.toIntExact(row)));
            }
        });
    }

    private String free(String name) {
        String free = name;
        for (int n = 1; !taken.add(free.toLowerCase(Locale.ROOT)); n++) {
            free = name + CLASH_SUFFIX + (n == 1 ? "" : n);
        }
        return free;
    }
}
