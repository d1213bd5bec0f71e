package io.github.montecat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import nom.tam.fits.BinaryTable;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.Header;
import nom.tam.util.FitsOutputStream;

/** Writes small FITS files for tests, one binary table after the other. */
public final class FitsFixture {

    private final Fits fits = new Fits();
    private final List<String[]> columns = new ArrayList<>();
    private final List<Object[]> keys = new ArrayList<>();
    private String extensionName;
    private BinaryTable table;

    /**
     * Starts an extension.
     *
     * @param name EXTNAME
     * @return this
     */
    public FitsFixture extension(String name) {
        finish();
        table = new BinaryTable();
        extensionName = name;
        return this;
    }

    /**
     * @param name TTYPE
     * @param data array with one element per row: primitives, strings, or arrays of equal length
     * @return this
     */
    public FitsFixture column(String name, Object data) {
        if (data instanceof String[] s) {
            table.addStringColumn(s);
        } else {
            table.addColumn(data);
        }
        columns.add(new String[] {name, null});
        return this;
    }

    /**
     * @param name TTYPE
     * @param data one array per row, of any lengths
     * @return this
     */
    public FitsFixture variable(String name, Object data) {
        table.addVariableSizeColumn(data);
        columns.add(new String[] {name, null});
        return this;
    }

    /**
     * @param value TUNIT of the last column
     * @return this
     */
    public FitsFixture unit(String value) {
        columns.get(columns.size() - 1)[1] = value;
        return this;
    }

    /**
     * @param stem TLMIN or the like, for the last column
     * @param value a number
     * @return this
     */
    public FitsFixture columnKey(String stem, Number value) {
        return key(stem + columns.size(), value);
    }

    /**
     * @param key keyword
     * @param value String, Boolean or Number
     * @return this
     */
    public FitsFixture key(String key, Object value) {
        keys.add(new Object[] {key, value});
        return this;
    }

    private void finish() {
        if (table == null) {
            return;
        }
        BinaryTableHDU hdu = table.toHDU();
        Header header = hdu.getHeader();
        header.addValue("EXTNAME", extensionName, "");
        for (int c = 0; c < columns.size(); c++) {
            header.addValue("TTYPE" + (c + 1), columns.get(c)[0], "");
            if (columns.get(c)[1] != null) {
                header.addValue("TUNIT" + (c + 1), columns.get(c)[1], "");
            }
        }
        for (Object[] k : keys) {
            if (k[1] instanceof String s) {
                header.addValue((String) k[0], s, "");
            } else if (k[1] instanceof Boolean b) {
                header.addValue((String) k[0], b, "");
            } else if (k[1] instanceof Integer i) {
                header.addValue((String) k[0], i, "");
            } else {
                header.addValue((String) k[0], ((Number) k[1]).doubleValue(), "");
            }
        }
        fits.addHDU(hdu);
        columns.clear();
        keys.clear();
        table = null;
    }

    /**
     * @param file where to write; gzipped if the name ends in {@code .gz}
     * @return the file
     */
    public Path write(Path file) {
        finish();
        try (OutputStream out = file.toString().endsWith(".gz")
                ? new GZIPOutputStream(Files.newOutputStream(file)) : Files.newOutputStream(file);
                FitsOutputStream stream = new FitsOutputStream(out)) {
            fits.write(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
