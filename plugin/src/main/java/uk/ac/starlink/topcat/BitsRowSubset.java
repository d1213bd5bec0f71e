package uk.ac.starlink.topcat;

import java.util.BitSet;

/** Stub: a subset with a bit for each row. */
public class BitsRowSubset extends RowSubset {

    /**
     * @param name its name
     * @param bits the rows
     */
    public BitsRowSubset(String name, BitSet bits) {
        super(name);
    }

    @Override
    public boolean isIncluded(long row) {
        return false;
    }
}
