package uk.ac.starlink.topcat;

import javax.swing.table.TableColumn;

/** Stub: the column that a table is sorted by. */
public class SortOrder {

    /** @param column the column */
    public SortOrder(TableColumn column) {
    }
}
