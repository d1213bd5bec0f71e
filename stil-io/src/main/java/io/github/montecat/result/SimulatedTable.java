package io.github.montecat.result;

import io.github.montecat.physics.ModelParameter;
import java.util.List;
import java.util.stream.IntStream;
import uk.ac.starlink.table.ArrayColumn;
import uk.ac.starlink.table.ColumnData;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.StarTable;

/**
 * Simulated spectra as a table that {@code infer} and the agent recognise: {@code id}, a column {@code <label>_true}
 * per parameter, {@code exposure} and the array column {@code counts}.
 */
public final class SimulatedTable {

    /** What follows a parameter's label in the name of the column with its true value. */
    public static final String TRUTH_SUFFIX = "_true";

    private SimulatedTable() {
    }

    /**
     * Makes the table. The arrays are kept, not copied.
     *
     * @param parameters the parameters with a truth column
     * @param truth true values, an array with one value per spectrum for each parameter
     * @param counts counts per channel, an array of one length for each spectrum
     * @param exposures exposure in s for each spectrum
     * @return the table, a row per spectrum
     * @throws IllegalArgumentException if the numbers of spectra or channels differ
     */
    public static StarTable of(List<ModelParameter> parameters, double[][] truth, int[][] counts, double[] exposures) {
        int rows = counts.length;
        if (exposures.length != rows || truth.length != parameters.size()) {
            throw new IllegalArgumentException(rows + " spectra with " + exposures.length + " exposures, and "
                    + parameters.size() + " parameters with " + truth.length + " arrays of true values");
        }
        for (double[] values : truth) {
            if (values.length != rows) {
                throw new IllegalArgumentException(values.length + " true values for " + rows + " spectra");
            }
        }
        int channels = rows == 0 ? 0 : counts[0].length;
        for (int[] c : counts) {
            if (c.length != channels) {
                throw new IllegalArgumentException("spectra with " + channels + " and " + c.length + " channels");
            }
        }
        ColumnStarTable table = ColumnStarTable.makeTableWithRows(rows);
        table.setName("simulated");
        ColumnInfo id = new ColumnInfo("id", Integer.class, "number of the simulated spectrum, from 1");
        id.setUCD("meta.id;meta.main");
        table.addColumn(ArrayColumn.makeColumn(id, IntStream.rangeClosed(1, rows).toArray()));
        for (int p = 0; p < parameters.size(); p++) {
            ModelParameter parameter = parameters.get(p);
            table.addColumn(ArrayColumn.makeColumn(ParameterMetadata.column(parameter.label() + TRUTH_SUFFIX, parameter,
                    parameter.ucd().isEmpty() ? "stat.fit.param;meta.modelled" : parameter.ucd() + ";meta.modelled",
                    parameter.description() + ": value the spectrum was simulated with"), truth[p]));
        }
        ColumnInfo exposure = new ColumnInfo("exposure", Double.class, "exposure");
        exposure.setUnitString("s");
        exposure.setUCD("time.duration;obs.exposure");
        table.addColumn(ArrayColumn.makeColumn(exposure, exposures));
        ColumnInfo info = new ColumnInfo("counts", int[].class, "simulated counts per channel, with Poisson noise");
        info.setUnitString("count");
        info.setUCD("phot.count;em.X-ray");
        info.setShape(new int[] {channels == 0 ? -1 : channels});
        table.addColumn(new ColumnData(info) {
            @Override
            public Object readValue(long row) {
                return counts[Math.toIntExact(row)];
            }
        });
        return table;
    }
}
