package uk.ac.starlink.topcat;

import uk.ac.starlink.table.StarTable;

/** Stub: a table loaded in TOPCAT. */
public abstract class TopcatModel {

    /** @return the number that TOPCAT shows before the label */
    public abstract int getID();

    /** @return its label in the list of tables */
    public abstract String getLabel();

    /** @return the table with its subset and order applied */
    public abstract StarTable getApparentStarTable();

    /** @param row a row's number from 0, to be highlighted in all of TOPCAT's windows */
    public abstract void highlightRow(long row);
}
