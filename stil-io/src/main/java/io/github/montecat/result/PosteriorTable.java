package io.github.montecat.result;

import io.github.montecat.derived.DerivedQuantity;
import io.github.montecat.derived.DerivedValues;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.inference.FitOrigin;
import io.github.montecat.inference.FitResult;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.inference.Posterior;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.prior.ModelPrior;
import java.util.ArrayList;
import java.util.List;
import uk.ac.starlink.table.ArrayColumn;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.StarTable;

/**
 * The samples of one row's posterior: a column per free parameter, in linear units, and a row per sample; all samples
 * have the same weight. FIT_STATISTIC and derived quantities of the samples follow. Table parameters name source, row,
 * bundle, seed, model and priors.
 */
public final class PosteriorTable {

    private PosteriorTable() {
    }

    /**
     * Makes the table.
     *
     * @param result a result that has a posterior
     * @param settings the settings of the fit
     * @param source name of the table or file the spectrum came from, for the table's name and parameters
     * @return the table, with random access
     * @throws IllegalArgumentException if the result has no posterior
     */
    public static StarTable of(FitResult result, FitSettings settings, String source) {
        Posterior posterior = result.posterior().orElseThrow(() -> new RefusedValueException("row "
                + (result.row() + 1) + " of " + source + " has no posterior: " + result.reason()));
        ColumnStarTable table = ColumnStarTable.makeTableWithRows(posterior.sampleCount());
        List<ModelPrior.Free> free = posterior.prior().free();
        for (int p = 0; p < free.size(); p++) {
            ModelParameter parameter = free.get(p).parameter();
            table.addColumn(ArrayColumn.makeColumn(ParameterMetadata.column(parameter.label(), parameter,
                    parameter.ucd(), parameter.description() + ": posterior samples; prior "
                            + ParameterMetadata.prior(free.get(p))),
                    posterior.column(p)));
        }
        posterior.statistics().ifPresent(statistic -> {
            ColumnInfo info = new ColumnInfo("FIT_STATISTIC", Double.class, "fit statistic of the sample, -2 ln L (C or W)");
            info.setUCD("stat.fit.goodness");
            table.addColumn(ArrayColumn.makeColumn(info, statistic));
        });
        for (DerivedValues derived : result.derived()) {
            DerivedQuantity quantity = derived.quantity();
            if (quantity.perSample()) {
                table.addColumn(ArrayColumn.makeColumn(ParameterMetadata.column(quantity.name(), quantity.unit(),
                        quantity.ucd(), quantity.description() + ": of each sample"), derived.values()));
            }
        }
        table.setName("posterior of " + source + " row " + (result.row() + 1));
        List<DescribedValue> parameters = new ArrayList<>();
        parameters.add(ParameterMetadata.value("source", source, "table or file the spectrum came from",
                "meta.id;meta.dataset"));
        parameters.add(ParameterMetadata.value("source_row", result.row() + 1, "row of the spectrum, from 1",
                "meta.number"));
        parameters.add(ParameterMetadata.value("samples", posterior.sampleCount(), "number of samples",
                "meta.number"));
        parameters.addAll(ParameterMetadata.provenance(List.of(result.origin().orElseThrow()), result.engine().stream().toList(), settings));
        FitOrigin origin = result.origin().get();
        origin.own().fixedValues(origin.model()).forEach((name, value) -> parameters.add(ParameterMetadata.value(
                "value_" + name, value, "value of " + name + " that the row was fitted with", "meta.note")));
        table.setParameters(parameters);
        return table;
    }
}
