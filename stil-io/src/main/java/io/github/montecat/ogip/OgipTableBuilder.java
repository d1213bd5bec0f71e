package io.github.montecat.ogip;

import java.util.List;
import nom.tam.fits.BinaryTable;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Header;
import nom.tam.fits.header.Standard;

/** Makes an OGIP extension of columns and keywords. Not safe for use by several threads. */
final class OgipTableBuilder {

    private final BinaryTable data = new BinaryTable();
    /** Cards about columns, which can be added only once all columns are there. */
    private final Header columns = new Header();
    private final Header keywords = new Header();
    private int count;

    /**
     * @param column name of the column
     * @param values an array with one number per row
     * @param unit its unit, empty for none
     * @return this
     */
    OgipTableBuilder column(OgipColumn column, Object values, String unit) {
        data.addColumn(values);
        return named(column, unit);
    }

    /**
     * @param column name of the column
     * @param values one array of numbers per row, of any lengths
     * @param unit its unit, empty for none
     * @return this
     */
    OgipTableBuilder variable(OgipColumn column, Object values, String unit) {
        data.addVariableSizeColumn(values);
        return named(column, unit);
    }

    private OgipTableBuilder named(OgipColumn column, String unit) {
        count++;
        columns.addValue(Standard.TTYPEn.n(count).key(), column.name(), "");
        if (!unit.isEmpty()) {
            columns.addValue(Standard.TUNITn.n(count).key(), unit, "");
        }
        return this;
    }

    /** States the legal values of the last column. */
    OgipTableBuilder legal(int lowest, int highest) {
        columns.addValue("TLMIN" + count, lowest, "lowest legal value");
        columns.addValue("TLMAX" + count, highest, "highest legal value");
        return this;
    }

    OgipTableBuilder key(OgipKeyword keyword, String value) {
        keywords.addValue(keyword, value);
        return this;
    }

    OgipTableBuilder key(OgipKeyword keyword, double value) {
        keywords.addValue(keyword, value);
        return this;
    }

    OgipTableBuilder key(OgipKeyword keyword, int value) {
        keywords.addValue(keyword, value);
        return this;
    }

    OgipTableBuilder key(OgipKeyword keyword, boolean value) {
        keywords.addValue(keyword, value);
        return this;
    }

    /**
     * @param name EXTNAME
     * @param history lines for HISTORY cards
     * @return the extension
     */
    BinaryTableHDU build(String name, List<String> history) {
        BinaryTableHDU hdu = data.toHDU();
        Header header = hdu.getHeader();
        header.addValue(Standard.EXTNAME.key(), name, "name of this extension");
        keywords.iterator().forEachRemaining(header::addLine);
        columns.iterator().forEachRemaining(header::addLine);
        // FITS headers hold printable ASCII only.
        history.forEach(line -> header.insertHistory(line.replaceAll("[^ -~]", "?")));
        return hdu;
    }
}
