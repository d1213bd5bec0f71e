package io.github.montecat.desktop;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.topcat.RowSubset;
import uk.ac.starlink.topcat.SortOrder;
import uk.ac.starlink.topcat.SyntheticColumn;
import uk.ac.starlink.topcat.TopcatModel;

/** Sorts tables, makes subsets and computed columns as a user does. Runs inside TOPCAT. */
final class TableHands {

    private TableHands() {
    }

    /** Makes a subset of some rows, or goes back to all rows where none is given, and applies it. Event thread. */
    static String subset(TopcatModel table, String name, String... rows) {
        if (rows.length == 0) {
            table.applySubset(RowSubset.ALL);
            return "";
        }
        Set<Long> included = new HashSet<>();
        for (String row : rows) {
            included.add(Long.valueOf(row));
        }
        RowSubset subset = new RowSubset(name) {
            @Override
            public boolean isIncluded(long row) {
                return included.contains(row);
            }
        };
        table.addSubset(subset);
        table.applySubset(subset);
        return "";
    }

    /** Sorts by a column, descending. Event thread. */
    static String sort(TopcatModel table, String column) throws IOException {
        for (int i = 0; i < table.getColumnModel().getColumnCount(); i++) {
            if (column.equals(String.valueOf(table.getColumnModel().getColumn(i).getHeaderValue()))) {
                try {
                    table.sortBy(new SortOrder(table.getColumnModel().getColumn(i)), false);
                } catch (NoSuchMethodError e) {
                    // TOPCAT of version 4.10 sorts by expressions.
                    table.sortBy(new SortOrder(new String[] {column}), false);
                }
                return "";
            }
        }
        throw new IOException("no column " + column);
    }

    /** Adds a column that is an expression. Event thread. */
    static String compute(TopcatModel table, String column, String expression) {
        table.appendColumn(new SyntheticColumn(table, new ColumnInfo(column), expression, null));
        return "";
    }

    /**
     * Reads a whole column, as a plot or a statistics window does. Not on the event thread.
     *
     * @return the time in ms, then the values
     */
    static String evaluate(TopcatModel table, String column) throws IOException {
        StarTable data = table.getDataModel();
        int index = 0;
        while (!data.getColumnInfo(index).getName().equals(column)) {
            index++;
        }
        long start = System.nanoTime();
        StringBuilder values = new StringBuilder();
        for (long row = 0; row < data.getRowCount(); row++) {
            values.append(' ').append(data.getCell(row, index));
        }
        return (System.nanoTime() - start) / 1_000_000 + values.toString();
    }
}
