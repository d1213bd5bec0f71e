package io.github.montecat.plugin;

import java.awt.datatransfer.DataFlavor;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StoragePolicy;
import uk.ac.starlink.table.TableBuilder;
import uk.ac.starlink.table.TableFormatException;
import uk.ac.starlink.table.TableSink;
import uk.ac.starlink.table.Tables;
import uk.ac.starlink.util.DataSource;

/**
 * Reads OGIP PHA files as tables; the format's name is {@code OGIP-PHA}.
 *
 * <p>A type I file becomes a table with one row per channel, with its own columns and those that a plot needs (see
 * {@link PlotColumns}); a type II file one with a row per spectrum, as it is in the file. Header keywords become table
 * parameters. A file is recognised by its SPECTRUM extension, wherever that stands in it.
 *
 * <p>STIL asks its own FITS readers first, and they accept every FITS file; so with TOPCAT's format "(auto)" the plain
 * tables of a PHA file are loaded, and the format has to be chosen to get this reader. Safe for use by several threads.
 */
public final class PhaTableBuilder implements TableBuilder {

    /** Name endings in use for spectra; gzipped ones too. */
    private static final String SPECTRUM_NAME = ".*\\.(pha|pha2|pi|pi2)(\\.gz)?";

    /** Called by STIL. */
    public PhaTableBuilder() {
    }

    @Override
    public String getFormatName() {
        return "OGIP-PHA";
    }

    @Override
    public boolean looksLikeFile(String location) {
        return location.toLowerCase(Locale.ROOT).matches(SPECTRUM_NAME);
    }

    @Override
    public boolean canImport(DataFlavor flavor) {
        return false;
    }

    /**
     * Reads a spectrum file.
     *
     * @param source the file; a position in it (after {@code #}) is refused, as the extension is found by its content
     * @param wantRandom whether random access is wanted; what comes back has it anyway
     * @param storage where STIL may keep scratch data
     * @return the table
     * @throws TableFormatException if it is no FITS file, or has no SPECTRUM extension
     * @throws IOException if it cannot be read
     */
    @Override
    public StarTable makeStarTable(DataSource source, boolean wantRandom, StoragePolicy storage) throws IOException {
        if (source.getPosition() != null && !source.getPosition().isBlank()) {
            throw new TableFormatException(source.getName() + ": OGIP-PHA finds the SPECTRUM extension by itself; "
                    + "leave away #" + source.getPosition() + ", or read it as format FITS");
        }
        OgipFile file = OgipFile.read(source, storage);
        StarTable spectrum = file.find("SPECTRUM").orElseThrow(() -> new TableFormatException(source.getName()
                + " has no SPECTRUM extension; its tables are " + file.extensionNames()));
        if (isTypeTwo(spectrum)) {
            return Tables.randomTable(spectrum);
        }
        return new PlotColumns(spectrum, EnergyBounds.find(file, spectrum, source, storage)).table();
    }

    @Override
    public void streamStarTable(InputStream in, TableSink sink, String position) throws IOException {
        throw new TableFormatException("OGIP-PHA cannot be read from a stream: save it to a file first");
    }

    /** Type II has a spectrum in each row, so that its counts or rates are arrays. */
    private static boolean isTypeTwo(StarTable spectrum) {
        for (int i = 0; i < spectrum.getColumnCount(); i++) {
            String name = String.valueOf(spectrum.getColumnInfo(i).getName()).toUpperCase(Locale.ROOT);
            if ((name.equals("COUNTS") || name.equals("RATE")) && spectrum.getColumnInfo(i).isArray()) {
                return true;
            }
        }
        return false;
    }
}
