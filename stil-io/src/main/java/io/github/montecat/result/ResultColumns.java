package io.github.montecat.result;

import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.derived.DerivedQuantity;
import io.github.montecat.inference.FitOrigin;
import io.github.montecat.inference.FitQuality;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.inference.ParameterSummary;
import io.github.montecat.inference.Refinement;
import io.github.montecat.physics.ModelParameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
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

    private static final String BINS = "cstat_bins";
    /** The whole numbers that a row without a posterior lacks. */
    private static final Set<String> MAY_BE_BLANK = Set.of(BINS, "npar", "dof");
    private static final Set<String> BOOKKEEPING = Set.of("flags", "reason", "model", "method", "bundle", "bundle_sha256",
            "seed", "samples", "engine");

    private final ResultRows rows;
    private final ColumnStyle style;
    /** What names begin with that the preset does not set; empty where there is one model. */
    private final String prefix;
    /** What names of columns about the model begin with in the preset, without the underscore. */
    private final String model;
    private final ColumnNames names;
    private final List<ColumnData> columns = new ArrayList<>();

    private ResultColumns(ResultRows rows, ColumnNames names, ColumnStyle style, String prefix) {
        this.rows = rows;
        this.style = style;
        Set<String> models = rows.origins().stream().map(o -> style.preset().model(o.model(), prefix))
                .collect(Collectors.toSet());
        model = models.size() == 1 ? models.iterator().next() : prefix;
        this.prefix = prefix.isEmpty() ? "" : model + "_";
        this.names = names;
    }

    /**
     * @param rows the outcomes
     * @param settings the settings of the fit
     * @param names names of other columns of the table; gets those of the results
     * @param style names and units of the columns
     * @return a table with the result columns, a row per outcome
     */
    static ColumnStarTable of(ResultRows rows, FitSettings settings, ColumnNames names,
            ColumnStyle style) {
        return of(rows, settings, names, style, "");
    }

    /**
     * @param rows the outcomes
     * @param settings the settings of the fit
     * @param names names of other columns of the table; gets those of the results
     * @param style names and units of the columns
     * @param prefix name of one of several models; if it is not empty, all names begin with it, or with what the style has
     *         for the model, and the seed is left out
     * @return a table with the result columns, a row per outcome
     */
    static ColumnStarTable of(ResultRows rows, FitSettings settings, ColumnNames names,
            ColumnStyle style, String prefix) {
        ResultColumns result = new ResultColumns(rows, names, style, prefix);
        List<SharedParameter> parameters = SharedParameter.of(rows.origins());
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

    private void addStatistics(SharedParameter shared) {
        ModelParameter parameter = shared.parameter();
        boolean density = parameter.unit().equals(ColumnDensityUnit.E22.unit());
        Scale scale = density ? Scale.of(style.columnDensity()) : Scale.as(parameter.unit());
        if (shared.index().isEmpty()) {
            addQuantity(shared.label(), scale, SummaryStatistic.MEDIAN, parameter.ucd(), parameter.description()
                    + ": value that the row was fitted with", row -> fixed(row, shared));
            return;
        }
        String described = "; prior " + shared.priors(rows.origins())
                + (scale.unit().equals(parameter.unit()) ? "" : " in " + parameter.unit());
        for (SummaryStatistic statistic : style.preset().statistics()) {
            addQuantity(shared.label(), scale, statistic, statistic.ucd(parameter.ucd()),
                    parameter.description() + ": " + statistic.description() + described, row -> {
                        Integer p = shared.index().get(row.origin());
                        return p != null ? statistic.of(row.parameters()[p])
                                : statistic == SummaryStatistic.MEDIAN ? fixed(row, shared) : Double.NaN;
                    });
        }
    }

    /**
     * How numbers stand in a column.
     *
     * @param unit VOUnit
     * @param logarithm whether they are decimal logarithms
     * @param of makes them of the fit's numbers
     */
    private record Scale(String unit, boolean logarithm, DoubleUnaryOperator of) {

        static Scale of(ColumnDensityUnit unit) {
            return new Scale(unit.unit(), unit == ColumnDensityUnit.LOG, unit.of22());
        }

        /** As in the fit. */
        static Scale as(String unit) {
            return new Scale(unit, false, v -> v);
        }
    }

    /** A column of a quantity; none if its statistic is none of logarithms. */
    private void addQuantity(String name, Scale scale, SummaryStatistic statistic, String ucd, String description,
            ToDoubleFunction<ResultRows.Row> value) {
        if (scale.logarithm() && !statistic.isQuantile()) {
            return;
        }
        add(ParameterMetadata.column(names.free(style.preset().quantity(model, name, scale.logarithm(), statistic)), scale.unit(),
                ucd, description + (scale.logarithm() ? "; decimal logarithm" : "")),
                row -> scale.of().applyAsDouble(value.applyAsDouble(row)));
    }

    private static double fixed(ResultRows.Row row, SharedParameter shared) {
        return row.fixed().getOrDefault(shared.label(), Double.NaN);
    }

    private void addCorrelation(SharedParameter a, SharedParameter b) {
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
        ColumnInfo info = new ColumnInfo(names.free(prefix + "corr_" + a.label() + "_" + b.label()), Float.class,
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
            if (quantity.perSample()) {
                for (SummaryStatistic statistic : style.preset().statistics()) {
                    addDerived(q, quantity, statistic);
                }
            } else {
                int place = q;
                add(ParameterMetadata.column(names.free(prefix + quantity.name()), quantity.unit(), quantity.ucd(),
                        quantity.description()), row -> derived(row, place, SummaryStatistic.MEDIAN));
            }
        }
    }

    private void addDerived(int place, DerivedQuantity quantity, SummaryStatistic statistic) {
        boolean energy = quantity.unit().startsWith("erg.");
        Scale scale = energy && style.preset().logarithmicFluxes()
                ? new Scale("", true, Math::log10) : Scale.as(quantity.unit());
        addQuantity(quantity.name(), scale, statistic, statistic.ucd(quantity.ucd()), quantity.description() + ": "
                + statistic.description() + (scale.logarithm() ? " in " + quantity.unit() : ""),
                row -> derived(row, place, statistic));
    }

    private static double derived(ResultRows.Row row, int place, SummaryStatistic statistic) {
        ParameterSummary summary = row.derived(place);
        return summary == null ? Double.NaN : statistic.of(summary);
    }

    private void addQuality() {
        if (style.preset().countsFreedom()) {
            add("npar", Integer.class, "meta.number", "number of free parameters",
                    row -> row.origin() == null ? null : row.origin().model().prior().dimension());
            add("dof", Integer.class, "stat.fit.dof", "number of bins less that of free parameters",
                    row -> row.quality() == null ? null : row.quality().bins() - row.origin().model().prior().dimension());
        }
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
        quality("ks", "stat.fit.goodness", "Kolmogorov-Smirnov statistic at the most likely parameters: largest difference "
                + "of the shares of measured and expected counts (background included) below an energy", FitQuality::ks);
        quality("ks_p", "stat.probability", "posterior predictive p-value of the Kolmogorov-Smirnov statistic, by simulated "
                + "spectra", FitQuality::ksPValue);
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
        if (rows.anyJoint()) {
            add("n_spectra", Integer.class, "meta.number;obs", "number of spectra of the source that were fitted together",
                    row -> row.spectra() == null ? 0 : row.spectra().used());
            add("instruments", String.class, "instr", "their instruments, joined by +",
                    row -> row.spectra() == null || row.spectra().instruments().isEmpty() ? null
                            : row.spectra().instruments());
        }
        add("flags", Integer.class, "meta.code.qual", ParameterMetadata.flags(), ResultRows.Row::flags);
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
        if (prefix.isEmpty()) {
            add("seed", Long.class, "meta.id", ParameterMetadata.SEED, row -> settings.seed());
        }
        add("samples", Integer.class, "meta.number", "number of posterior samples, 0 if there is no posterior",
                ResultRows.Row::samples);
        add("engine", String.class, "meta.id;meta.software", "what ran the network; engines differ by rounding",
                ResultRows.Row::engine);
    }

    private static Optional<ModelBundle> bundle(ResultRows.Row row) {
        return Optional.ofNullable(row.origin()).flatMap(FitOrigin::bundle);
    }

    private void add(String name, Class<?> type, String ucd, String description, Function<ResultRows.Row, ?> value) {
        // The names of rows' bookkeeping are no model's where there is only one.
        String here = style.preset().other(BOOKKEEPING.contains(name) && prefix.isEmpty() ? "" : model, name);
        if (here.isEmpty()) {
            return;
        }
        ColumnInfo info = new ColumnInfo(names.free(here), type, description);
        info.setUCD(ucd);
        // A whole number that may be blank needs a value for it in FITS, which STIL gives columns that say so.
        info.setNullable(type == String.class || MAY_BE_BLANK.contains(name));
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
}
