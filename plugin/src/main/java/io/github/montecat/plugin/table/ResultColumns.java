package io.github.montecat.plugin.table;

import io.github.montecat.plugin.link.Protocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import uk.ac.starlink.table.ColumnData;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.Tables;

/**
 * Results as columns for the table that they are about: each in the row that its spectrum came from, blank elsewhere.
 * Holds the values in memory. Immutable.
 */
public final class ResultColumns {

    private final List<ColumnData> columns = new ArrayList<>();
    private final List<DescribedValue> parameters;

    /**
     * @param results a row for each row that was sent
     * @param rows the rows' numbers in the table, in the order sent
     * @param target the table that the columns are for
     * @param wanted which columns, by name
     * @throws IOException if the results cannot be read
     * @throws IllegalArgumentException if there are not as many results as rows
     */
    public ResultColumns(StarTable results, long[] rows, StarTable target, Predicate<String> wanted)
            throws IOException {
        StarTable table = Tables.randomTable(results);
        if (table.getRowCount() != rows.length) {
            throw new IllegalArgumentException("The agent sent " + table.getRowCount() + " results for " + rows.length
                    + " rows; nothing was added");
        }
        int[] place = new int[Math.toIntExact(target.getRowCount())];
        Arrays.fill(place, -1);
        for (int i = 0; i < rows.length; i++) {
            place[Math.toIntExact(rows[i])] = i;
        }
        Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (int c = 0; c < target.getColumnCount(); c++) {
            taken.add(String.valueOf(target.getColumnInfo(c).getName()));
        }
        String suffix = suffix(table, wanted, taken);
        for (int c = 0; c < table.getColumnCount(); c++) {
            ColumnInfo info = new ColumnInfo(table.getColumnInfo(c));
            if (wanted.test(info.getName())) {
                info.setName(info.getName() + suffix);
                columns.add(column(info, table, c, place));
            }
        }
        parameters = parameters(table, target);
    }

    /** @return the columns, with as many rows as the table */
    public List<ColumnData> columns() {
        return columns;
    }

    /** @return table parameters that tell how the results came about, those that the table has not yet */
    public List<DescribedValue> parameters() {
        return parameters;
    }

    /** One for all columns, so that those of one fit are seen to belong together: nothing the first time, then _2 ... */
    private static String suffix(StarTable table, Predicate<String> wanted, Set<String> taken) {
        for (int n = 1;; n++) {
            String suffix = n == 1 ? "" : "_" + n;
            boolean free = true;
            for (int c = 0; c < table.getColumnCount(); c++) {
                String name = table.getColumnInfo(c).getName();
                free &= !wanted.test(name) || !taken.contains(name + suffix);
            }
            if (free) {
                return suffix;
            }
        }
    }

    private static ColumnData column(ColumnInfo info, StarTable table, int column, int[] place) throws IOException {
        int n = Math.toIntExact(table.getRowCount());
        if (info.getContentClass() == Double.class) {
            double[] values = new double[n];
            for (int i = 0; i < n; i++) {
                Object cell = table.getCell(i, column);
                values[i] = cell == null ? Double.NaN : (Double) cell;
            }
            return new Placed(info, place) {
                @Override
                Object value(int i) {
                    return Double.isNaN(values[i]) ? null : values[i];
                }
            };
        }
        Object[] values = new Object[n];
        for (int i = 0; i < n; i++) {
            values[i] = table.getCell(i, column);
        }
        return new Placed(info, place) {
            @Override
            Object value(int i) {
                return values[i];
            }
        };
    }

    private static List<DescribedValue> parameters(StarTable results, StarTable target) {
        Set<String> taken = new TreeSet<>();
        for (Object p : target.getParameters()) {
            taken.add(((DescribedValue) p).getInfo().getName().toLowerCase(Locale.ROOT));
        }
        List<DescribedValue> list = new ArrayList<>();
        for (Object p : results.getParameters()) {
            DescribedValue value = (DescribedValue) p;
            // The outcome is that of one fit; a table may have several.
            if (value.getInfo().getName() != null && !value.getInfo().getName().equals(Protocol.OUTCOME)
                    && taken.add(value.getInfo().getName().toLowerCase(Locale.ROOT))) {
                list.add(value);
            }
        }
        return list;
    }

    /** A column whose values stand in the rows they are about. */
    private abstract static class Placed extends ColumnData {

        private final int[] place;

        Placed(ColumnInfo info, int[] place) {
            super(info);
            this.place = place;
            info.setNullable(true);
        }

        abstract Object value(int i);

        @Override
        public Object readValue(long row) {
            int i = place[(int) row];
            return i < 0 ? null : value(i);
        }
    }
}
