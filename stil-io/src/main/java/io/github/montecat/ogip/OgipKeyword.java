package io.github.montecat.ogip;

import nom.tam.fits.header.FitsKey;
import nom.tam.fits.header.IFitsHeader;

/**
 * Header keywords of OGIP spectra, responses and table models that Montecat reads or writes.
 *
 * <p>Source: OGIP/92-007 section 2.1, OGIP/92-007a, CAL/GEN/92-002 sections 3.1 and 4.1, OGIP/92-009.
 */
public enum OgipKeyword implements IFitsHeader {

    /** Mission, such as {@code NICER}. */
    TELESCOP(VALUE.STRING, "mission name"),
    /** Instrument, such as {@code XTI}. */
    INSTRUME(VALUE.STRING, "instrument name"),
    /** Filter in use, {@code NONE} if there is none. */
    FILTER(VALUE.STRING, "filter in use"),
    /** Source name. */
    OBJECT(VALUE.STRING, "name of observed object"),
    /** Family of formats, {@code OGIP}. */
    HDUCLASS(VALUE.STRING, "format conforms to OGIP standard"),
    /** First class: {@code SPECTRUM}, {@code RESPONSE} or {@code EVENTS}. */
    HDUCLAS1(VALUE.STRING, "first class of the extension"),
    /** Second class: {@code TOTAL}, {@code NET}, {@code BKG}; {@code RSP_MATRIX}, {@code EBOUNDS}, {@code SPECRESP}. */
    HDUCLAS2(VALUE.STRING, "second class of the extension"),
    /** Third class: {@code COUNT} or {@code RATE}; {@code REDIST}, {@code DETECTOR} or {@code FULL}. */
    HDUCLAS3(VALUE.STRING, "third class of the extension"),
    /** Fourth class: {@code TYPE:I} or {@code TYPE:II}. */
    HDUCLAS4(VALUE.STRING, "fourth class of the extension"),
    /** Version of the format. */
    HDUVERS(VALUE.STRING, "version of format"),
    /** Exposure in s, dead time taken off. */
    EXPOSURE(VALUE.REAL, "[s] integration time, corrected for dead time"),
    /** Scaling of the effective area. */
    AREASCAL(VALUE.REAL, "area scaling factor"),
    /** Scaling of the background, usually the extraction area. */
    BACKSCAL(VALUE.REAL, "background scaling factor"),
    /** Scaling of the correction file. */
    CORRSCAL(VALUE.REAL, "correction scaling factor"),
    /** Name of the background spectrum, {@code none} if there is none. */
    BACKFILE(VALUE.STRING, "background file name"),
    /** Name of the correction spectrum, {@code none} if there is none. */
    CORRFILE(VALUE.STRING, "correction file name"),
    /** Name of the redistribution matrix, {@code none} if there is none. */
    RESPFILE(VALUE.STRING, "redistribution matrix file name"),
    /** Name of the ancillary response, {@code none} if there is none. */
    ANCRFILE(VALUE.STRING, "ancillary response file name"),
    /** Kind of channels: {@code PHA} (raw) or {@code PI} (gain corrected). */
    CHANTYPE(VALUE.STRING, "channel type"),
    /** Number of channels of the detector, whatever the file holds of them. */
    DETCHANS(VALUE.INTEGER, "total number of detector channels"),
    /** Whether errors are those of Poisson statistics. */
    POISSERR(VALUE.LOGICAL, "Poissonian errors apply"),
    /** Statistical error of every channel, 0 if there is none or a column has it. */
    STAT_ERR(VALUE.REAL, "statistical error"),
    /** Fractional systematic error of every channel. */
    SYS_ERR(VALUE.REAL, "fractional systematic error"),
    /** Quality of every channel where no column has it; 0 is good. */
    QUALITY(VALUE.INTEGER, "data quality"),
    /** Grouping where no column has it; 0 is none. */
    GROUPING(VALUE.INTEGER, "data grouping"),
    /** Version of the format of responses, {@code 1992a}, for readers older than {@link #HDUVERS}. */
    RMFVERSN(VALUE.STRING, "version of the response format"),
    /** Matrix elements below this value were left out. */
    LO_THRES(VALUE.REAL, "minimum value stored in the matrix"),
    /** Number of channel groups of a matrix. */
    NUMGRP(VALUE.INTEGER, "number of channel groups"),
    /** Number of stored matrix elements. */
    NUMELT(VALUE.INTEGER, "number of matrix elements"),
    /** Whether a table model is a source (or a factor). */
    ADDMODEL(VALUE.LOGICAL, "table model is additive"),
    /** Whether a table model has a redshift. */
    REDSHIFT(VALUE.LOGICAL, "table model has a redshift"),
    /** Factor of a table model below the tabulated energies. */
    LOELIMIT(VALUE.REAL, "model value below tabulated energies"),
    /** Factor of a table model above the tabulated energies. */
    HIELIMIT(VALUE.REAL, "model value above tabulated energies"),
    /** Number of interpolated parameters of a table model. */
    NINTPARM(VALUE.INTEGER, "number of interpolation parameters"),
    /** Number of additional parameters of a table model. */
    NADDPARM(VALUE.INTEGER, "number of additional parameters"),
    /** Number of sets of spectra of a table model. */
    NXFLTEXP(VALUE.INTEGER, "number of spectra per set of parameters"),
    /** Whether a table model has a scaling of energies. */
    ESCALE(VALUE.LOGICAL, "table model has an energy scale"),
    /** A neural network that stands in for a table model's spectra. */
    NNPTFILE(VALUE.STRING, "neural network file name"),
    /** On-source time in s of an event list. */
    ONTIME(VALUE.REAL, "[s] on-source time"),
    /** On-source time in s of an event list, dead time taken off. */
    LIVETIME(VALUE.REAL, "[s] on-source time, corrected for dead time");

    private final FitsKey key;

    OgipKeyword(VALUE type, String comment) {
        key = new FitsKey(name(), SOURCE.HEASARC, HDU.ANY, type, comment);
    }

    @Override
    public FitsKey impl() {
        return key;
    }
}
