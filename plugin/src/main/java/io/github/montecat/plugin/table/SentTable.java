package io.github.montecat.plugin.table;

import java.io.IOException;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.RandomStarTable;
import uk.ac.starlink.table.StarTable;

/**
 * Chosen rows and columns of a table, with a last column {@link #ROW_COLUMN} that tells each row's number in that table,
 * so that a row is fitted the same in any company. Cells stay as they are: where file names in them start is told
 * beside the table, see {@link TableLocation}. Immutable; safe for use by several threads as far as the table is.
 */
public final class SentTable extends RandomStarTable {

    /** Name of the column with the rows' numbers. */
    public static final String ROW_COLUMN = "montecat_row";

    private final StarTable data;
    private final long[] rows;
    private final int[] columns;
    private final boolean numbered;

    /**
     * @param data the table, in its original order
     * @param rows numbers of the rows to send, not copied
     * @param columns indices of the columns to send, not copied
     * @param numbered whether to tell the rows' numbers, which a table that is one spectrum does not need
     */
    public SentTable(StarTable data, long[] rows, int[] columns, boolean numbered) {
        this.data = data;
        this.rows = rows;
        this.columns = columns;
        this.numbered = numbered;
        setName(data.getName());
        setParameters(data.getParameters());
    }

    /**
     * @param name any name
     * @return the name as a SAMP message can have it, and as this table's columns are called
     */
    public static String plainName(String name) {
        return String.valueOf(name).replaceAll("[^\\x20-\\x7e]", "?");
    }

    @Override
    public int getColumnCount() {
        return columns.length + (numbered ? 1 : 0);
    }

    @Override
    public long getRowCount() {
        return rows.length;
    }

    @Override
    public ColumnInfo getColumnInfo(int column) {
        if (column == columns.length) {
            return new ColumnInfo(ROW_COLUMN, Long.class, "row in TOPCAT's table, from 0");
        }
        ColumnInfo info = new ColumnInfo(data.getColumnInfo(columns[column]));
        info.setName(plainName(info.getName()));
        return info;
    }

    @Override
    public Object getCell(long row, int column) throws IOException {
        long source = rows[(int) row];
        if (column == columns.length) {
            return source;
        }
        return data.getCell(source, columns[column]);
    }
}
