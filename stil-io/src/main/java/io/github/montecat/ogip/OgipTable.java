package io.github.montecat.ogip;

import io.github.montecat.error.ErrorSentence;
import io.github.montecat.spectrum.EnergyGrid;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import nom.tam.fits.BinaryTable;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Header;
import nom.tam.fits.HeaderCard;
import nom.tam.fits.header.IFitsHeader;
import nom.tam.fits.header.Standard;

/**
 * A binary table extension, by OGIP columns and keywords. Values come scaled (TSCAL, TZERO) as double, TNULL as NaN.
 * Row numbers start at 0. Not safe for use by several threads.
 */
final class OgipTable {

    /** More than any detector has channels, any response has energies or any table model has spectra. */
    private static final int MOST_ROWS = 1 << 20;
    /** More than any detector has channels. */
    private static final int MOST_ELEMENTS = 1 << 20;
    private static final Set<Class<?>> NUMBERS = Set.of(byte.class, short.class, int.class, long.class, float.class,
            double.class);

    private final String where;
    private final Header header;
    private final BinaryTable data;
    private final int rowCount;
    private final Map<String, Integer> columns = new HashMap<>();

    /**
     * @param file its name, for messages
     * @param hdu a table of it
     * @return the table
     * @throws OgipFormatException if its header is malformed
     */
    static OgipTable of(String file, BinaryTableHDU hdu) throws OgipFormatException {
        try {
            return new OgipTable(file, hdu);
        } catch (RuntimeException e) {
            throw OgipFormatException.of(file + "[" + OgipFile.extensionName(hdu.getHeader()) + "]", e);
        }
    }

    private OgipTable(String file, BinaryTableHDU hdu) {
        header = hdu.getHeader();
        where = file + "[" + OgipFile.extensionName(header) + "]";
        data = hdu.getData();
        rowCount = hdu.getNRows();
        for (int c = 0; c < hdu.getNCols(); c++) {
            String name = hdu.getColumnName(c);
            if (name != null) {
                columns.putIfAbsent(name.trim().toUpperCase(Locale.ROOT), c);
            }
        }
    }

    /** @return file and extension, for messages */
    String where() {
        return where;
    }

    int rowCount() {
        return rowCount;
    }

    boolean has(OgipColumn column) {
        return columns.containsKey(column.name());
    }

    /**
     * @param column a column
     * @return whether it has more than one element per row, or a varying number
     */
    boolean isArray(OgipColumn column) {
        BinaryTable.ColumnDesc c = data.getDescriptor(columns.get(column.name()));
        return c.isVariableSize() || (!c.isString() && c.getElementCount() > 1);
    }

    /**
     * @param column a column of numbers, one per row
     * @return the values of all rows
     * @throws OgipFormatException if the column is missing or does not have one number in a row
     */
    double[] numbers(OgipColumn column) throws OgipFormatException {
        if (rowCount > MOST_ROWS) {
            throw new OgipFormatException(where + " has " + rowCount + " rows, expected " + MOST_ROWS + " at most");
        }
        double[] values = new double[rowCount];
        for (int row = 0; row < rowCount; row++) {
            values[row] = number(column, row);
        }
        return values;
    }

    /**
     * @param column a column of numbers, one per row
     * @param row row number from 0
     * @return the number
     * @throws OgipFormatException if the column is missing or does not have one number there
     */
    double number(OgipColumn column, int row) throws OgipFormatException {
        double[] cell = cell(column, row);
        if (cell.length != 1) {
            throw new OgipFormatException(where + " column " + column + " has " + (cell.length == 0 ? "nothing"
                    : cell.length + " numbers") + " in row " + (row + 1) + ", expected one number");
        }
        return cell[0];
    }

    /**
     * @param column a column of whole numbers, one per row
     * @param row row number from 0
     * @return the number
     * @throws OgipFormatException if it is not a whole number from 0 to {@link #MOST_ELEMENTS}
     */
    int count(OgipColumn column, int row) throws OgipFormatException {
        return whole(number(column, row), column, row);
    }

    /**
     * @param value a number that was read
     * @param column where, for a message
     * @param row where, for a message
     * @return the number
     * @throws OgipFormatException if it is not a whole number from 0 to {@link #MOST_ELEMENTS}
     */
    int whole(double value, OgipColumn column, int row) throws OgipFormatException {
        if (!(value >= 0 && value <= MOST_ELEMENTS && value == Math.rint(value))) {
            throw new OgipFormatException(where + " column " + column + " has " + value + " in row " + (row + 1)
                    + ", expected a whole number from 0 to " + MOST_ELEMENTS);
        }
        return (int) value;
    }

    /** @return length of its data in bytes, which no sum of its elements exceeds */
    long dataLength() {
        return header.getDataSize();
    }

    /**
     * @param column a column of numbers or arrays of numbers
     * @param row row number from 0
     * @return all elements of the cell
     * @throws OgipFormatException if the column is missing or not numeric
     */
    double[] cell(OgipColumn column, int row) throws OgipFormatException {
        return cell(column.name(), row);
    }

    /** The same for a column by its name, in upper case. */
    double[] cell(String column, int row) throws OgipFormatException {
        int index = index(column);
        BinaryTable.ColumnDesc description = data.getDescriptor(index);
        if (!NUMBERS.contains(description.getElementClass()) || description.isComplex()) {
            throw new OgipFormatException(where + " column " + column
                    + " cannot be read as numbers: its cells are of type "
                    + description.getElementClass().getSimpleName());
        }
        try {
            int elements = description.isVariableSize() ? variableLength(row, index) : description.getElementCount();
            if (elements > MOST_ELEMENTS) {
                throw new OgipFormatException(where + " column " + column + ", row " + (row + 1) + " has " + elements
                        + " elements, expected " + MOST_ELEMENTS + " at most");
            }
            Object cell = data.getArrayElementAs(row, index, double.class);
            if (cell instanceof double[] values) {
                return values;
            }
            throw new OgipFormatException(where + " column " + column + " has cells of several dimensions ("
                    + cell.getClass().getSimpleName() + "), expected a number or a list of numbers");
        } catch (RuntimeException e) {
            throw OgipFormatException.of(where + " column " + column + ", row " + (row + 1), e);
        }
    }

    /** Elements of a variable-length cell; 0 where even all the data are few enough. */
    private int variableLength(int row, int index) {
        return dataLength() <= MOST_ELEMENTS ? 0 : Array.getLength(data.getArrayElement(row, index));
    }

    /**
     * Bins between edges: the first ENERG_LO, then every ENERG_HI, as XSPEC takes them. The other ENERG_LO differ from
     * the
     * ENERG_HI before them by rounding in some files; a gap becomes part of the bin after it.
     *
     * @param rows rows to use
     * @return their bins in keV
     * @throws OgipFormatException if a column is missing, is no energy, or the bins are no grid
     */
    EnergyGrid contiguousEnergies(int[] rows) throws OgipFormatException {
        return grid(OgipColumn.ENERG_LO, OgipColumn.ENERG_HI, rows, (low, high) -> {
            EnergyGrid stated = new EnergyGrid(low, high);
            double[] edges = new double[stated.size() + 1];
            edges[0] = stated.low(0);
            System.arraycopy(high, 0, edges, 1, high.length);
            return EnergyGrid.ofEdges(edges);
        });
    }

    /**
     * @return the bins of all rows in keV, from the columns ENERG_LO and ENERG_HI
     * @throws OgipFormatException if a column is missing, is no energy, or the bins are no grid
     */
    EnergyGrid photonEnergies() throws OgipFormatException {
        return grid(OgipColumn.ENERG_LO, OgipColumn.ENERG_HI, IntStream.range(0, rowCount).toArray(), EnergyGrid::new);
    }

    /**
     * @return nominal energies of the channels in keV, from the columns E_MIN and E_MAX of all rows, in their order
     * @throws OgipFormatException if a column is missing, is no energy, or the channels are in no order of energy
     */
    EnergyGrid channelEnergies() throws OgipFormatException {
        return grid(OgipColumn.E_MIN, OgipColumn.E_MAX, IntStream.range(0, rowCount).toArray(), EnergyGrid::ofChannels);
    }

    private EnergyGrid grid(OgipColumn low, OgipColumn high, int[] rows,
            BiFunction<double[], double[], EnergyGrid> make) throws OgipFormatException {
        try {
            return make.apply(pick(energies(low), rows), pick(energies(high), rows));
        } catch (IllegalArgumentException e) {
            throw new OgipFormatException(where + " columns " + low + ", " + high + ": " + ErrorSentence.of(e), e);
        }
    }

    /** @return the values of some rows */
    static double[] pick(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
    }

    private double[] energies(OgipColumn column) throws OgipFormatException {
        double[] values = numbers(column);
        String unit = unit(column);
        double scale = switch (unit) {
            case "", "kev" -> 1;
            case "ev" -> 1e-3;
            case "mev" -> 1e3;
            case "gev" -> 1e6;
            default -> throw new OgipFormatException(where + " column " + column + " is in '" + unit
                    + "', expected an energy in keV, eV, MeV or GeV");
        };
        Arrays.setAll(values, i -> values[i] * scale);
        return values;
    }

    /**
     * @param column a column of strings
     * @param row row number from 0
     * @return the string, trimmed; empty if there is no such column or it holds no text
     * @throws OgipFormatException if it cannot be read
     */
    String textOrBlank(OgipColumn column, int row) throws OgipFormatException {
        Integer index = columns.get(column.name());
        try {
            return index != null && data.get(row, index) instanceof String s ? s.trim() : "";
        } catch (RuntimeException e) {
            throw OgipFormatException.of(where + " column " + column + ", row " + (row + 1), e);
        }
    }

    private int index(String column) throws OgipFormatException {
        Integer index = columns.get(column);
        if (index == null) {
            throw new OgipFormatException(where + " has no column " + column + "; it has "
                    + String.join(", ", columns.keySet()));
        }
        return index;
    }

    /** @return the unit (TUNITn) in lower case, empty if there is none */
    String unit(OgipColumn column) throws OgipFormatException {
        String unit = header.getStringValue(Standard.TUNITn.n(index(column.name()) + 1));
        return unit == null ? "" : unit.trim().toLowerCase(Locale.ROOT);
    }

    /** @return the lowest legal value of a column (TLMINn), if stated */
    OptionalInt lowestLegal(OgipColumn column) throws OgipFormatException {
        return integer("TLMIN" + (index(column.name()) + 1));
    }

    /** @return the highest legal value of a column (TLMAXn), if stated */
    OptionalInt highestLegal(OgipColumn column) throws OgipFormatException {
        return integer("TLMAX" + (index(column.name()) + 1));
    }

    private OptionalInt integer(String key) throws OgipFormatException {
        double value = header.getDoubleValue(key, Double.NaN);
        if (value < 0 || value > MOST_ELEMENTS) {
            throw new OgipFormatException(where + " has " + key + " = " + value
                    + ", expected a channel number from 0 to " + MOST_ELEMENTS);
        }
        return value == Math.rint(value) ? OptionalInt.of((int) value) : OptionalInt.empty();
    }

    /** @return the number of a keyword, empty if it is absent or not a number */
    OptionalDouble number(IFitsHeader keyword) {
        double value = header.getDoubleValue(keyword.key(), Double.NaN);
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** @return the text of a keyword, trimmed; empty if it is absent */
    String text(IFitsHeader keyword) {
        HeaderCard card = header.findCard(keyword.key());
        return card == null || card.getValue() == null ? "" : card.getValue().trim();
    }

    /** @return the text of a keyword, trimmed; empty if it is absent or {@code none} */
    String textUnlessNone(IFitsHeader keyword) {
        String text = text(keyword);
        return text.equalsIgnoreCase("none") ? "" : text;
    }

    /** @return the truth value of a keyword, empty if it is absent */
    Optional<Boolean> flag(OgipKeyword keyword) {
        return header.containsKey(keyword) ? Optional.of(header.getBooleanValue(keyword)) : Optional.empty();
    }
}
