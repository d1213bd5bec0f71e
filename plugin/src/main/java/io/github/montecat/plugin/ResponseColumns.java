package io.github.montecat.plugin;

import java.io.IOException;
import java.lang.reflect.Array;
import uk.ac.starlink.table.ArrayColumn;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.JoinStarTable;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.Tables;

/**
 * The extension of an ARF or RMF with the columns that a plot needs: {@code ENERGY} (the middle of the row's energies, in
 * the file's unit) and for an RMF {@code RESPONSE_SUM} (the row's matrix elements added up: the efficiency, or the area in
 * cm2 where the matrix includes it) and {@code PEAK_CHANNEL} (the channel of the largest element).
 *
 * <p>Source: OGIP CAL/GEN/92-002 (ENERG_LO, ENERG_HI, SPECRESP, N_GRP, F_CHAN, N_CHAN, MATRIX).
 */
final class ResponseColumns {

    private ResponseColumns() {
    }

    /**
     * @param response the extension
     * @return its columns and those for plots, with random access; parameters and name are the file's
     * @throws IOException if its data cannot be read
     */
    static StarTable addTo(StarTable response) throws IOException {
        StarTable table = Tables.randomTable(response);
        int rows = OgipFile.rows(table);
        int low = OgipFile.column(table, "ENERG_LO");
        int high = OgipFile.column(table, "ENERG_HI");
        int matrix = OgipFile.column(table, "MATRIX");
        double[] energy = new double[rows];
        double[] sum = new double[rows];
        int[] peak = new int[rows];
        for (int row = 0; row < rows; row++) {
            energy[row] = high < 0 ? number(table.getCell(row, low), 0)
                    : 0.5 * (number(table.getCell(row, low), 0) + number(table.getCell(row, high), 0));
            if (matrix >= 0) {
                Object elements = table.getCell(row, matrix);
                int largest = 0;
                for (int i = 0; i < length(elements); i++) {
                    sum[row] += number(elements, i);
                    largest = number(elements, i) > number(elements, largest) ? i : largest;
                }
                peak[row] = channel(table, row, largest);
            }
        }
        ColumnStarTable added = ColumnStarTable.makeTableWithRows(rows);
        ColumnInfo energyInfo = new ColumnInfo("ENERGY", Double.class, "middle of the row's energies");
        String unit = table.getColumnInfo(low).getUnitString();
        energyInfo.setUnitString(unit == null ? "keV" : unit);
        energyInfo.setUCD("em.energy");
        added.addColumn(ArrayColumn.makeColumn(energyInfo, energy));
        if (matrix >= 0) {
            added.addColumn(ArrayColumn.makeColumn(new ColumnInfo("RESPONSE_SUM", Double.class,
                    "sum of the row's matrix elements"), sum));
            added.addColumn(ArrayColumn.makeColumn(new ColumnInfo("PEAK_CHANNEL", Integer.class,
                    "channel of the largest matrix element"), peak));
        }
        JoinStarTable joined = new JoinStarTable(new StarTable[] {table, added});
        joined.setName(response.getName());
        joined.setParameters(response.getParameters());
        joined.setURL(response.getURL());
        return joined;
    }

    /** The channel of an element, counted through the row's groups of channels; -1 if these are not told. */
    private static int channel(StarTable table, int row, int element) throws IOException {
        int first = OgipFile.column(table, "F_CHAN");
        int count = OgipFile.column(table, "N_CHAN");
        if (first < 0 || count < 0) {
            return -1;
        }
        Object starts = table.getCell(row, first);
        Object sizes = table.getCell(row, count);
        long before = 0;
        for (int group = 0; group < Math.min(length(starts), length(sizes)); group++) {
            int size = (int) number(sizes, group);
            if (element < before + size) {
                return (int) (number(starts, group) + element - before);
            }
            before += size;
        }
        return -1;
    }

    /** STIL makes of an array of one element a number, and of an empty one null. */
    private static int length(Object cell) {
        return cell == null ? 0 : cell.getClass().isArray() ? Array.getLength(cell) : 1;
    }

    private static double number(Object cell, int index) {
        Object element = cell != null && cell.getClass().isArray() ? Array.get(cell, index) : cell;
        return element instanceof Number ? ((Number) element).doubleValue() : Double.NaN;
    }
}
