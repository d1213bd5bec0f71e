package io.github.montecat.result;

import io.github.montecat.comparison.ModelComparison;
import io.github.montecat.comparison.ModelSet;
import io.github.montecat.comparison.RowFits;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.inference.FitResult;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.inference.Refinement;
import io.github.montecat.table.SpectrumRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.StarTable;

/**
 * Collects what became of rows with one or several models, in order, and makes the result table. With one model that is
 * {@link ResultTable}'s. With several the table has columns about the comparison, and the usual columns of each model
 * under its prefix ({@link ModelSet#prefixes}), or those of each row's most probable model without one. Keeps summaries
 * only. Not safe for use by several threads.
 */
public final class ComparedRows {

    /**
     * What is kept of a row with several models, beside its results.
     *
     * @param comparison how probable the models are, null if they were not compared
     * @param flags bit mask of the flags of all fits
     * @param reason why they were not compared, else empty
     * @param refinements how each of the fits went, null where there is none
     */
    record Row(ModelComparison comparison, int flags, String reason, Refinement[] refinements) {
    }

    private final ModelSet models;
    /** Of the preferred model where only its columns are wanted, or there is only one; else of each model. */
    private final List<ResultRows> results;
    private final List<Origins> origins;
    private final Set<String> engines = new LinkedHashSet<>();
    private final List<Row> rows = new ArrayList<>();
    private final FitOutcome outcome = new FitOutcome();

    /** @param models the models that all rows are fitted with */
    public ComparedRows(ModelSet models) {
        this.models = models;
        boolean single = models.size() == 1 || models.bestOnly();
        results = IntStream.range(0, single ? 1 : models.size()).mapToObj(m -> new ResultRows()).toList();
        origins = IntStream.range(0, models.size()).mapToObj(m -> new Origins()).toList();
    }

    /**
     * Takes the next row's outcome.
     *
     * @param fits the outcome of row {@link #size()}
     * @throws IllegalArgumentException if it is that of another row
     */
    public void add(RowFits fits) {
        FitResult preferred = fits.preferred();
        if (results.size() == 1) {
            results.get(0).add(preferred);
        } else {
            IntStream.range(0, results.size()).forEach(m -> results.get(m).add(fits.results().get(m)));
        }
        outcome.add(preferred);
        if (models.size() == 1) {
            return;
        }
        for (int m = 0; m < models.size(); m++) {
            FitResult result = fits.results().get(m);
            result.origin().ifPresent(origins.get(m)::add);
            result.engine().ifPresent(engines::add);
        }
        rows.add(new Row(fits.comparison().orElse(null), FitFlag.mask(fits.flags()), fits.reason(),
                fits.results().stream().map(r -> r.refinement().orElse(null)).toArray(Refinement[]::new)));
    }

    /** @return the number of rows so far */
    public long size() {
        return results.get(0).size();
    }

    /**
     * Joins a table and its results.
     *
     * @param source the table of spectra; must stay open as long as the result is used
     * @param settings the settings of the fit
     * @param style names and units of the columns
     * @return a table with one row per spectrum, random access if the source has it
     * @throws IOException if the source cannot be read
     * @throws IllegalArgumentException if the number of outcomes is not the number of spectra
     */
    public StarTable table(SpectrumRows source, FitSettings settings, ColumnStyle style) throws IOException {
        if (models.size() == 1) {
            return ResultTable.of(source, results.get(0), settings, style);
        }
        ResultTable.requireAll(source, size());
        // All fits of several models are by the likelihood, also where none came to an end.
        StarTable columns = new ComparedColumns(models, rows, ResultTable.columnNames(source), style)
                .table(results, settings.refined());
        return ResultTable.join(source, columns, provenance(settings), outcome, style);
    }

    private List<DescribedValue> provenance(FitSettings settings) {
        List<DescribedValue> list = ParameterMetadata.run(engines, settings);
        List<String> prefixes = models.prefixes();
        for (int m = 0; m < models.size(); m++) {
            String end = "_" + prefixes.get(m);
            list.add(ParameterMetadata.value("model_odds" + end, models.odds().get(m), "prior odds of model "
                    + models.name(m), "meta.note"));
            list.addAll(ParameterMetadata.about(origins.get(m).list(), end));
        }
        return list;
    }
}
