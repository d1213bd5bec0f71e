package io.github.montecat.table;

import java.io.IOException;
import uk.ac.starlink.table.RowAccess;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.table.RowSplittable;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.Tables;
import uk.ac.starlink.table.WrapperRowAccess;
import uk.ac.starlink.table.WrapperRowSequence;
import uk.ac.starlink.table.WrapperStarTable;

/**
 * A table of foreign bytes. Whatever STIL's reader throws on them, also when a cell is read much later, becomes a
 * {@link TableReadException} that names the file. As safe for use by several threads as the table in it.
 */
final class ForeignTable extends WrapperStarTable {

    private final String name;

    private ForeignTable(StarTable table, String name) {
        super(table);
        this.name = name;
    }

    /**
     * @param table as STIL's reader gave it
     * @param name of its file, for messages
     * @return the table
     * @throws TableReadException if its metadata do not fit each other, as where VOTable metadata name fewer columns
     *         than there are
     */
    static ForeignTable of(StarTable table, String name) throws TableReadException {
        return read(name, () -> {
            for (int c = 0; c < table.getColumnCount(); c++) {
                table.getColumnInfo(c).getContentClass();
            }
            table.getParameters();
            return new ForeignTable(table, name);
        });
    }

    /** Something that STIL does with the bytes. */
    @FunctionalInterface
    interface Reading<T> {
        T run() throws IOException;
    }

    /**
     * @param name of the file, for messages
     * @param reading a call of STIL
     * @return its result
     * @throws TableReadException if the call throws anything that says the bytes are at fault
     */
    static <T> T read(String name, Reading<T> reading) throws TableReadException {
        try {
            return reading.run();
        } catch (IOException | RuntimeException e) {
            throw TableReadException.of(name, e);
        }
    }

    @Override
    public Object getCell(long row, int column) throws IOException {
        return read(name, () -> super.getCell(row, column));
    }

    @Override
    public Object[] getRow(long row) throws IOException {
        return read(name, () -> super.getRow(row));
    }

    @Override
    public RowSequence getRowSequence() throws IOException {
        RowSequence rows = read(name, super::getRowSequence);
        return new WrapperRowSequence(rows) {

            @Override
            public boolean next() throws IOException {
                return read(name, rows::next);
            }

            @Override
            public Object getCell(int column) throws IOException {
                return read(name, () -> rows.getCell(column));
            }

            @Override
            public Object[] getRow() throws IOException {
                return read(name, rows::getRow);
            }
        };
    }

    @Override
    public RowAccess getRowAccess() throws IOException {
        RowAccess rows = read(name, super::getRowAccess);
        return new WrapperRowAccess(rows) {

            @Override
            public void setRowIndex(long row) throws IOException {
                // Not through read: this is called for every event of a list and reads nothing.
                rows.setRowIndex(row);
            }

            @Override
            public Object getCell(int column) throws IOException {
                try {
                    return rows.getCell(column);
                } catch (IOException | RuntimeException e) {
                    throw TableReadException.of(name, e);
                }
            }

            @Override
            public Object[] getRow() throws IOException {
                return read(name, rows::getRow);
            }
        };
    }

    @Override
    public RowSplittable getRowSplittable() throws IOException {
        return Tables.getDefaultRowSplittable(this);
    }
}
