package io.github.montecat.table;

import java.lang.reflect.Array;
import java.util.Optional;
import uk.ac.starlink.table.ColumnInfo;

/** Cells of tables as numbers: arrays of any numeric type, and scalars. */
final class NumericCell {

    private NumericCell() {
    }

    /** @return whether cells of a column are arrays of numbers, of length above 1 where the length is fixed */
    static boolean isArray(ColumnInfo info) {
        Class<?> element = info.getContentClass().getComponentType();
        boolean numeric = element != null && (Number.class.isAssignableFrom(element)
                || element.isPrimitive() && element != boolean.class && element != char.class);
        return numeric && fixedLength(info) != 1;
    }

    /** @return whether cells of a column are single numbers */
    static boolean isScalar(ColumnInfo info) {
        return Number.class.isAssignableFrom(info.getContentClass());
    }

    /** @return the number of elements in every cell, -1 if it varies or is unknown */
    static int fixedLength(ColumnInfo info) {
        int[] shape = info.getShape();
        if (shape == null || shape.length == 0) {
            return -1;
        }
        long n = 1;
        for (int s : shape) {
            if (s < 0) {
                return -1;
            }
            n = Math.min(n * s, Integer.MAX_VALUE);
        }
        return (int) n;
    }

    /**
     * @param cell a cell, may be null
     * @return its numbers, NaN for null elements; empty if the cell is null or not numeric
     */
    static Optional<double[]> array(Object cell) {
        if (cell instanceof double[] values) {
            return Optional.of(values);
        } else if (cell instanceof Number number) {
            return Optional.of(new double[] {number.doubleValue()});
        } else if (cell == null || !cell.getClass().isArray()) {
            return Optional.empty();
        }
        double[] values = new double[Array.getLength(cell)];
        for (int i = 0; i < values.length; i++) {
            Object element = Array.get(cell, i);
            if (element != null && !(element instanceof Number)) {
                return Optional.empty();
            }
            values[i] = element == null ? Double.NaN : ((Number) element).doubleValue();
        }
        return Optional.of(values);
    }

    /** @return the number in a cell, NaN if it holds none */
    static double scalar(Object cell) {
        return cell instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
