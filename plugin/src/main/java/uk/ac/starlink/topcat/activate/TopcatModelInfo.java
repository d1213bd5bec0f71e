package uk.ac.starlink.topcat.activate;

import uk.ac.starlink.topcat.TopcatModel;

/** Stub: about a table. */
public abstract class TopcatModelInfo {

    /** @return the table */
    public abstract TopcatModel getTopcatModel();
}
