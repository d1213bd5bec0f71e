package io.github.montecat.agent;

import io.github.montecat.assessment.Quantiles;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.inference.FitOrigin;
import io.github.montecat.inference.FitResult;
import io.github.montecat.inference.Posterior;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.prior.ModelPrior;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.ac.starlink.table.ColumnData;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.JoinStarTable;
import uk.ac.starlink.table.StarTable;

/**
 * Quantiles that somebody asked for beside the usual ones: a column {@code PARAMETER_qQ} for each parameter and quantile
 * Q, such as {@code nH_q0.25}. Collects rows in order; not safe for use by several threads.
 */
final class QuantileColumns {

    /** As they were written, which makes the columns' names. */
    private final List<String> quantiles;
    private final Map<String, ModelParameter> parameters = new LinkedHashMap<>();
    /** Per row the quantiles of its parameters, by label. */
    private final List<Map<String, double[]>> rows = new ArrayList<>();

    private QuantileColumns(List<String> quantiles) {
        this.quantiles = quantiles;
    }

    /**
     * @param text numbers from 0 to 1, separated by blanks; empty for none
     * @return their columns, without rows
     * @throws IllegalArgumentException if one is no such number
     */
    static QuantileColumns parse(Optional<String> text) {
        List<String> words = text.map(t -> Arrays.asList(t.split("\\s+"))).orElse(List.of());
        for (String word : words) {
            double q;
            try {
                q = Double.parseDouble(word);
            } catch (NumberFormatException e) {
                q = Double.NaN;
            }
            if (!(q >= 0 && q <= 1)) {
                throw new RefusedValueException("parameter 'quantiles' has '" + word
                        + "', expected numbers from 0 to 1");
            }
        }
        return new QuantileColumns(words);
    }

    /** @param result the outcome of the next row */
    void add(FitResult result) {
        if (quantiles.isEmpty()) {
            return;
        }
        Map<String, double[]> row = new HashMap<>();
        result.origin().ifPresent(origin -> addTo(row, result.posterior().orElseThrow(), origin));
        rows.add(row);
    }

    private void addTo(Map<String, double[]> row, Posterior posterior, FitOrigin origin) {
        List<ModelPrior.Free> free = posterior.prior().free();
        for (int p = 0; p < free.size(); p++) {
            ModelParameter parameter = free.get(p).parameter();
            String name = origin.own().nameOf(origin.model(), parameter);
            parameters.putIfAbsent(name, parameter);
            double[] samples = posterior.column(p);
            Arrays.sort(samples);
            row.put(name, quantiles.stream()
                    .mapToDouble(q -> Quantiles.of(samples, Double.parseDouble(q))).toArray());
        }
    }

    /**
     * @param table a table with the rows that were added
     * @return that table with the columns of the quantiles after its own; the same table if there are none
     */
    StarTable appendTo(StarTable table) {
        if (quantiles.isEmpty()) {
            return table;
        }
        ColumnStarTable added = ColumnStarTable.makeTableWithRows(rows.size());
        parameters.forEach((label, parameter) -> {
            for (int q = 0; q < quantiles.size(); q++) {
                ColumnInfo info = new ColumnInfo(label + "_q" + quantiles.get(q), Double.class,
                        parameter.description() + ": quantile " + quantiles.get(q) + " of the posterior");
                info.setUnitString(parameter.unit().isEmpty() ? null : parameter.unit());
                info.setUCD(parameter.ucd());
                int index = q;
                added.addColumn(new ColumnData(info) {
                    @Override
                    public Object readValue(long row) {
                        double[] values = rows.get(Math.toIntExact(row)).get(label);
                        return values == null ? Double.NaN : values[index];
                    }
                });
            }
        });
        JoinStarTable joined = new JoinStarTable(new StarTable[] {table, added});
        joined.setName(table.getName());
        joined.setParameters(table.getParameters());
        return joined;
    }
}
