package io.github.montecat.table;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.RowPermutedStarTable;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.Tables;

/**
 * Rows with a spectrum each, of which those with one id are of one source, in the order in which ids first appear. A row
 * without an id is a source by itself. Immutable and safe for use by several threads.
 */
final class RowsById implements SourceMembers {

    /** The index takes some 100 bytes for each id while it is made. */
    private static final long MOST_ROWS = 10_000_000;

    private final SpectrumTable spectra;
    private final String idColumn;
    /** Number of the source of each row. */
    private final int[] sources;
    /** Rows ordered by source, and where each source begins. */
    private final int[] rows;
    private final int[] starts;

    private RowsById(SpectrumTable spectra, String idColumn, int[] sources, int count) {
        this.spectra = spectra;
        this.idColumn = idColumn;
        this.sources = sources;
        starts = new int[count + 1];
        for (int source : sources) {
            starts[source + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        rows = new int[sources.length];
        int[] next = starts.clone();
        for (int row = 0; row < rows.length; row++) {
            rows[next[sources[row]]++] = row;
        }
    }

    /**
     * Reads the ids.
     *
     * @param table a table with random access
     * @param settings how spectra are recognised
     * @param column name of the column of ids, in any case
     * @return its sources
     * @throws UnrecognisedTableException if there is no such column, or the table is one spectrum
     * @throws IOException if the table cannot be read, or has too many rows
     */
    static RowsById of(StarTable table, SpectrumTableSettings settings, String column) throws IOException {
        SpectrumTable spectra = SpectrumTable.of(table, settings);
        if (spectra.kind().isSingleSpectrum()) {
            throw new UnrecognisedTableException("the table is " + spectra.kind().description()
                    + "; expected a spectrum per row, to group by column " + column);
        }
        int c = SpectrumColumn.index(table, column);
        if (c < 0 || table.getColumnInfo(c).isArray()) {
            throw new UnrecognisedTableException("there is no column '" + column + "' with an id of the source in table "
                    + spectra.name() + "; it has " + String.join(", ", IntStream.range(0, table.getColumnCount())
                            .mapToObj(table::getColumnInfo).filter(i -> !i.isArray()).map(ColumnInfo::getName).toList()));
        }
        if (table.getRowCount() > MOST_ROWS) {
            throw new TableReadException("table " + spectra.name() + " has " + table.getRowCount()
                    + " rows; expected at most " + MOST_ROWS + " to group by ids; split it between sources");
        }
        int[] sources = new int[(int) table.getRowCount()];
        Map<Object, Integer> known = new HashMap<>();
        int count = 0;
        try (RowSequence cells = table.getRowSequence()) {
            for (int row = 0; row < sources.length && cells.next(); row++) {
                Object id = cells.getCell(c);
                Object key = id instanceof String text ? text.trim() : id;
                Integer source = Tables.isBlank(key) ? null : known.putIfAbsent(key, count);
                sources[row] = source == null ? count++ : source;
            }
        }
        return new RowsById(spectra, table.getColumnInfo(c).getName(), sources, count);
    }

    @Override
    public List<SpectrumTable> tables() {
        return List.of(spectra);
    }

    @Override
    public String description() {
        return "rows with the same " + idColumn;
    }

    @Override
    public long count() {
        return starts.length - 1L;
    }

    @Override
    public List<Member> of(long source) {
        int from = starts[(int) source];
        return IntStream.range(from, starts[(int) source + 1]).mapToObj(i -> {
            String number = String.valueOf(i - from + 1);
            return new Member(spectra, rows[i], number, number + " (row " + (rows[i] + 1L) + ")", false);
        }).toList();
    }

    @Override
    public long sourceOf(long row) {
        if (row < 0 || row >= sources.length) {
            throw new IndexOutOfBoundsException("there is no row " + row);
        }
        return sources[(int) row];
    }

    @Override
    public boolean keepsRows() {
        return false;
    }

    @Override
    public StarTable resultBase(StarTable table) {
        return new RowPermutedStarTable(table,
                LongStream.range(0, count()).map(source -> rows[starts[(int) source]]).toArray());
    }
}
