package uk.ac.starlink.topcat;

import javax.swing.table.TableColumnModel;
import uk.ac.starlink.table.ColumnData;
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

    /** @return the table with all its columns and rows in their original order */
    public abstract PlasticStarTable getDataModel();

    /** @return the columns that are not hidden */
    public abstract TableColumnModel getColumnModel();

    /** @param subset to be added */
    public abstract void addSubset(RowSubset subset);

    /** @param subset to be shown from now on */
    public abstract void applySubset(RowSubset subset);

    /**
     * @param order the column to sort by
     * @param ascending or descending
     */
    public abstract void sortBy(SortOrder order, boolean ascending);

    /** @param column a column to be added */
    public abstract void appendColumn(ColumnData column);
}
