package io.github.montecat.kernel;

/**
 * A matrix of weights laid out for {@link FloatKernel#multiply}: panels of {@code width} columns, each panel row after
 * row, the last panel filled up with zeros.
 */
final class PackedMatrix {

    final int rows;
    final int columns;
    final int width;
    final float[] panels;

    private PackedMatrix(int rows, int columns, int width) {
        this.rows = rows;
        this.columns = columns;
        this.width = width;
        this.panels = new float[rows * padded(columns, width)];
    }

    /** Packs a row-major rows x columns matrix. */
    static PackedMatrix of(float[] matrix, int rows, int columns, int width) {
        PackedMatrix p = new PackedMatrix(rows, columns, width);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                p.panels[(c / width * rows + r) * width + c % width] = matrix[r * columns + c];
            }
        }
        return p;
    }

    /** Packs the transpose of a row-major rows x columns matrix. */
    static PackedMatrix ofTranspose(float[] matrix, int rows, int columns, int width) {
        PackedMatrix p = new PackedMatrix(columns, rows, width);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                p.panels[(r / width * columns + c) * width + r % width] = matrix[r * columns + c];
            }
        }
        return p;
    }

    static int padded(int n, int width) {
        return (n + width - 1) / width * width;
    }
}
