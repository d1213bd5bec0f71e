package io.github.montecat.table;

import io.github.montecat.ogip.OgipColumn;
import io.github.montecat.ogip.OgipFormatException;
import io.github.montecat.ogip.OgipKeyword;
import io.github.montecat.ogip.PhaRecord;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.RowData;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.table.StarTable;

/**
 * PHA columns and keywords of a STIL table: all of it (type I), or one of its rows (type II).
 *
 * <p><b>What STIL keeps of a FITS header</b> (4.3.5): keywords become table parameters of the same name,
 * {@code TLMINn} and {@code TLMAXn} among them, as parameters and not as auxiliary metadata of their column;
 * {@code TNULLn} turns such cells of scalar columns into null and is auxiliary metadata ({@code NULL_VALUE}),
 * elements of array cells keep the value; {@code TSCALn} and {@code TZEROn} are applied. Written again, as TOPCAT
 * does to send a table, parameters survive in VOTable and in FITS with VOTable metadata ({@code fits-plus}) but not
 * in plain FITS, where EXPOSURE and TLMINn are lost. A program that sends a table with columns left out or moved
 * sends these parameters with their old numbers, so a TLMIN that the values contradict is taken for another column's
 * and not used.
 */
final class StarTablePha implements PhaRecord {

    private final StarTable table;
    private final String where;
    private final Map<OgipColumn, Integer> columns;
    private final Optional<RowData> row;
    private final Optional<Integer> counts;
    private final double exposure;

    private StarTablePha(StarTable table, String where, Optional<RowData> row, Optional<Integer> counts,
            double exposure) {
        this.table = table;
        this.where = where;
        this.columns = columns(table);
        this.row = row;
        this.counts = counts;
        this.exposure = exposure;
    }

    /**
     * @param table a table with a row per channel
     * @param where its name, for messages
     * @param counts index of the column of counts, where the user named one
     * @param exposure in s
     * @return the spectrum's record
     */
    static StarTablePha typeOne(StarTable table, String where, Optional<Integer> counts, double exposure) {
        return new StarTablePha(table, where, Optional.empty(), counts, exposure);
    }

    /**
     * @param table a table with a row per spectrum
     * @param where its name and the row, for messages
     * @param counts index of the column of counts, where the user named one
     * @param row the row
     * @param exposure in s
     * @return the row's record
     */
    static StarTablePha typeTwo(StarTable table, String where, Optional<Integer> counts, RowData row,
            double exposure) {
        return new StarTablePha(table, where, Optional.of(row), counts, exposure);
    }

    static Map<OgipColumn, Integer> columns(StarTable table) {
        Map<OgipColumn, Integer> found = new EnumMap<>(OgipColumn.class);
        for (OgipColumn column : OgipColumn.values()) {
            for (int c = table.getColumnCount() - 1; c >= 0; c--) {
                String name = table.getColumnInfo(c).getName();
                if (name != null && name.trim().equalsIgnoreCase(column.name())) {
                    found.put(column, c);
                }
            }
        }
        return found;
    }

    static Optional<Object> parameter(StarTable table, String name) {
        for (DescribedValue parameter : table.getParameters()) {
            if (name.equalsIgnoreCase(parameter.getInfo().getName())) {
                return Optional.ofNullable(parameter.getValue());
            }
        }
        return Optional.empty();
    }

    /** @return the whole number in a parameter such as TLMIN5, with columns numbered from 0 */
    static OptionalInt columnParameter(StarTable table, String stem, int column) {
        return parameter(table, stem + (column + 1))
                .filter(v -> v instanceof Number n && n.doubleValue() == Math.rint(n.doubleValue()))
                .map(v -> OptionalInt.of(((Number) v).intValue())).orElse(OptionalInt.empty());
    }

    private Optional<Integer> index(OgipColumn column) {
        if (column == OgipColumn.COUNTS && counts.isPresent()) {
            return counts;
        }
        return column == OgipColumn.EXPOSURE ? Optional.empty() : Optional.ofNullable(columns.get(column));
    }

    @Override
    public String where() {
        return where;
    }

    @Override
    public boolean has(OgipColumn column) {
        return index(column).map(table::getColumnInfo).filter(this::isNumeric).isPresent();
    }

    private boolean isNumeric(ColumnInfo info) {
        return NumericCell.isScalar(info) || info.getContentClass().isArray();
    }

    @Override
    public double[] values(OgipColumn column) throws IOException {
        int c = index(column).orElseThrow();
        if (row.isPresent()) {
            return NumericCell.array(row.get().getCell(c)).orElseThrow(() -> new OgipFormatException(where
                    + " column " + column + " is blank, expected numbers"));
        }
        if (!NumericCell.isScalar(table.getColumnInfo(c))) {
            throw new OgipFormatException(where + " column " + column + " has cells of several numbers, expected one "
                    + "number per channel");
        }
        double[] values = new double[1 << 10];
        int n = 0;
        try (RowSequence rows = table.getRowSequence()) {
            while (rows.next()) {
                if (n == values.length) {
                    values = Arrays.copyOf(values, 2 * n);
                }
                values[n++] = NumericCell.scalar(rows.getCell(c));
            }
        }
        return Arrays.copyOf(values, n);
    }

    @Override
    public OptionalInt lowestLegal(OgipColumn column) throws IOException {
        OptionalInt stated = columnParameter(table, "TLMIN", index(column).orElseThrow());
        return stated.isPresent() && Arrays.stream(values(column)).allMatch(v -> v >= stated.getAsInt())
                ? stated : OptionalInt.empty();
    }

    @Override
    public OptionalDouble number(OgipKeyword keyword) {
        if (keyword == OgipKeyword.EXPOSURE) {
            return OptionalDouble.of(exposure);
        }
        return parameter(table, keyword.key()).filter(Number.class::isInstance)
                .map(v -> OptionalDouble.of(((Number) v).doubleValue())).orElse(OptionalDouble.empty());
    }

    @Override
    public Optional<Boolean> flag(OgipKeyword keyword) {
        return parameter(table, keyword.key())
                .map(v -> v.equals(Boolean.TRUE) || v.toString().trim().matches("(?i)t|true"));
    }

    /** What the row has in a column that is called like a keyword; empty if that is blank. */
    private Optional<String> cell(OgipKeyword keyword) throws IOException {
        for (int c = 0; row.isPresent() && c < table.getColumnCount(); c++) {
            ColumnInfo info = table.getColumnInfo(c);
            if (info.getName().equalsIgnoreCase(keyword.key()) && info.getContentClass() == String.class) {
                return Optional.ofNullable(row.get().getCell(c)).map(v -> v.toString().trim())
                        .filter(t -> !t.isEmpty());
            }
        }
        return Optional.empty();
    }

    @Override
    public String text(OgipKeyword keyword) throws IOException {
        String text = cell(keyword).or(() -> parameter(table, keyword.key()).map(v -> v.toString().trim())).orElse("");
        return text.equalsIgnoreCase("none") ? "" : text;
    }
}
