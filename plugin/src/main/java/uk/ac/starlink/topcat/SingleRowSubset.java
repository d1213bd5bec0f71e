package uk.ac.starlink.topcat;

/** Stub: one row. */
public abstract class SingleRowSubset extends RowSubset {

    /** For TOPCAT alone. */
    protected SingleRowSubset() {
        super("");
    }


    /** @return the row's number from 0, in the original order; negative if none */
    public abstract long getRowIndex();
}
