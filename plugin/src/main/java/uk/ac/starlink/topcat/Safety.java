package uk.ac.starlink.topcat;

/** Stub: whether an action may be restored from a file of somebody else's without asking. */
public enum Safety {
    /** It may. */
    SAFE,
    /** It may not. */
    UNSAFE
}
