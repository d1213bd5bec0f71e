package io.github.montecat.table;

import java.util.List;
import org.xml.sax.SAXException;

/**
 * Follows the base64 text of a BINARY or BINARY2 stream from cell to cell, keeping none of it. Not safe for use by
 * several threads.
 */
final class BinaryStreamCheck {

    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private final List<VoTableField> fields;
    private final int flagBytes;
    private int bits;
    private int bitCount;
    /** The cell at hand, -1 for the flags before a row. */
    private int field = -1;
    private long row = 1;
    private long toSkip;
    private int sizeBytes;
    private int size;

    /**
     * @param fields the table's columns
     * @param flags whether each row begins with a bit per column
     * @param encoding of the stream
     * @throws SAXException if the encoding is not base64 or rows have no bytes
     */
    BinaryStreamCheck(List<VoTableField> fields, boolean flags, String encoding) throws SAXException {
        this.fields = fields;
        flagBytes = flags ? (fields.size() + 7) / 8 : 0;
        toSkip = flagBytes;
        if (!"base64".equals(encoding)) {
            throw new SAXException("its STREAM has "
                    + (encoding == null ? "no encoding" : "the encoding '" + encoding + "'") + ", expected base64");
        }
        if (flagBytes == 0 && fields.stream().allMatch(f -> !f.variable() && f.fixedBytes() == 0)) {
            throw new SAXException("its BINARY rows have no bytes");
        }
    }

    void add(char[] text, int start, int count) throws SAXException {
        for (int i = start; i < start + count; i++) {
            int digit = text[i] < 128 ? DIGITS.indexOf(text[i]) : -1;
            if (digit >= 0) {
                bits = bits << 6 | digit;
                bitCount += 6;
                if (bitCount >= 8) {
                    bitCount -= 8;
                    next(bits >> bitCount & 0xff);
                }
            }
        }
    }

    private void next(int value) throws SAXException {
        passEmpty();
        if (toSkip > 0) {
            toSkip--;
        } else {
            size = size << 8 | value;
            if (--sizeBytes == 0) {
                if (size < 0) {
                    throw wrong("has " + size + " elements");
                }
                toSkip = fields.get(field).bytes(size);
            }
        }
    }

    /** Moves on to the next cell that has bytes to come. */
    private void passEmpty() {
        while (toSkip == 0 && sizeBytes == 0) {
            if (++field == fields.size()) {
                field = -1;
                row++;
                toSkip = flagBytes;
                continue;
            }
            if (fields.get(field).variable()) {
                sizeBytes = Integer.BYTES;
                size = 0;
            } else {
                toSkip = fields.get(field).fixedBytes();
            }
        }
    }

    /** @throws SAXException if the stream ends inside a cell */
    void end() throws SAXException {
        if (toSkip > 0 && field >= 0) {
            throw wrong("has " + (fields.get(field).variable() ? size : fields.get(field).elements())
                    + " elements, the last " + toSkip + " bytes of which are missing");
        }
    }

    private SAXException wrong(String what) {
        return new SAXException("row " + row + ", column " + fields.get(field).name() + " " + what
                + "; its data are damaged or cut short");
    }
}
