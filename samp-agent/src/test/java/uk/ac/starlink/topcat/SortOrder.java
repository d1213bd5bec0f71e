package uk.ac.starlink.topcat;

import javax.swing.table.TableColumn;

/** Stub: what a table is sorted by. Each version of TOPCAT has one of the two constructors. */
public class SortOrder {

    /** @param column the column (4.8.7) */
    public SortOrder(TableColumn column) {
    }

    /** @param expressions the expressions (4.10.5) */
    public SortOrder(String[] expressions) {
    }
}
