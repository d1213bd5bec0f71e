package io.github.montecat.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An array of numbers in NumPy's file format. Reads and writes little-endian floating-point numbers of 4 or 8 bytes in
 * C order; everything else is refused. The header is checked against the length of the file before memory is taken.
 * Immutable as long as nobody changes the numbers, which are not copied. Safe for use by several threads.
 *
 * <p>Source: NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays", versions 1.0 to 3.0.
 */
public final class NpyArray {

    /** Suffix of such files. */
    public static final String SUFFIX = ".npy";

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    /** The header of an array of ours is a few dozen bytes long. */
    private static final int LONGEST_HEADER = 4096;
    private static final int LARGEST_RANK = 8;
    private static final int ALIGNMENT = 64;
    private static final Pattern HEADER = Pattern.compile("\\{\\s*'descr':\\s*'([^']{1,16})',\\s*'fortran_order':\\s*"
            + "(True|False),\\s*'shape':\\s*\\(([0-9, ]{0,200})\\),?\\s*\\}\\s*");

    private final int[] shape;
    /** A {@code float[]} or a {@code double[]}. */
    private final Object values;

    private NpyArray(Object values, int length, int[] shape) {
        if (product(shape) != length) {
            throw new IllegalArgumentException("an array of shape " + text(shape) + " cannot hold "
                    + length + " numbers");
        }
        this.values = values;
        this.shape = shape.clone();
    }

    /**
     * An array in single precision.
     *
     * @param values the numbers in C order; not copied
     * @param shape its shape
     * @return the array
     * @throws IllegalArgumentException if there are more or fewer numbers than the shape has
     */
    public static NpyArray of(float[] values, int... shape) {
        return new NpyArray(values, values.length, shape);
    }

    /**
     * An array in double precision.
     *
     * @param values the numbers in C order; not copied
     * @param shape its shape
     * @return the array
     * @throws IllegalArgumentException if there are more or fewer numbers than the shape has
     */
    public static NpyArray of(double[] values, int... shape) {
        return new NpyArray(values, values.length, shape);
    }

    /**
     * Rows of equal length in double precision.
     *
     * @param rows at least one
     * @return the array
     * @throws IllegalArgumentException if rows differ in length
     */
    public static NpyArray of(double[][] rows) {
        int width = rows[0].length;
        double[] flat = new double[Math.multiplyExact(rows.length, width)];
        for (int r = 0; r < rows.length; r++) {
            if (rows[r].length != width) {
                throw new IllegalArgumentException("row " + r + " has " + rows[r].length
                        + " numbers, the first " + width);
            }
            System.arraycopy(rows[r], 0, flat, r * width, width);
        }
        return of(flat, rows.length, width);
    }

    /**
     * Reads an array.
     *
     * @param bytes the content of a file
     * @return the array
     * @throws IllegalArgumentException if it is not such a file, or is not exactly as long as its header says; the
     *         message tells what was found
     */
    public static NpyArray parse(byte[] bytes) {
        if (bytes.length < 12 || !Arrays.equals(MAGIC, 0, MAGIC.length, bytes, 0, MAGIC.length)) {
            throw new IllegalArgumentException("it is not a NumPy array: it does not begin with \\x93NUMPY");
        }
        int version = bytes[6];
        if (version < 1 || version > 3) {
            throw new IllegalArgumentException("it is a NumPy array of format version " + version
                    + ", expected 1 to 3");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long headerLength = version == 1
                ? Short.toUnsignedInt(buffer.getShort(8)) : Integer.toUnsignedLong(buffer.getInt(8));
        int headerStart = version == 1 ? 10 : 12;
        if (headerLength > LONGEST_HEADER || headerStart + headerLength > bytes.length) {
            throw new IllegalArgumentException("its NumPy header has " + headerLength + " bytes, expected at most "
                    + Math.min(LONGEST_HEADER, bytes.length - headerStart));
        }
        int start = headerStart + (int) headerLength;
        Matcher header = HEADER.matcher(new String(bytes, headerStart, (int) headerLength,
                StandardCharsets.ISO_8859_1));
        if (!header.matches()) {
            throw new IllegalArgumentException("its NumPy header is malformed; "
                    + "expected 'descr', 'fortran_order', 'shape'");
        }
        String type = header.group(1);
        if (!type.equals("<f4") && !type.equals("<f8") || header.group(2).equals("True")) {
            throw new IllegalArgumentException("it is a NumPy array of type " + type
                    + (header.group(2).equals("True") ? " in Fortran order" : "") + ", expected <f4 or <f8 in C order");
        }
        int[] shape = shape(header.group(3));
        int size = type.equals("<f4") ? Float.BYTES : Double.BYTES;
        long count = product(shape);
        if (count * size != bytes.length - start) {
            throw new IllegalArgumentException("a NumPy array of type " + type + " and shape " + text(shape) + " has "
                    + count * size + " bytes after its header, found " + (bytes.length - start));
        }
        buffer.position(start);
        if (size == Float.BYTES) {
            float[] floats = new float[(int) count];
            buffer.asFloatBuffer().get(floats);
            return of(floats, shape);
        }
        double[] doubles = new double[(int) count];
        buffer.asDoubleBuffer().get(doubles);
        return of(doubles, shape);
    }

    private static int[] shape(String list) {
        String[] words = list.isBlank() ? new String[0] : list.trim().split("\\s*,\\s*");
        if (words.length > LARGEST_RANK) {
            throw new IllegalArgumentException("a NumPy array has " + words.length + " dimensions, expected at most "
                    + LARGEST_RANK);
        }
        int[] shape = new int[words.length];
        for (int d = 0; d < words.length; d++) {
            try {
                shape[d] = Integer.parseInt(words[d]);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("a NumPy array has the shape (" + list + "), expected whole numbers "
                        + "up to " + Integer.MAX_VALUE, e);
            }
        }
        return shape;
    }

    /** Number of elements; more than an int can hold is refused. */
    private static long product(int[] shape) {
        long count = 1;
        for (int n : shape) {
            count *= n;
            if (count > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("a NumPy array of shape " + text(shape) + " is too large");
            }
        }
        return count;
    }

    private static String text(int[] shape) {
        return Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(" x ", "(", ")"));
    }

    /** @return the file's content, NumPy's format version 1.0; equal arrays give equal bytes */
    public byte[] toBytes() {
        boolean single = values instanceof float[];
        String dictionary = "{'descr': '" + (single ? "<f4" : "<f8") + "', 'fortran_order': False, 'shape': ("
                + Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(", "))
                + (shape.length == 1 ? "," : "") + "), }";
        int start = (10 + dictionary.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        int count = (int) product(shape);
        ByteBuffer buffer = ByteBuffer.allocate(Math.addExact(start, Math.multiplyExact(count,
                single ? Float.BYTES : Double.BYTES))).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (start - 10));
        buffer.put(dictionary.getBytes(StandardCharsets.ISO_8859_1));
        while (buffer.position() < start - 1) {
            buffer.put((byte) ' ');
        }
        buffer.put((byte) '\n');
        if (values instanceof float[] floats) {
            buffer.asFloatBuffer().put(floats);
        } else {
            buffer.asDoubleBuffer().put((double[]) values);
        }
        return buffer.array();
    }

    /** @return its shape, a copy */
    public int[] shape() {
        return shape.clone();
    }

    /**
     * The numbers of an array that must have a certain shape and be finite.
     *
     * @param expected the shape
     * @return the numbers in C order, in single precision; not copied where the array is in single precision
     * @throws IllegalArgumentException if the array has another shape or double precision, or a number is not finite
     */
    public float[] floats(int... expected) {
        requireShape(expected);
        if (!(values instanceof float[] floats)) {
            throw new IllegalArgumentException("the array is in double precision (<f8), expected single (<f4)");
        }
        requireFinite();
        return floats;
    }

    /**
     * The numbers of an array that must have a certain shape and be finite.
     *
     * @param expected the shape
     * @return the numbers in C order; not copied
     * @throws IllegalArgumentException if the array has another shape or single precision, or a number is not finite
     */
    public double[] doubles(int... expected) {
        requireShape(expected);
        if (!(values instanceof double[] doubles)) {
            throw new IllegalArgumentException("the array is in single precision (<f4), expected double (<f8)");
        }
        requireFinite();
        return doubles;
    }

    /**
     * The rows of a matrix in double precision.
     *
     * @param rows how many there must be
     * @param columns numbers in each
     * @return the rows, copied
     * @throws IllegalArgumentException as {@link #doubles}
     */
    public double[][] rows(int rows, int columns) {
        double[] flat = doubles(rows, columns);
        double[][] matrix = new double[rows][];
        Arrays.setAll(matrix, r -> Arrays.copyOfRange(flat, r * columns, (r + 1) * columns));
        return matrix;
    }

    /**
     * Checks that all numbers are finite.
     *
     * @throws IllegalArgumentException if one is not; the message names it
     */
    public void requireFinite() {
        if (values instanceof float[] floats) {
            for (int i = 0; i < floats.length; i++) {
                requireFinite(floats[i], i);
            }
        } else {
            double[] doubles = (double[]) values;
            for (int i = 0; i < doubles.length; i++) {
                requireFinite(doubles[i], i);
            }
        }
    }

    /**
     * Checks that all numbers are finite and within bounds.
     *
     * @param min the smallest that is allowed
     * @param max the largest
     * @throws IllegalArgumentException if one is not; the message names it
     */
    public void requireWithin(double min, double max) {
        boolean single = values instanceof float[];
        int count = single ? ((float[]) values).length : ((double[]) values).length;
        for (int i = 0; i < count; i++) {
            double value = single ? ((float[]) values)[i] : ((double[]) values)[i];
            if (!(value >= min && value <= max)) {
                requireFinite(value, i);
                throw new IllegalArgumentException("the array holds " + value + " at index " + i
                        + ", expected numbers from " + min + " to " + max);
            }
        }
    }

    /** @return whether all numbers are 0 */
    public boolean isZero() {
        if (values instanceof float[] floats) {
            for (float value : floats) {
                if (value != 0) {
                    return false;
                }
            }
            return true;
        }
        return Arrays.stream((double[]) values).allMatch(v -> v == 0);
    }

    private void requireShape(int[] expected) {
        if (!Arrays.equals(shape, Objects.requireNonNull(expected))) {
            throw new IllegalArgumentException("the array has the shape " + text(shape)
                    + ", expected " + text(expected));
        }
    }

    private static void requireFinite(double value, int index) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("the array holds " + value + " at index " + index
                    + ", expected finite numbers");
        }
    }
}
