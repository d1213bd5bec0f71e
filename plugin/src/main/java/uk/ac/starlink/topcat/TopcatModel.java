package uk.ac.starlink.topcat;

import javax.swing.table.TableColumnModel;
import uk.ac.starlink.table.ColumnData;
import uk.ac.starlink.table.DescribedValue;

/** Stub: a table loaded in TOPCAT. */
public abstract class TopcatModel {

    /** @return the number that TOPCAT shows before the label */
    public abstract int getID();

    /** @return its label in the list of tables */
    public abstract String getLabel();

    /** @return where it was loaded from, a file name or URL where it was one */
    public abstract String getLocation();

    /** @return the table with all its columns, hidden ones too, and all rows in their original order */
    public abstract PlasticStarTable getDataModel();

    /** @return the columns that are not hidden; their model indices are those of the data model */
    public abstract TableColumnModel getColumnModel();

    /** @return the subsets, the first of which is all rows */
    public abstract OptionsListModel<RowSubset> getSubsets();

    /** @param subset a subset to be added; event thread only */
    public abstract void addSubset(RowSubset subset);

    /** @return the present subset */
    public abstract RowSubset getSelectedSubset();

    /** @return the row activated last */
    public abstract SingleRowSubset getActivatedSubset();

    /** @param column a column to be added at the end; event thread only */
    public abstract void appendColumn(ColumnData column);

    /** @param value a table parameter to be added; event thread only */
    public abstract void addParameter(DescribedValue value);
}
