package io.github.montecat.plugin.window;

import java.util.stream.LongStream;
import uk.ac.starlink.topcat.RowSubset;
import uk.ac.starlink.topcat.TopcatModel;

/** Rows of a table, by their numbers in its original order. */
final class RowSelection {

    private RowSelection() {
    }

    /**
     * @param model a table
     * @param subset one of its subsets, null for all rows
     * @return the numbers of the subset's rows; may take long for a subset that is an expression
     */
    static long[] of(TopcatModel model, RowSubset subset) {
        long n = model.getDataModel().getRowCount();
        return LongStream.range(0, n).filter(row -> subset == null || subset.isIncluded(row)).toArray();
    }
}
