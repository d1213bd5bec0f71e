package io.github.montecat.cli;

import io.github.montecat.cli.console.TextTable;
import io.github.montecat.result.SimulatedTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.StarTable;

/** The true parameters of simulated spectra beside what was inferred, as text. */
final class DemoReport {

    private static final int MOST_ROWS = 10;

    private final String text;

    /**
     * @param result a result table with random access; parameters are those that have limits and a true value
     * @throws IOException if it cannot be read
     */
    DemoReport(StarTable result) throws IOException {
        List<String> names = new ArrayList<>();
        for (int c = 0; c < result.getColumnCount(); c++) {
            ColumnInfo info = result.getColumnInfo(c);
            names.add(info.getName());
        }
        TextTable table = new TextTable("row", "parameter", "unit", "true", "median", "16 %", "84 %", "");
        long all = 0;
        long inside = 0;
        for (long row = 0; row < result.getRowCount(); row++) {
            for (int c = 0; c < names.size(); c++) {
                String name = names.get(c);
                int truth = names.indexOf(name + SimulatedTable.TRUTH_SUFFIX);
                int lower = names.indexOf(name + "_lower");
                int upper = names.indexOf(name + "_upper");
                if (truth < 0 || lower < 0 || upper < 0) {
                    continue;
                }
                double value = number(result.getCell(row, truth));
                double low = number(result.getCell(row, lower));
                double high = number(result.getCell(row, upper));
                boolean within = value >= low && value <= high;
                all++;
                inside += within ? 1 : 0;
                if (row < MOST_ROWS) {
                    String unit = result.getColumnInfo(c).getUnitString();
                    table.row(Long.toString(row + 1), name, unit == null ? "" : unit, show(value),
                            show(number(result.getCell(row, c))), show(low), show(high), within ? "" : "outside");
                }
            }
        }
        text = table + (result.getRowCount() > MOST_ROWS ? "(the first " + MOST_ROWS + " of " + result.getRowCount()
                + " rows)" + System.lineSeparator() : "")
                + String.format(Locale.ROOT, "true value between the 16 and 84 %% limits: %d of %d%n%n", inside, all);
    }

    private static double number(Object cell) {
        return cell instanceof Number n ? n.doubleValue() : Double.NaN;
    }

    private static String show(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.4g", value);
    }

    @Override
    public String toString() {
        return text;
    }
}
