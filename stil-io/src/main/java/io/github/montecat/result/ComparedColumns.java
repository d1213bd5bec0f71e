package io.github.montecat.result;

import io.github.montecat.comparison.ModelSet;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.inference.Refinement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import uk.ac.starlink.table.ColumnData;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.StarTable;

/** The result columns of several models and of their comparison, computed from the collected rows as they are read. */
final class ComparedColumns {

    private final ModelSet models;
    private final List<String> prefixes;
    private final List<ComparedRows.Row> rows;
    private final ColumnStyle style;
    private final ColumnNames names;
    private final List<ColumnData> columns = new ArrayList<>();

    /**
     * @param models the models
     * @param rows the comparison of each row
     * @param names names of the input's columns; gets those of the results
     * @param style names and units of the columns
     */
    ComparedColumns(ModelSet models, List<ComparedRows.Row> rows, ColumnNames names, ColumnStyle style) {
        this.style = style;
        this.models = models;
        this.prefixes = models.prefixes();
        this.rows = rows;
        this.names = names;
    }

    /**
     * @param results the outcomes of each model, or of the preferred one of each row
     * @param settings the settings of the fit
     * @return a table with the result columns, a row per outcome
     */
    StarTable table(List<ResultRows> results, FitSettings settings) {
        add("best_model", String.class, "meta.id;meta.modelled", "the most probable model; blank if the models were not "
                + "compared", row -> row.comparison() == null ? null : models.name(row.comparison().best()));
        number("best_model_prob", "stat.probability", "its posterior probability under the prior odds of the models",
                row -> row.comparison() == null ? Double.NaN
                        : row.comparison().probabilities().get(row.comparison().best()));
        number("best_model_prob_error", "stat.error", "standard error of the probability, from those of the evidences",
                row -> row.comparison() == null ? Double.NaN : row.comparison().errors().get(row.comparison().best()));
        if (models.bestOnly()) {
            addAll(ResultColumns.of(results.get(0), settings, names, style));
            for (int m = 0; m < models.size(); m++) {
                addEvidence(m);
                addProbability(m);
            }
        } else {
            add("flags", Integer.class, "meta.code.qual", "of all models together, " + ParameterMetadata.flags(),
                    ComparedRows.Row::flags);
            add("reason", String.class, "meta.note", "why the models were not compared; else blank",
                    row -> row.reason().isEmpty() ? null : row.reason());
            add("seed", Long.class, "meta.id", ParameterMetadata.SEED, row -> settings.seed());
            for (int m = 0; m < models.size(); m++) {
                addAll(ResultColumns.of(results.get(m), settings, names, style, prefixes.get(m)));
                addProbability(m);
            }
        }
        ColumnStarTable table = ColumnStarTable.makeTableWithRows(rows.size());
        columns.forEach(table::addColumn);
        return table;
    }

    private void addAll(ColumnStarTable table) {
        for (int c = 0; c < table.getColumnCount(); c++) {
            columns.add(table.getColumnData(c));
        }
    }

    private String prefix(int model) {
        return style.preset().model(models.choices().get(model).model(), prefixes.get(model));
    }

    private void addEvidence(int model) {
        String prefix = prefix(model);
        number(prefix + "_log_evidence", "stat.likelihood", "ln of the evidence of model " + models.name(model)
                + " under its priors, relative to a perfect fit", row -> {
                    Refinement refinement = row.refinements()[model];
                    return refinement == null ? Double.NaN : refinement.logEvidence();
                });
        number(prefix + "_log_evidence_error", "stat.error", "its standard error", row -> {
            Refinement refinement = row.refinements()[model];
            return refinement == null ? Double.NaN : refinement.logEvidenceError();
        });
    }

    private void addProbability(int model) {
        String prefix = prefix(model);
        number(prefix + "_model_prob", "stat.probability", "posterior probability of model " + models.name(model)
                + " under the prior odds of the models; blank if they were not compared",
                row -> row.comparison() == null ? Double.NaN : row.comparison().probabilities().get(model));
        number(prefix + "_model_prob_error", "stat.error", "its standard error, from those of the evidences",
                row -> row.comparison() == null ? Double.NaN : row.comparison().errors().get(model));
    }

    private void number(String name, String ucd, String description, Function<ComparedRows.Row, Double> value) {
        add(name, Double.class, ucd, description, value);
    }

    private void add(String name, Class<?> type, String ucd, String description,
            Function<ComparedRows.Row, ?> value) {
        ColumnInfo info = new ColumnInfo(names.free(name), type, description);
        info.setUCD(ucd);
        info.setNullable(type == String.class);
        columns.add(new ColumnData(info) {
            @Override
            public Object readValue(long row) {
                return value.apply(rows.get(Math.toIntExact(row)));
            }
        });
    }
}
