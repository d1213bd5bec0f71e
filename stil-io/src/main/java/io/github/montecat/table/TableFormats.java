package io.github.montecat.table;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import uk.ac.starlink.fits.AbstractFitsTableWriter;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;
import uk.ac.starlink.table.StarTableOutput;
import uk.ac.starlink.table.StarTableWriter;
import uk.ac.starlink.table.StoragePolicy;
import uk.ac.starlink.table.TableBuilder;
import uk.ac.starlink.table.formats.CsvTableBuilder;
import uk.ac.starlink.votable.VOTableBuilder;
import uk.ac.starlink.votable.VOTableWriter;

/**
 * The table formats of STIL that this program offers. Some are left out: those that need libraries which are not here,
 * and those whose files make STIL read other files or addresses. Stateless.
 */
public final class TableFormats {

    private static final String NO_LIBRARIES = "needs libraries that this program does not have";

    /** Why formats are left out, by STIL's names in lower case. */
    private static final Map<String, String> LEFT_OUT = Map.of(
            "parquet", NO_LIBRARIES,
            "gbin", NO_LIBRARIES,
            "pds4", "keeps its data in other files, which this program does not follow",
            "jdbc", "is a database and no file",
            "hapi", "is a service and no file");

    /** A format that is written, but not read: it holds no arrays, and its reader checks no sizes. */
    private static final String WRITTEN_ONLY = "feather";

    private static final String WAY_OUT = "; save the table as FITS, VOTable, ECSV or CSV, for instance with TOPCAT";

    private TableFormats() {
    }

    /**
     * @param storage where STIL keeps cells
     * @return a factory of random access tables that knows the formats offered
     */
    static StarTableFactory reading(StoragePolicy storage) {
        StarTableFactory factory = new StarTableFactory(true);
        factory.setStoragePolicy(storage);
        factory.setDefaultBuilders(offered(factory.getDefaultBuilders()));
        factory.setKnownBuilders(offered(factory.getKnownBuilders()));
        return factory;
    }

    private static TableBuilder[] offered(List<TableBuilder> builders) {
        return builders.stream().filter(b -> isOffered(b.getFormatName())
                && !b.getFormatName().equalsIgnoreCase(WRITTEN_ONLY))
                .map(TableFormats::replaced).toArray(TableBuilder[]::new);
    }

    private static TableBuilder replaced(TableBuilder builder) {
        return builder instanceof VOTableBuilder ? new CheckedVoTableBuilder()
                : builder instanceof CsvTableBuilder ? new HeaderCsvBuilder() : builder;
    }

    private static boolean isOffered(String name) {
        return !LEFT_OUT.containsKey(name.toLowerCase(Locale.ROOT));
    }

    /** @return STIL's writers of the formats offered, whose files astropy can read too */
    public static StarTableOutput writing() {
        StarTableOutput output = new ReadableOutput();
        output.setHandlers(output.getHandlers().stream().filter(h -> isOffered(h.getFormatName()))
                .toArray(StarTableWriter[]::new));
        return output;
    }

    private static final class ReadableOutput extends StarTableOutput {

        @Override
        public void writeStarTable(StarTable table, OutputStream out, StarTableWriter writer) throws IOException {
            if (writer instanceof AbstractFitsTableWriter fits) {
                // Otherwise a column without text gets width 0 (TFORM = 0A). FITS allows that; astropy cannot read it.
                fits.setAllowZeroLengthString(false);
            }
            super.writeStarTable(writer instanceof VOTableWriter ? new VoTableUnits(table) : table, out, writer);
        }
    }

    /**
     * @param name a format's name, or a file's
     * @return why this program neither reads nor writes that format, as a sentence; empty if it may
     */
    public static Optional<String> reasonAgainst(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String format = lower.substring(lower.lastIndexOf('.') + 1);
        return Optional.ofNullable(LEFT_OUT.get(format)).map(why -> "format " + format + " " + why + WAY_OUT);
    }

    /**
     * Refuses formats that are not offered. STIL itself would take the name of any class, and have ECSV read its header
     * from another file.
     *
     * @param factory of {@link #reading}
     * @param format name of a format, perhaps with options in parentheses
     * @throws TableReadException if it is not offered
     */
    static void require(StarTableFactory factory, String format) throws TableReadException {
        String name = format.replaceFirst("\\(.*$", "").trim();
        Optional<String> reason = reasonAgainst(name);
        if (reason.isPresent()) {
            throw new TableReadException(reason.get());
        }
        if (factory.getKnownFormats().stream().noneMatch(name::equalsIgnoreCase) || format.contains("header=")
                && name.equalsIgnoreCase("ecsv")) {
            throw new TableReadException("unknown table format '" + format + "'; known: "
                    + factory.getKnownFormats().stream().distinct().collect(Collectors.joining(", ")));
        }
    }

    /**
     * Names the format where the first bytes leave no doubt, so that its reader's own message is heard. Where STIL
     * tries all readers, it only lists them.
     *
     * @param intro first bytes of a file
     * @param file its name
     * @return the format's name, empty if STIL is to find out
     * @throws TableReadException if it is of a format that is not offered
     */
    static Optional<String> recognise(byte[] intro, String file) throws TableReadException {
        if (new String(intro, StandardCharsets.ISO_8859_1).startsWith("PAR1")) {
            throw new TableReadException(file + ": " + reasonAgainst("parquet").orElseThrow());
        }
        String text = new String(Arrays.copyOf(intro, Math.min(intro.length, 512)), StandardCharsets.UTF_8)
                .replaceFirst("^\uFEFF", "").stripLeading();
        boolean xml = text.startsWith("<?xml") || text.startsWith("<!") || text.startsWith("<VOTABLE");
        return xml ? Optional.of("votable") : Optional.empty();
    }
}
