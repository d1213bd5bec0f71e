package io.github.montecat.job;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.inference.FitRequest;
import io.github.montecat.table.SpectrumRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.table.StarTable;

/**
 * The numbers by which rows are fitted: their place in the table, or what a column says, for a table that is a part of
 * another. Immutable.
 */
final class RowNumbers {

    /** By place; null where the place is the number. */
    private final long[] numbers;

    private RowNumbers(long[] numbers) {
        this.numbers = numbers;
    }

    /**
     * @param source the spectra
     * @param column name of a column of whole numbers from 0, empty to count the rows
     * @return their numbers
     * @throws IOException if the table cannot be read
     * @throws IllegalArgumentException if there is no such column, or a cell is no whole number from 0
     */
    static RowNumbers of(SpectrumRows source, Optional<String> column) throws IOException {
        if (column.isEmpty()) {
            return new RowNumbers(null);
        }
        StarTable table = source.resultBase();
        int index = 0;
        while (index < table.getColumnCount() && !table.getColumnInfo(index).getName().equals(column.get())) {
            index++;
        }
        if (index == table.getColumnCount()) {
            throw new RefusedValueException("table " + source.name() + " has no column '" + column.get()
                    + "' with the numbers of its rows");
        }
        List<Long> numbers = new ArrayList<>();
        try (RowSequence rows = table.getRowSequence()) {
            while (rows.next()) {
                Object cell = rows.getCell(index);
                if (!(cell instanceof Number number) || number.longValue() < 0
                        || number.doubleValue() != number.longValue()) {
                    throw new RefusedValueException("column '" + column.get() + "' of table " + source.name()
                            + " has " + cell + " in row " + numbers.size() + ", expected a whole number from 0");
                }
                numbers.add(number.longValue());
            }
        }
        return new RowNumbers(numbers.stream().mapToLong(Long::longValue).toArray());
    }

    /**
     * @param requests requests numbered by place
     * @return the same with these numbers
     */
    List<FitRequest> number(List<FitRequest> requests) {
        return numbers == null ? requests : requests.stream()
                .map(r -> r.inRow(numbers[Math.toIntExact(r.row())])).toList();
    }
}
