package io.github.montecat.ogip;

import java.util.Locale;
import java.util.Set;
import nom.tam.fits.Header;
import nom.tam.fits.header.Standard;

/**
 * Kinds of OGIP extensions, known by their name or, where files name them otherwise, by their class keywords.
 *
 * <p>Source: OGIP/93-003 (HDUCLASn).
 */
public enum OgipExtension {

    /** One spectrum (type I) or several (type II). */
    SPECTRUM(Set.of("SPECTRUM"), "SPECTRUM", ""),
    /** A redistribution matrix, with or without the area in it. */
    MATRIX(Set.of("MATRIX", "SPECRESP MATRIX"), "RESPONSE", "RSP_MATRIX"),
    /** Nominal energies of the channels. */
    EBOUNDS(Set.of("EBOUNDS"), "RESPONSE", "EBOUNDS"),
    /** An ancillary response. */
    SPECRESP(Set.of("SPECRESP"), "RESPONSE", "SPECRESP"),
    /** Parameters of a table model. */
    PARAMETERS(Set.of("PARAMETERS"), "XSPEC TABLE MODEL", "PARAMETERS"),
    /** Energies of a table model. */
    ENERGIES(Set.of("ENERGIES"), "XSPEC TABLE MODEL", "ENERGIES"),
    /** Spectra of a table model. */
    SPECTRA(Set.of("SPECTRA"), "XSPEC TABLE MODEL", "MODEL SPECTRA"),
    /** An event list. */
    EVENTS(Set.of("EVENTS", "STDEVT", "RAYEVENT"), "EVENTS", "");

    private final Set<String> names;
    private final String class1;
    private final String class2;

    OgipExtension(Set<String> names, String class1, String class2) {
        this.names = names;
        this.class1 = class1;
        this.class2 = class2;
    }

    /**
     * @param extensionName EXTNAME, may be null
     * @return whether it is one of this kind's names
     */
    public boolean isNamed(String extensionName) {
        return extensionName != null && names.contains(extensionName.trim().toUpperCase(Locale.ROOT));
    }

    /**
     * Whether a table of STIL is an extension of this kind. STIL names a table after EXTNAME, with EXTVER after a
     * hyphen where there is one.
     *
     * @param tableName name of the table, may be null
     * @return whether it is one of this kind's names, with or without a number
     */
    public boolean isTableNamed(String tableName) {
        return tableName != null && isNamed(tableName.trim().replaceFirst("-\\d+$", ""));
    }

    boolean isClassed(Header header) {
        return class1.equals(upper(header, OgipKeyword.HDUCLAS1))
                && (class2.isEmpty() || class2.equals(upper(header, OgipKeyword.HDUCLAS2)));
    }

    boolean isNamed(Header header) {
        return isNamed(header.getStringValue(Standard.EXTNAME));
    }

    /** @return the usual name of such an extension, for messages */
    @Override
    public String toString() {
        return this == MATRIX ? "MATRIX or SPECRESP MATRIX" : name();
    }

    private static String upper(Header header, OgipKeyword keyword) {
        String value = header.getStringValue(keyword);
        return value == null ? "" : value.trim().toUpperCase(Locale.ROOT);
    }
}
