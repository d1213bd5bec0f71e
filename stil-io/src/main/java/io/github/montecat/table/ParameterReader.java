package io.github.montecat.table;

import io.github.montecat.error.ErrorSentence;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.fitmodel.RowParameter;
import io.github.montecat.flag.FitFlag;
import io.github.montecat.flag.UnfitSpectrumException;
import io.github.montecat.physics.ModelParameter;
import io.github.montecat.prior.Prior;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import uk.ac.starlink.table.RowData;
import uk.ac.starlink.table.StarTable;

/**
 * Reads what the rows of a table say about one parameter. A value outside the parameter's limits counts as missing.
 * Immutable and safe for use by several threads.
 */
final class ParameterReader {

    private final ParameterSource source;
    private final List<QuantityColumn> columns;

    private ParameterReader(ParameterSource source, List<QuantityColumn> columns) {
        this.source = source;
        this.columns = columns;
    }

    /**
     * @param source where the values come from
     * @param table the table
     * @return reads them
     * @throws UnrecognisedTableException if a column is not there, holds no numbers, or has a unit that does not fit
     */
    static ParameterReader of(ParameterSource source, StarTable table)
            throws UnrecognisedTableException {
        ModelParameter parameter = source.parameter();
        List<QuantityColumn> columns = new ArrayList<>();
        for (String name : source.columns()) {
            boolean dex = source.form() == ParameterForm.LOGNORMAL && !columns.isEmpty();
            boolean error = source.form() == ParameterForm.NORMAL && !columns.isEmpty();
            QuantityColumn column = dex ? QuantityColumn.dex(table, name, source.name())
                    : QuantityColumn.of(table, name, source.name(), parameter);
            columns.add(error ? column.orUnitOf(columns.get(0)) : column);
        }
        return new ParameterReader(source, columns);
    }

    /** @return where the values come from, in words, such as {@code redshift from column Z} */
    String description() {
        return source.name() + " from " + origin() + columns.stream().map(QuantityColumn::assumption)
                .filter(a -> !a.isEmpty()).distinct().map(a -> " (" + a + ")").collect(Collectors.joining());
    }

    private String origin() {
        if (source.form() == ParameterForm.FILE) {
            return "files SPECTRUM" + ParameterFile.of(source.parameter()).suffix();
        }
        String names = columns.stream().map(QuantityColumn::name).collect(Collectors.joining(", "));
        return source.form() == ParameterForm.VALUE ? "column " + names
                : "columns " + names + " as " + source.form().word() + " prior";
    }

    /**
     * @param cells a row; not used where values come from files
     * @param pha the row's PHA file; empty if it is not a local one
     * @return what the row says
     * @throws UnfitSpectrumException if it has no value and the model's own is not to be taken
     * @throws IOException if the table cannot be read
     */
    RowParameter read(RowData cells, Optional<Path> pha) throws UnfitSpectrumException, IOException {
        try {
            return switch (source.form()) {
                case FILE -> value(file(pha), "the number in file SPECTRUM"
                        + ParameterFile.of(source.parameter()).suffix());
                case VALUE -> value(number(0, cells), columns.get(0).title());
                default -> prior(number(0, cells), number(1, cells));
            };
        } catch (RefusedValueException e) {
            if (source.fallsBack()) {
                return new RowParameter(source.name(), Optional.empty(), Optional.empty(), origin());
            }
            throw new UnfitSpectrumException(FitFlag.NO_PARAMETER, "no " + source.name() + ": " + e.getMessage());
        }
    }

    private double file(Optional<Path> pha) {
        ParameterFile files = ParameterFile.of(source.parameter());
        Path beside = pha.orElseThrow(() -> new RefusedValueException(
                "the row has no local PHA file, beside which a file SPECTRUM" + files.suffix() + " could be"));
        try {
            return files.read(beside);
        } catch (IOException e) {
            throw new RefusedValueException("file SPECTRUM" + files.suffix() + " cannot be read: "
                    + ErrorSentence.of(e), e);
        }
    }

    private double number(int column, RowData cells) throws IOException {
        double number = columns.get(column).read(cells);
        if (Double.isNaN(number)) {
            throw new RefusedValueException(columns.get(column).title() + " is blank in this row, expected "
                    + (column == 1 && hasWidth() ? "a number above 0" : limits()));
        }
        return number;
    }

    private boolean hasWidth() {
        return source.form() == ParameterForm.NORMAL || source.form() == ParameterForm.LOGNORMAL;
    }

    private RowParameter value(double value, String what) {
        requireInside(value, what);
        return new RowParameter(source.name(), Optional.of(value), Optional.empty(), origin());
    }

    private RowParameter prior(double first, double second) {
        requireInside(first, columns.get(0).title());
        if (!hasWidth()) {
            requireInside(second, columns.get(1).title());
        } else if (!(second > 0) || Double.isInfinite(second)) {
            throw new RefusedValueException(columns.get(1).title() + " is " + second + ", expected a number above 0");
        }
        String text = source.form().word() + ":" + first + "," + second;
        try {
            // Cut off here, so that a prior without any probability inside the limits is refused here too.
            Prior prior = Prior.parse(text).within(source.parameter().hardMin(), source.parameter().hardMax());
            return new RowParameter(source.name(), Optional.empty(), Optional.of(prior), origin());
        } catch (RefusedValueException e) {
            throw new RefusedValueException("columns " + columns.get(0).name() + " and " + columns.get(1).name()
                    + " are " + first + " and " + second + ", which make no prior: " + e.getMessage(), e);
        }
    }

    private void requireInside(double value, String what) {
        ModelParameter p = source.parameter();
        if (!(value >= p.hardMin() && value <= p.hardMax())) {
            throw new RefusedValueException(what + " is " + value + (p.unit().isEmpty() ? "" : " in " + p.unit())
                    + ", expected " + limits());
        }
    }

    private String limits() {
        ModelParameter p = source.parameter();
        return "a number from " + p.hardMin() + " to " + p.hardMax() + ", the limits of " + p.label();
    }
}
