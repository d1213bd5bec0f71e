package io.github.montecat.plugin;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uk.ac.starlink.fits.FitsTableBuilder;
import uk.ac.starlink.fits.FitsUtil;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StoragePolicy;
import uk.ac.starlink.table.TableFormatException;
import uk.ac.starlink.table.TableSequence;
import uk.ac.starlink.util.DataSource;

/** The table extensions of an OGIP FITS file, found by their class. Safe for use by several threads. */
final class OgipFile {

    /** More than any detector has channels, or any response energies. */
    private static final int MOST_ROWS = 1 << 20;

    private final List<StarTable> tables;

    private OgipFile(List<StarTable> tables) {
        this.tables = tables;
    }

    /**
     * Opens all tables of a file; their data are read when asked for.
     *
     * @param source the file
     * @param storage where STIL may keep scratch data
     * @return the file
     * @throws TableFormatException if it is not FITS
     * @throws IOException if it cannot be read
     */
    static OgipFile read(DataSource source, StoragePolicy storage) throws IOException {
        if (!FitsUtil.isMagic(source.getIntro())) {
            throw new TableFormatException(source.getName() + " is not a FITS file");
        }
        List<StarTable> tables = new ArrayList<>();
        TableSequence sequence = new FitsTableBuilder().makeStarTables(source, storage);
        for (StarTable t = sequence.nextTable(); t != null; t = sequence.nextTable()) {
            tables.add(t);
        }
        return new OgipFile(tables);
    }

    /**
     * @param ogipClass such as SPECTRUM or EBOUNDS
     * @return the first extension with that class (HDUCLAS1, HDUCLAS2) or name
     */
    Optional<StarTable> find(String ogipClass) {
        return tables.stream().filter(t -> isOfClass(t, ogipClass)).findFirst();
    }

    /** @return names of the extensions, for messages */
    List<String> extensionNames() {
        List<String> names = new ArrayList<>();
        for (StarTable t : tables) {
            names.add(String.valueOf(t.getName()));
        }
        return names;
    }

    /**
     * @param table an extension
     * @param name of a header keyword
     * @return its value as text; empty if absent or blank
     */
    static Optional<String> keyword(StarTable table, String name) {
        DescribedValue value = table.getParameterByName(name);
        if (value == null || value.getValue() == null || value.getValue().toString().isBlank()) {
            return Optional.empty();
        }
        return Optional.of(value.getValue().toString().trim());
    }

    /**
     * @param table a table
     * @param name a column's name, in any case
     * @return its index, -1 if there is none
     */
    static int column(StarTable table, String name) {
        for (int i = 0; i < table.getColumnCount(); i++) {
            if (name.equalsIgnoreCase(table.getColumnInfo(i).getName())) {
                return i;
            }
        }
        return -1;
    }

    /**
     * The number of rows, after a look whether the file has them: a header may state any number, and arrays are as
     * long.
     *
     * @param table an extension with random access
     * @return its number of rows
     * @throws IOException if there are more than any spectrum or response has, or the last one is not in the file
     */
    static int rows(StarTable table) throws IOException {
        long rows = table.getRowCount();
        if (rows < 0 || rows > MOST_ROWS) {
            throw new TableFormatException(table.getName() + " states " + rows + " rows (NAXIS2), expected 0 to "
                    + MOST_ROWS);
        }
        if (rows > 0 && table.getColumnCount() > 0) {
            try {
                table.getCell(rows - 1, 0);
            } catch (EOFException | RuntimeException e) {
                throw new TableFormatException(table.getName() + " states " + rows + " rows (NAXIS2), which are not "
                        + "all in the file; it may be cut short", e);
            }
        }
        return (int) rows;
    }

    private static boolean isOfClass(StarTable table, String ogipClass) {
        return keyword(table, "HDUCLAS1").filter(ogipClass::equalsIgnoreCase).isPresent()
                || keyword(table, "HDUCLAS2").filter(ogipClass::equalsIgnoreCase).isPresent()
                || isNamed(table.getName(), ogipClass);
    }

    /** STIL names a table after EXTNAME, with EXTVER after a hyphen where there is one. */
    private static boolean isNamed(String tableName, String extension) {
        return tableName != null && tableName.replaceFirst("-\\d+$", "").equalsIgnoreCase(extension);
    }
}
