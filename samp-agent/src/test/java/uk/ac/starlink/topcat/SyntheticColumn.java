package uk.ac.starlink.topcat;

import uk.ac.starlink.table.ColumnData;
import uk.ac.starlink.table.ColumnInfo;

/** Stub: a column that is an expression. */
public class SyntheticColumn extends ColumnData {

    /**
     * @param model its table
     * @param info its metadata
     * @param expression the expression
     * @param type wanted type, null for the expression's own
     */
    public SyntheticColumn(TopcatModel model, ColumnInfo info, String expression, Class<?> type) {
    }

    @Override
    public Object readValue(long row) {
        throw new UnsupportedOperationException("stub");
    }
}
