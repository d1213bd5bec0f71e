package io.github.montecat.physics.absorption;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of literature numbers shipped with this package: one row per line, fields separated by blanks, comments
 * (the citation, the columns and their units) from {@code #} to the end of the line.
 */
final class LiteratureTable {

    /** A row of a table. */
    static final class Row {
        private final String where;
        private final String[] fields;

        private Row(String where, String[] fields) {
            this.where = where;
            this.fields = fields;
        }

        /** The field in a column, from 0. */
        String text(int column) {
            return fields[column];
        }

        /** The number in a column, from 0. */
        double number(int column) {
            try {
                return Double.parseDouble(fields[column]);
            } catch (NumberFormatException e) {
                throw new IllegalStateException(where + ": expected a number, found " + fields[column], e);
            }
        }

        /** The element named in a column, from 0. */
        Element element(int column) {
            try {
                return Element.valueOf(fields[column]);
            } catch (IllegalArgumentException e) {
                throw new IllegalStateException(where + ": expected an element, found " + fields[column], e);
            }
        }
    }

    private LiteratureTable() {
    }

    /**
     * Reads a table.
     *
     * @param resource file name beside this class
     * @param columns number of fields each row has
     * @return its rows
     */
    static List<Row> read(String resource, int columns) {
        InputStream stream = LiteratureTable.class.getResourceAsStream(resource);
        if (stream == null) {
            throw new IllegalStateException("the table " + resource + " is missing from the jar of "
                    + LiteratureTable.class.getPackageName());
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))) {
            List<Row> rows = new ArrayList<>();
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                int comment = line.indexOf('#');
                String data = (comment < 0 ? line : line.substring(0, comment)).trim();
                if (!data.isEmpty()) {
                    String[] fields = data.split("\\s+");
                    String where = resource + " line " + number;
                    if (fields.length != columns) {
                        throw new IllegalStateException(where + " has " + fields.length + " fields, expected "
                                + columns);
                    }
                    rows.add(new Row(where, fields));
                }
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the table " + resource, e);
        }
    }
}
