package io.github.montecat.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nom.tam.fits.BinaryTable;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.fits.Header;
import nom.tam.fits.NullDataHDU;
import nom.tam.util.FitsOutputStream;

/** Makes small FITS files of binary tables. */
final class FitsBuilder {

    private final Fits fits = new Fits();
    private final List<String> columns = new ArrayList<>();
    private final Map<String, Object> keys = new LinkedHashMap<>();
    private final NullDataHDU primary = new NullDataHDU();
    private String extension;
    private BinaryTable table;

    /** Starts an extension; keys before the first one are those of the primary header. */
    FitsBuilder extension(String name) {
        finish();
        extension = name;
        table = new BinaryTable();
        return this;
    }

    /** Adds a column: an array with an element per row, of numbers, texts or arrays of equal length. */
    FitsBuilder column(String name, Object data) {
        if (data instanceof String[] texts) {
            table.addStringColumn(texts);
        } else {
            table.addColumn(data);
        }
        columns.add(name);
        return this;
    }

    /** Adds a column of arrays of any lengths. */
    FitsBuilder variable(String name, Object data) {
        table.addVariableSizeColumn(data);
        columns.add(name);
        return this;
    }

    /** Adds a keyword to the last column, such as TLMIN. */
    FitsBuilder columnKey(String stem, Object value) {
        return key(stem + columns.size(), value);
    }

    /** Adds a keyword: a text, a truth value or a number. */
    FitsBuilder key(String key, Object value) {
        keys.put(key, value);
        return this;
    }

    private void finish() {
        BinaryTableHDU hdu = table == null ? null : table.toHDU();
        Header header = hdu == null ? primary.getHeader() : hdu.getHeader();
        if (hdu != null) {
            header.addValue("EXTNAME", extension, "");
            for (int c = 0; c < columns.size(); c++) {
                header.addValue("TTYPE" + (c + 1), columns.get(c), "");
            }
        }
        keys.forEach((key, value) -> {
            if (value instanceof String text) {
                header.addValue(key, text, "");
            } else if (value instanceof Boolean flag) {
                header.addValue(key, flag, "");
            } else {
                header.addValue(key, (Number) value, "");
            }
        });
        try {
            fits.addHDU(hdu == null ? primary : hdu);
        } catch (FitsException e) {
            throw new IllegalStateException(e);
        }
        columns.clear();
        keys.clear();
    }

    /** Writes the file. */
    byte[] bytes() throws IOException {
        finish();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (FitsOutputStream out = new FitsOutputStream(bytes)) {
            // The library puts the time of day here.
            primary.getHeader().findCard("SIMPLE").setComment("");
            fits.write(out);
        } catch (FitsException e) {
            throw new IOException(e);
        }
        return bytes.toByteArray();
    }
}
