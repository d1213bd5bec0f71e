package io.github.montecat.cli;

import java.io.IOException;
import java.util.stream.IntStream;
import uk.ac.starlink.table.StarTable;

/** Cells of tables by the names of columns. */
final class TableCells {

    private TableCells() {
    }

    /** The cell; fails if there is no such column. */
    static Object cell(StarTable table, int row, String name) throws IOException {
        int column = IntStream.range(0, table.getColumnCount()).filter(c -> table.getColumnInfo(c).getName().equals(name))
                .findFirst().orElseThrow(() -> new AssertionError("no column " + name));
        return table.getCell(row, column);
    }

    /** The cell of a column of numbers. */
    static double number(StarTable table, int row, String name) throws IOException {
        return ((Number) cell(table, row, name)).doubleValue();
    }

    /** The cell as text, empty if it is blank. */
    static String text(StarTable table, int row, String name) throws IOException {
        Object cell = cell(table, row, name);
        return cell == null ? "" : cell.toString();
    }
}
