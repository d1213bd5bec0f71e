package io.github.montecat.ogip;

/** What to do about the background spectrum that a PHA file names. */
public enum BackgroundFile {

    /** Do not read it. */
    IGNORE,
    /** Read it if it can be found; else the spectrum keeps only its name. */
    IF_FOUND,
    /** Read it; a spectrum whose background is named and cannot be found is refused. */
    REQUIRE
}
