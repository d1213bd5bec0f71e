package io.github.montecat.ogip;

/**
 * Columns of OGIP spectra, event lists, responses and table models; the constants' names are the columns' (TTYPEn), in any case.
 *
 * <p>Source: OGIP/92-007 section 2.2, OGIP/92-007a, CAL/GEN/92-002 sections 3.2 and 4.2, OGIP/92-009.
 */
public enum OgipColumn {

    /** Number of a spectrum in a type II file. */
    SPEC_NUM,
    /** Detector channel. */
    CHANNEL,
    /** Counts per channel. */
    COUNTS,
    /** Counts per second and channel. */
    RATE,
    /** Statistical error of {@link #COUNTS} or {@link #RATE}, in its unit. */
    STAT_ERR,
    /** Fractional systematic error. */
    SYS_ERR,
    /** 0 is good, 1 bad by the processing, 2 dubious by the processing, 5 bad by the user. */
    QUALITY,
    /** 1 starts a group, -1 continues it, 0 is no grouping. */
    GROUPING,
    /** Area scaling. */
    AREASCAL,
    /** Background scaling. */
    BACKSCAL,
    /** Exposure of each spectrum of a type II file, in s. */
    EXPOSURE,
    /** Background file of each spectrum of a type II file. */
    BACKFILE,
    /** RMF of each spectrum of a type II file. */
    RESPFILE,
    /** ARF of each spectrum of a type II file. */
    ANCRFILE,
    /** Name of each spectrum of a type II file. */
    ROWID,
    /** Pulse height of an event, corrected for gain. */
    PI,
    /** Raw pulse height of an event. */
    PHA,
    /** Lower bound of a photon energy bin. */
    ENERG_LO,
    /** Upper bound of a photon energy bin. */
    ENERG_HI,
    /** Number of channel groups of an energy bin. */
    N_GRP,
    /** First channel of each group. */
    F_CHAN,
    /** Number of channels of each group. */
    N_CHAN,
    /** Matrix elements, group after group. */
    MATRIX,
    /** Nominal lower energy of a channel. */
    E_MIN,
    /** Nominal upper energy of a channel. */
    E_MAX,
    /** Effective area in cm2. */
    SPECRESP,
    /** Name of a parameter of a table model. */
    NAME,
    /** How it is interpolated: 0 linearly, 1 logarithmically. */
    METHOD,
    /** Its start value. */
    INITIAL,
    /** Its step in a fit, negative if it is frozen. */
    DELTA,
    /** Its lower hard limit. */
    MINIMUM,
    /** Its upper hard limit. */
    MAXIMUM,
    /** Number of its tabulated values. */
    NUMBVALS,
    /** Its tabulated values. */
    VALUE,
    /** Its unit. */
    UNITS,
    /** Its unit, in some files. */
    UNIT,
    /** Values of the parameters of a tabulated spectrum. */
    PARAMVAL,
    /** The tabulated spectrum; columns ADDSP001 and so on have those of the additional parameters. */
    INTPSPEC
}
