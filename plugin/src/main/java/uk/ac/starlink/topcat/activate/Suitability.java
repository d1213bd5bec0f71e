package uk.ac.starlink.topcat.activate;

/** Stub: how well an action suits a table. */
public enum Suitability {
    /** Offered and ticked. */
    ACTIVE,
    /** Offered. */
    SUGGESTED,
    /** Present. */
    PRESENT,
    /** Can be added. */
    AVAILABLE,
    /** Shown but not usable. */
    DISABLED,
    /** Not shown. */
    NONE
}
