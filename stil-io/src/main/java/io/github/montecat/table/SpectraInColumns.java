package io.github.montecat.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import uk.ac.starlink.table.StarTable;

/**
 * A row per source with a PHA file in each of several columns. A blank cell means that the source has no such spectrum.
 * Immutable and safe for use by several threads.
 */
final class SpectraInColumns implements SourceMembers {

    private final List<SpectrumTable> tables;
    private final long rows;

    private SpectraInColumns(List<SpectrumTable> tables, long rows) {
        this.tables = List.copyOf(tables);
        this.rows = rows;
    }

    /**
     * @param table the table
     * @param settings names the columns
     * @return its sources
     * @throws UnrecognisedTableException if a column is missing or does not hold names of PHA files
     * @throws IOException if the table cannot be read
     */
    static SpectraInColumns of(StarTable table, SpectrumTableSettings settings) throws IOException {
        List<SpectrumTable> tables = new ArrayList<>();
        for (String column : settings.grouping().spectra()) {
            SpectrumTable one = SpectrumTable.of(table, settings.withColumn(column));
            if (one.kind() != SpectrumTableKind.PHA_FILES) {
                throw new UnrecognisedTableException("column " + column + " holds " + one.kind().description()
                        + "; expected several columns with names of PHA files");
            }
            tables.add(one);
        }
        return new SpectraInColumns(tables, table.getRowCount());
    }

    @Override
    public List<SpectrumTable> tables() {
        return tables;
    }

    @Override
    public String description() {
        return "the spectra of columns " + String.join(", ", tables.stream().map(SpectrumTable::columnName).toList());
    }

    @Override
    public long count() {
        return rows;
    }

    @Override
    public List<Member> of(long source) {
        return tables.stream().map(t -> new Member(t, source, t.columnName().replaceAll("\\W", "_"), t.columnName(), true))
                .toList();
    }

    @Override
    public long sourceOf(long row) {
        return row;
    }

    @Override
    public boolean keepsRows() {
        return true;
    }

    @Override
    public StarTable resultBase(StarTable table) {
        return table;
    }
}
