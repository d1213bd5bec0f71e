package io.github.montecat.table;

/** The ways in which a table holds spectra. */
public enum SpectrumTableKind {

    /** One spectrum per row, in an array column of counts (or count rates). */
    COUNTS_COLUMN("a spectrum per row in an array column of counts"),
    /** One spectrum per row, in a PHA file named in a column. */
    PHA_FILES("a spectrum per row in a PHA file named in a column"),
    /** One spectrum in all, a row per channel with CHANNEL and COUNTS or RATE. */
    PHA_TYPE_I("one PHA type I spectrum, a row per channel"),
    /** One spectrum per row, with the array columns and keywords of the PHA type II format. */
    PHA_TYPE_II("a PHA type II spectrum per row"),
    /** One spectrum in all, a row per photon with its PI or PHA channel. */
    EVENT_LIST("an event list, a row per photon"),
    /** One spectrum per row, made of the events in a region. */
    REGIONS("a spectrum per region of an event list");

    private final String description;

    SpectrumTableKind(String description) {
        this.description = description;
    }

    /** @return whether all rows together make one spectrum */
    public boolean isSingleSpectrum() {
        return this == PHA_TYPE_I || this == EVENT_LIST;
    }

    /** @return a few words for messages */
    public String description() {
        return description;
    }
}
