package io.github.montecat.plugin.table;

import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.StarTable;

/**
 * A column that may hold spectra: arrays of counts, or names or URLs of PHA files; or the table as a whole, which is one
 * spectrum (a PHA file of type I, an event list) or is for the agent to recognise. Immutable.
 */
public final class SpectrumColumn {

    private static final int WHOLE = -1;
    private static final int NAMED_ARRAY = 0;
    private static final int ARRAY = 1;
    private static final int FILES = 2;
    private static final int LAST = 3;

    private final int index;
    private final String name;
    private final int rank;

    private SpectrumColumn(int index, String name, int rank) {
        this.index = index;
        this.name = name;
        this.rank = rank;
    }

    /**
     * Finds the columns that may hold spectra.
     *
     * @param table the table
     * @param columns indices of the columns to look at
     * @return what may hold spectra, the likeliest first, the whole table last
     */
    public static List<SpectrumColumn> candidates(StarTable table, List<Integer> columns) {
        List<SpectrumColumn> list = new ArrayList<>();
        for (int c : columns) {
            ColumnInfo info = table.getColumnInfo(c);
            Class<?> type = info.getContentClass();
            String name = String.valueOf(info.getName());
            String lower = name.toLowerCase(Locale.ROOT);
            if (isNumberArray(type)) {
                list.add(new SpectrumColumn(c, name, lower.matches("counts?|pha|pi|spec.*|.*counts.*")
                        && !lower.matches(".*(err|back|bkg).*") ? NAMED_ARRAY : ARRAY));
            } else if (type == String.class && lower.matches(".*(pha|spec|file|path|url).*")) {
                list.add(new SpectrumColumn(c, name, FILES));
            }
        }
        list.sort(Comparator.comparingInt(s -> s.rank));
        list.add(new SpectrumColumn(WHOLE, "(the whole table)", LAST));
        return list;
    }

    private static boolean isNumberArray(Class<?> type) {
        Class<?> element = type.getComponentType();
        return element != null && element.isPrimitive() && element != boolean.class && element != char.class;
    }

    /** @return whether it is no column, but the table */
    public boolean isWholeTable() {
        return index == WHOLE;
    }

    /** @return index of the column; not for the whole table */
    public int index() {
        return index;
    }

    /** @return the column's name */
    public String name() {
        return name;
    }

    /**
     * @param table its table
     * @return number of channels of the first spectrum; 0 if it is not known without opening a file
     * @throws IOException if the table cannot be read
     */
    public int channels(StarTable table) throws IOException {
        if (rank == FILES || rank == LAST) {
            return 0;
        }
        long rows = Math.min(100, table.getRowCount());
        for (long row = 0; row < rows; row++) {
            Object cell = table.getCell(row, index);
            if (cell != null) {
                return Array.getLength(cell);
            }
        }
        return 0;
    }

    @Override
    public String toString() {
        return name;
    }
}
