package io.github.montecat.plugin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import uk.ac.starlink.fits.BintableStarTable;
import uk.ac.starlink.fits.FitsTableBuilder;
import uk.ac.starlink.fits.FitsUtil;
import uk.ac.starlink.fits.WideFits;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StoragePolicy;
import uk.ac.starlink.table.TableFormatException;
import uk.ac.starlink.table.TableSequence;
import uk.ac.starlink.util.Compression;
import uk.ac.starlink.util.DataSource;

/** The binary tables of an OGIP FITS file, found by their class. Safe for use by several threads. */
final class OgipFile {

    /** More than any detector has channels, or any response energies. */
    private static final int MOST_ROWS = 1 << 20;

    private final List<StarTable> tables;
    private final List<Optional<String>> faults;

    private OgipFile(List<StarTable> tables, List<Optional<String>> faults) {
        this.tables = tables;
        this.faults = faults;
    }

    /**
     * Opens all binary tables of a file and checks their sizes; their data are read when asked for.
     *
     * @param source the file
     * @param storage where STIL may keep scratch data
     * @return the file
     * @throws TableFormatException if it is not FITS, cut short, or too large to open
     * @throws IOException if it cannot be read
     */
    static OgipFile read(DataSource source, StoragePolicy storage) throws IOException {
        if (!FitsUtil.isMagic(source.getIntro())) {
            throw new TableFormatException(source.getName() + " is not a FITS file");
        }
        List<Optional<String>> faults = FitsLayout.faults(source);
        List<StarTable> tables;
        try {
            tables = binaryTables(source, storage);
        } catch (IOException | RuntimeException e) {
            // STIL refuses some of these too, and does not say where.
            Optional<String> fault = faults.stream().flatMap(Optional::stream).findFirst();
            if (fault.isPresent()) {
                throw new TableFormatException(fault.get(), e);
            }
            throw e;
        }
        if (tables.size() != faults.size()) {
            throw new TableFormatException(source.getName() + " has " + tables.size() + " tables, of which "
                    + faults.size() + " were checked; it may have changed meanwhile");
        }
        return new OgipFile(tables, faults);
    }

    private static List<StarTable> binaryTables(DataSource source, StoragePolicy storage) throws IOException {
        // STIL 4.1 sees the end of a compressed file only in the stream that getIntro opens: this has it opened again.
        Compression compression = source.getCompression();
        source.setCompression(null);
        source.setCompression(compression);
        source.getIntro();
        List<StarTable> tables = new ArrayList<>();
        // STIL does not compare columns of its extension of FITS (WideFits) with the length of rows.
        TableSequence sequence = new FitsTableBuilder((WideFits) null).makeStarTables(source, storage);
        for (StarTable t = sequence.nextTable(); t != null; t = sequence.nextTable()) {
            if (t instanceof BintableStarTable) {
                tables.add(t);
            }
        }
        return tables;
    }

    /**
     * @param ogipClass such as SPECTRUM or EBOUNDS
     * @param wanted what else the first one of that class must be, not to be passed over
     * @return the first extension with that class (HDUCLAS1, HDUCLAS2) or name
     * @throws IOException if the sizes that its header states are not those of its data; no {@link TableFormatException},
     *         upon which STIL would try the next reader on this table
     */
    Optional<StarTable> find(String ogipClass, Predicate<StarTable> wanted) throws IOException {
        Optional<StarTable> table = tables.stream().filter(t -> isOfClass(t, ogipClass)).findFirst().filter(wanted);
        if (table.isPresent()) {
            Optional<String> fault = faults.get(tables.indexOf(table.get()));
            if (fault.isPresent()) {
                throw new IOException(fault.get());
            }
        }
        return table;
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
     * @param table an extension
     * @return its number of rows
     * @throws TableFormatException if there are more than any spectrum or response has
     */
    static int rows(StarTable table) throws TableFormatException {
        long rows = table.getRowCount();
        if (rows < 0 || rows > MOST_ROWS) {
            throw new TableFormatException(table.getName() + " states " + rows + " rows (NAXIS2), expected 0 to "
                    + MOST_ROWS);
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
