package io.github.montecat.table;

import org.xml.sax.Attributes;
import org.xml.sax.SAXException;

/**
 * How long the cells of a VOTable column are.
 *
 * @param name of the column, for messages
 * @param bits of an element
 * @param elements of a cell, 0 where it varies
 * @param variable whether a cell states its own number of elements
 */
record VoTableField(String name, int bits, long elements, boolean variable) {

    /** Larger cells are no spectra. */
    private static final long MOST_ELEMENTS = 1 << 24;

    /**
     * @param attributes of a FIELD
     * @return the column
     * @throws SAXException if type or arraysize is malformed or absurd
     */
    static VoTableField of(Attributes attributes) throws SAXException {
        String name = attributes.getValue("name") == null ? "without a name" : attributes.getValue("name");
        String type = attributes.getValue("datatype");
        int bits = switch (type == null ? "" : type.trim()) {
            case "bit" -> 1;
            case "short", "unicodeChar" -> 16;
            case "int", "float" -> 32;
            case "long", "double", "floatComplex" -> 64;
            case "doubleComplex" -> 128;
            default -> 8;
        };
        String size = attributes.getValue("arraysize") == null ? "1" : attributes.getValue("arraysize").trim();
        boolean variable = size.endsWith("*");
        long elements = 1;
        for (String axis : size.replaceFirst("x?\\d*\\*$", "").split("x")) {
            if (axis.isBlank()) {
                continue;
            }
            if (!axis.trim().matches("\\d{1,9}")) {
                throw new SAXException("column " + name + " has arraysize '" + size
                        + "', expected numbers such as 3x4 or *");
            }
            elements = Math.min(elements * Long.parseLong(axis.trim()), Integer.MAX_VALUE);
        }
        if (elements > MOST_ELEMENTS) {
            throw new SAXException("column " + name + " has arraysize '" + size + "', expected " + MOST_ELEMENTS
                    + " elements at most");
        }
        return new VoTableField(name, bits, variable ? 0 : elements, variable);
    }

    /** @return length of some elements in bytes */
    long bytes(long count) {
        return (count * bits + 7) / 8;
    }

    /** @return length of a cell where it is fixed, else 0 */
    long fixedBytes() {
        return bytes(elements);
    }
}
