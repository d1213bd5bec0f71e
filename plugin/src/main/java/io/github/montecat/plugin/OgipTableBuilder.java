package io.github.montecat.plugin;

import java.awt.datatransfer.DataFlavor;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;
import uk.ac.starlink.table.StoragePolicy;
import uk.ac.starlink.table.TableBuilder;
import uk.ac.starlink.table.TableFormatException;
import uk.ac.starlink.table.TableSink;
import uk.ac.starlink.table.Tables;
import uk.ac.starlink.util.DataSource;

/**
 * Reads OGIP spectra and responses as tables ready to plot; the format's name is {@code OGIP}. What a file is, is
 * recognised by its extensions, wherever they stand in it:
 *
 * <ul>
 * <li>a PHA file of type I becomes a table with a row per channel (see {@link PlotColumns});
 * <li>one of type II a table with a row per spectrum, as it is in the file;
 * <li>an ARF or RMF a table with a row per energy (see {@link ResponseColumns}).
 * </ul>
 *
 * <p>Header keywords become table parameters. STIL asks its own FITS readers first where no format is named, and they
 * accept every FITS file: {@link #goFirst} puts this reader before them. Safe for use by several threads.
 */
public final class OgipTableBuilder implements TableBuilder {

    /** Name endings in use for spectra and responses; gzipped ones too. */
    private static final String OGIP_NAME = ".*\\.(pha|pha2|pi|pi2|rmf|arf|rsp)(\\.gz)?";

    /** An ARF; an RMF; an RMF by the name that includes the effective area. */
    private static final List<String> RESPONSES = List.of("SPECRESP", "RSP_MATRIX", "MATRIX", "SPECRESP MATRIX");

    /** Called by STIL. */
    public OgipTableBuilder() {
    }

    /**
     * Has a factory ask this reader before its own where no format is named, once.
     *
     * @param factory a factory, such as that of TOPCAT's window
     */
    public static void goFirst(StarTableFactory factory) {
        List<TableBuilder> builders = new ArrayList<>(factory.getDefaultBuilders());
        builders.removeIf(b -> b instanceof OgipTableBuilder);
        builders.add(0, new OgipTableBuilder());
        factory.setDefaultBuilders(builders.toArray(new TableBuilder[0]));
    }

    @Override
    public String getFormatName() {
        return "OGIP";
    }

    @Override
    public boolean looksLikeFile(String location) {
        return location.toLowerCase(Locale.ROOT).matches(OGIP_NAME);
    }

    @Override
    public boolean canImport(DataFlavor flavor) {
        return false;
    }

    /**
     * Reads a file.
     *
     * @param source the file; a position in it (after {@code #}) is refused, as the extension is found by its content
     * @param wantRandom whether random access is wanted; what comes back has it anyway
     * @param storage where STIL may keep scratch data
     * @return the table
     * @throws TableFormatException if it is no FITS file, or has no SPECTRUM extension
     * @throws IOException if it cannot be read, or states sizes of that extension that are not those of its data
     */
    @Override
    public StarTable makeStarTable(DataSource source, boolean wantRandom, StoragePolicy storage) throws IOException {
        if (source.getPosition() != null && !source.getPosition().isBlank()) {
            throw new TableFormatException(source.getName() + ": OGIP finds the extension by itself; "
                    + "leave away #" + source.getPosition() + ", or read it as format FITS");
        }
        try {
            return makeStarTable(source, OgipFile.read(source, storage), storage);
        } catch (RuntimeException e) {
            // STIL's reader checks little of what a header says.
            throw new TableFormatException(source.getName() + " is damaged: its content contradicts itself and cannot "
                    + "be read", e);
        }
    }

    private static StarTable makeStarTable(DataSource source, OgipFile file, StoragePolicy storage) throws IOException {
        Optional<StarTable> spectrum = file.find("SPECTRUM", OgipTableBuilder::hasCounts);
        if (spectrum.isPresent()) {
            CompanionNames.complete(spectrum.get(), source);
            return isTypeTwo(spectrum.get()) ? Tables.randomTable(spectrum.get())
                    : new PlotColumns(spectrum.get(), EnergyBounds.find(file, spectrum.get(), source, storage)).table();
        }
        for (String response : RESPONSES) {
            Optional<StarTable> table = file.find(response, t -> OgipFile.column(t, "ENERG_LO") >= 0);
            if (table.isPresent()) {
                return ResponseColumns.addTo(table.get());
            }
        }
        throw new TableFormatException(source.getName() + " has neither a SPECTRUM extension with COUNTS or RATE nor a "
                + "response (SPECRESP, MATRIX); its tables are " + file.extensionNames());
    }

    @Override
    public void streamStarTable(InputStream in, TableSink sink, String position) throws IOException {
        throw new TableFormatException("OGIP cannot be read from a stream: save it to a file first");
    }

    /** Tables of other kinds of spectra are called SPECTRUM too. */
    private static boolean hasCounts(StarTable spectrum) {
        return OgipFile.column(spectrum, "COUNTS") >= 0 || OgipFile.column(spectrum, "RATE") >= 0;
    }

    /** Type II has a spectrum in each row, so that its counts or rates are arrays. */
    private static boolean isTypeTwo(StarTable spectrum) {
        for (String name : new String[] {"COUNTS", "RATE"}) {
            int column = OgipFile.column(spectrum, name);
            if (column >= 0 && spectrum.getColumnInfo(column).isArray()) {
                return true;
            }
        }
        return false;
    }
}
