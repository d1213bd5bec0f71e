package io.github.montecat.plugin.table;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.StarTable;

/** The exposure of all spectra of a table, where they have the same. */
public final class CommonExposure {

    private static final int ROWS = 1000;

    private CommonExposure() {
    }

    /**
     * Looks at the first thousand rows.
     *
     * @param table the table
     * @param columns indices of the columns to look at
     * @param name the column chosen for the exposure, in any case; null for the first called EXPOSURE or the like
     * @return the exposure in s; NaN if there is no such column, it differs, or its unit is not s
     * @throws IOException if the table cannot be read
     */
    public static double of(StarTable table, List<Integer> columns, String name) throws IOException {
        for (int c : columns) {
            ColumnInfo info = table.getColumnInfo(c);
            String own = String.valueOf(info.getName()).toLowerCase(Locale.ROOT);
            String unit = info.getUnitString();
            if (Number.class.isAssignableFrom(info.getContentClass())
                    && (name == null ? own.matches("exposure|exptime|livetime|ontime") : own.equalsIgnoreCase(name))) {
                return unit == null || unit.isBlank() || unit.trim().equals("s") ? common(table, c) : Double.NaN;
            }
        }
        return Double.NaN;
    }

    private static double common(StarTable table, int column) throws IOException {
        double common = Double.NaN;
        for (long row = 0; row < Math.min(ROWS, table.getRowCount()); row++) {
            Object cell = table.getCell(row, column);
            if (cell instanceof Number) {
                double value = ((Number) cell).doubleValue();
                if (row > 0 && value != common) {
                    return Double.NaN;
                }
                common = value;
            }
        }
        return common;
    }
}
