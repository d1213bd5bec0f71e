package io.github.montecat.ogip;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Columns and keywords of one PHA spectrum, wherever they come from: an extension of a type I file, a row of a type II
 * file, or a table that a program sent. {@link PhaInterpreter} makes a spectrum of it.
 */
public interface PhaRecord {

    /** @return file and extension, or the table, for messages */
    String where();

    /**
     * @param column a column of spectra
     * @return whether it is there and numeric
     */
    boolean has(OgipColumn column);

    /**
     * @param column a column that is there
     * @return one value per row of the spectrum, or a single value that holds for all; NaN for blanks
     * @throws IOException if it cannot be read
     */
    double[] values(OgipColumn column) throws IOException;

    /**
     * @param column a column that is there
     * @return its lowest legal value (TLMIN), if stated
     * @throws IOException if it cannot be read
     */
    OptionalInt lowestLegal(OgipColumn column) throws IOException;

    /**
     * @param keyword a keyword with a number
     * @return the number, if it is there
     */
    OptionalDouble number(OgipKeyword keyword);

    /**
     * @param keyword a keyword with a truth value
     * @return the value, if it is there
     */
    Optional<Boolean> flag(OgipKeyword keyword);

    /**
     * @param keyword a keyword with a text, or the column of that name in a type II file
     * @return the text, trimmed; empty if it is not there or says {@code none}
     * @throws IOException if it cannot be read
     */
    String text(OgipKeyword keyword) throws IOException;
}
