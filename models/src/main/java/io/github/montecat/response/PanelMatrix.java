package io.github.montecat.response;

import java.util.Arrays;

/**
 * A matrix to multiply row vectors with, cut into panels of a few columns. A panel holds the rows from the first to the
 * last that are not zero in it, row after row, so that its sums stay in registers while the rows go by; zeros elsewhere,
 * which are most of a response, cost nothing. Immutable and safe for use by several threads.
 */
final class PanelMatrix {

    /** Vectors that go by all panels before the next ones: of 3500 rows each, eight stay in the cache, 32 took ten times as long. */
    private static final int IN_CACHE = 8;

    private final int rows;
    private final int columns;
    private final PanelKernel kernel;
    /** Per panel: its first row. */
    private final int[] firstRow;
    /** Per panel: its elements, rows of the kernel's width. */
    private final double[][] panels;

    private PanelMatrix(Builder builder, PanelKernel kernel) {
        this.kernel = kernel;
        rows = builder.size;
        columns = builder.columns;
        int width = kernel.width();
        int count = (columns + width - 1) / width;
        firstRow = new int[count];
        panels = new double[count][];
        for (int p = 0; p < count; p++) {
            int from = p * width;
            int to = Math.min(columns, from + width);
            int first = 0;
            int end = rows;
            while (first < end && !builder.touches(first, from, to)) {
                first++;
            }
            while (end > first && !builder.touches(end - 1, from, to)) {
                end--;
            }
            firstRow[p] = first;
            panels[p] = new double[Math.multiplyExact(end - first, width)];
            for (int row = first; row < end; row++) {
                builder.copy(row, from, to, panels[p], (row - first) * width);
            }
        }
    }

    /** Collects rows, each from its first to its last element that is not zero. */
    static final class Builder {

        private final int columns;
        private final int[] first;
        private final double[][] run;
        private int size;

        Builder(int rows, int columns) {
            this.columns = columns;
            first = new int[rows];
            run = new double[rows][];
        }

        /** Appends a row, which is copied. */
        void add(double[] row) {
            int from = 0;
            int to = columns;
            while (from < to && row[from] == 0) {
                from++;
            }
            while (to > from && row[to - 1] == 0) {
                to--;
            }
            first[size] = from;
            run[size++] = Arrays.copyOfRange(row, from, to);
        }

        PanelMatrix build() {
            return build(PanelKernel.best());
        }

        PanelMatrix build(PanelKernel kernel) {
            return new PanelMatrix(this, kernel);
        }

        private boolean touches(int row, int from, int to) {
            return run[row].length > 0 && first[row] < to && first[row] + run[row].length > from;
        }

        private void copy(int row, int from, int to, double[] target, int offset) {
            int start = Math.max(from, first[row]);
            int end = Math.min(to, first[row] + run[row].length);
            if (start < end) {
                System.arraycopy(run[row], start - first[row], target, offset + start - from, end - start);
            }
        }
    }

    /** @return a row with all its columns; a new array */
    double[] row(int index) {
        double[] row = new double[columns];
        int width = kernel.width();
        for (int p = 0; p < panels.length; p++) {
            int offset = (index - firstRow[p]) * width;
            if (offset >= 0 && offset < panels[p].length) {
                System.arraycopy(panels[p], offset, row, p * width, Math.min(width, columns - p * width));
            }
        }
        return row;
    }

    /**
     * Multiplies. Each sum runs over the rows in order, product and sum rounded apart, so it depends neither on the
     * other vectors nor on the kernel.
     *
     * @param vectors each with one number per row
     * @return for each vector, one number per column; new arrays
     */
    double[][] multiply(double[][] vectors) {
        double[][] sums = new double[vectors.length][columns];
        double[] sumsOfPanel = new double[PanelKernel.VECTORS * kernel.width()];
        for (int from = 0; from < vectors.length; from += IN_CACHE) {
            int to = Math.min(vectors.length, from + IN_CACHE);
            for (int p = 0; p < panels.length; p++) {
                multiply(vectors, from, to, p, sumsOfPanel, sums);
            }
        }
        return sums;
    }

    private void multiply(double[][] vectors, int from, int to, int p, double[] sumsOfPanel, double[][] sums) {
        int width = kernel.width();
        int used = Math.min(width, columns - p * width);
        int last = to - 1;
        for (int v = from; v < to; v += PanelKernel.VECTORS) {
            // An incomplete group is filled up with the last vector.
            kernel.multiply(vectors[v], vectors[Math.min(v + 1, last)], vectors[Math.min(v + 2, last)],
                    vectors[Math.min(v + 3, last)], firstRow[p], panels[p], sumsOfPanel);
            for (int i = 0; i < PanelKernel.VECTORS && v + i < to; i++) {
                System.arraycopy(sumsOfPanel, i * width, sums[v + i], p * width, used);
            }
        }
    }
}
