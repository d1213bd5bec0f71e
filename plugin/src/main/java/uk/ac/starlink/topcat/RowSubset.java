package uk.ac.starlink.topcat;

/** Stub: a subset of rows. */
public abstract class RowSubset {

    /** @param name its name */
    protected RowSubset(String name) {
    }

    /** @return its name */
    public String getName() {
        return "";
    }

    /**
     * @param row a row's number from 0, in the original order
     * @return whether it belongs to the subset
     */
    public abstract boolean isIncluded(long row);
}
