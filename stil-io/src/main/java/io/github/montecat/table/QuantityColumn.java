package io.github.montecat.table;

import io.github.montecat.physics.ModelParameter;
import java.io.IOException;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.RowData;
import uk.ac.starlink.table.StarTable;

/**
 * A column of numbers as values of a model's parameter, in its unit. Logarithms are refused: whether a column holds
 * them must not be guessed.
 *
 * @param index index of the column
 * @param name its name
 * @param scale what its numbers are multiplied by
 * @param unit its unit, empty if it has none
 * @param assumption the unit that was assumed for a column without one, in words; empty if nothing was assumed
 */
record QuantityColumn(int index, String name, double scale, String unit, String assumption) {

    private static final Pattern NAME_OF_LOGARITHM = Pattern.compile("(?i)(log|lg).*");

    /**
     * @param table the table
     * @param wanted name of the column, in any case
     * @param what what the user calls the parameter, for messages
     * @param parameter the parameter
     * @return the column
     * @throws UnrecognisedTableException if it is not there, holds no numbers or logarithms, or has another kind of
     *         unit
     */
    static QuantityColumn of(StarTable table, String wanted, String what, ModelParameter parameter)
            throws UnrecognisedTableException {
        int index = find(table, wanted, what);
        ColumnInfo info = table.getColumnInfo(index);
        String unit = unit(info);
        boolean logarithmWanted = NAME_OF_LOGARITHM.matcher(parameter.name()).matches();
        if (!logarithmWanted && (UnitScale.isLogarithm(unit) || NAME_OF_LOGARITHM.matcher(info.getName()).matches())) {
            throw new UnrecognisedTableException("column " + info.getName() + " for " + what
                    + " holds logarithms by its " + (UnitScale.isLogarithm(unit) ? "unit '" + unit + "'" : "name")
                    + ", expected the value itself" + in(parameter)
                    + "; add a column with 10 to that power under another name");
        }
        if (unit.isEmpty()) {
            return new QuantityColumn(index, info.getName(), 1, unit, parameter.unit().isEmpty() ? ""
                    : "no unit, taken to be in " + parameter.unit());
        }
        OptionalDouble scale = UnitScale.between(unit, parameter.unit());
        if (scale.isEmpty()) {
            throw new UnrecognisedTableException("column " + info.getName() + " for " + what + " is in '" + unit
                    + "', which cannot be converted; expected " + (parameter.unit().isEmpty() ? "no unit"
                            : "a unit such as " + parameter.unit()));
        }
        return new QuantityColumn(index, info.getName(), scale.getAsDouble(), unit, "");
    }

    /** A column of widths in dex. */
    static QuantityColumn dex(StarTable table, String wanted, String what) throws UnrecognisedTableException {
        int index = find(table, wanted, what);
        ColumnInfo info = table.getColumnInfo(index);
        if (!unit(info).isEmpty() && !unit(info).equalsIgnoreCase("dex")) {
            throw new UnrecognisedTableException("column " + info.getName() + " for " + what + " is in '" + unit(info)
                    + "', expected a standard deviation in dex");
        }
        return new QuantityColumn(index, info.getName(), 1, unit(info), "");
    }

    /** @return this column, an error without a unit in that of its value */
    QuantityColumn orUnitOf(QuantityColumn value) {
        return !unit.isEmpty() || value.unit.isEmpty() ? this : new QuantityColumn(index, name, value.scale, unit,
                name + " has no unit, taken to be in " + value.unit);
    }

    private static int find(StarTable table, String wanted, String what) throws UnrecognisedTableException {
        int index = SpectrumColumn.index(table, wanted);
        if (index >= 0 && NumericCell.isScalar(table.getColumnInfo(index))) {
            return index;
        }
        String numbers = IntStream.range(0, table.getColumnCount()).mapToObj(table::getColumnInfo)
                .filter(NumericCell::isScalar).map(ColumnInfo::getName).collect(Collectors.joining(", "));
        throw new UnrecognisedTableException(what + " comes from column '" + wanted + "', but "
                + (index < 0 ? "the table has no such column"
                        : "that column holds " + table.getColumnInfo(index).getContentClass().getSimpleName())
                + "; expected " + (numbers.isEmpty() ? "a column of numbers, and the table has none"
                        : "one of its columns of numbers: " + numbers)
                + (index < 0 && wanted.contains(",") ? "; a value with its error is normal:COLUMN,ERROR_COLUMN" : "")
                + (index < 0 && isNumber(wanted) ? "; one value for all rows is given with --fix" : ""));
    }

    private static boolean isNumber(String text) {
        try {
            return !Double.isNaN(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static String unit(ColumnInfo info) {
        return info.getUnitString() == null ? "" : info.getUnitString().trim();
    }

    private static String in(ModelParameter parameter) {
        return parameter.unit().isEmpty() ? "" : " in a unit such as " + parameter.unit();
    }

    /** @return the column in words */
    String title() {
        return "column " + name;
    }

    /**
     * A number of single precision counts as the shortest decimal that gives it: as 1.05 where it was written so.
     *
     * @param cells a row
     * @return its value in the parameter's unit; NaN if there is none
     * @throws IOException if the table cannot be read
     */
    double read(RowData cells) throws IOException {
        Object cell = cells.getCell(index);
        return (cell instanceof Float f ? Double.parseDouble(f.toString()) : NumericCell.scalar(cell)) * scale;
    }
}
