package uk.ac.starlink.topcat;

import uk.ac.starlink.table.ColumnStarTable;

/** Stub: a table to which columns can be added. */
public abstract class PlasticStarTable extends ColumnStarTable {
}
