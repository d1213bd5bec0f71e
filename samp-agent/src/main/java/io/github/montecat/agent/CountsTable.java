package io.github.montecat.agent;

import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.RandomStarTable;

/** A table of one spectrum whose counts came in a message: a row with one array column. Immutable. */
final class CountsTable extends RandomStarTable {

    private final double[] counts;
    private final ColumnInfo info;

    /** @param counts counts per channel; not copied */
    CountsTable(double[] counts) {
        this.counts = counts;
        info = new ColumnInfo("COUNTS", double[].class, "Counts per channel");
        info.setShape(new int[] {counts.length});
        info.setUnitString("count");
    }

    @Override
    public int getColumnCount() {
        return 1;
    }

    @Override
    public long getRowCount() {
        return 1;
    }

    @Override
    public ColumnInfo getColumnInfo(int column) {
        return info;
    }

    @Override
    public Object getCell(long row, int column) {
        return counts;
    }
}
