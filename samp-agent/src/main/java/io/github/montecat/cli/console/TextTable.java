package io.github.montecat.cli.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table for people: columns lined up, numbers to the right. Not safe for use by several threads. */
public final class TextTable {

    private final List<String[]> rows = new ArrayList<>();

    /** @param headings one per column */
    public TextTable(String... headings) {
        rows.add(headings.clone());
    }

    /**
     * @param cells one per column
     * @throws IllegalArgumentException if there are more or fewer
     */
    public void row(String... cells) {
        if (cells.length != rows.get(0).length) {
            throw new IllegalArgumentException("row has " + cells.length + " cells, the table has "
                    + rows.get(0).length + " columns");
        }
        rows.add(cells.clone());
    }

    /** @return the lines, each ended by a line break */
    @Override
    public String toString() {
        int columns = rows.get(0).length;
        int[] width = new int[columns];
        boolean[] numeric = new boolean[columns];
        Arrays.fill(numeric, rows.size() > 1);
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < columns; c++) {
                String cell = rows.get(r)[c];
                width[c] = Math.max(width[c], cell.length());
                numeric[c] &= r == 0 || cell.isEmpty() || cell.matches("[-+]?\\d[\\d.eE+-]*");
            }
        }
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                String pad = " ".repeat(width[c] - row[c].length());
                line.append(c == 0 ? "" : "  ").append(numeric[c] ? pad + row[c] : row[c] + pad);
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }
}
