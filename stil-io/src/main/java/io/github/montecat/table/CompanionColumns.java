package io.github.montecat.table;

import io.github.montecat.ogip.ResponseSearch;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import uk.ac.starlink.table.RowData;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.table.StarTable;

/**
 * The columns of a table that name the RMF, the ARF and the background of each row. A column of texts is recognised by
 * its name where at least half of its first values look like names of files; of several for the same kind of file the
 * first counts. Immutable and safe for use by several threads.
 */
final class CompanionColumns {

    private static final Pattern FILE = Pattern.compile("(?i).*\\.[a-z]\\w{0,7}(\\.gz)?");

    private final StarTable table;
    private final Map<Companion, Integer> columns;

    private CompanionColumns(StarTable table, Map<Companion, Integer> columns) {
        this.table = table;
        this.columns = columns;
    }

    /**
     * @param table the table
     * @param settings may name columns
     * @return the columns that are named or recognised; a column that is named for the spectra is none of them
     * @throws UnrecognisedTableException if there is no column of texts of a name that was given
     * @throws IOException if the table cannot be read
     */
    static CompanionColumns find(StarTable table, SpectrumTableSettings settings) throws IOException {
        Map<Companion, Integer> columns = new EnumMap<>(Companion.class);
        if (!settings.grouping().spectra().isEmpty()) {
            // One file per row cannot go with several spectra per row.
            for (Companion companion : settings.companions().keySet()) {
                throw new UnrecognisedTableException(companion.option() + " does not go with several columns of spectra "
                        + "per row; expected PHA files that name their own " + companion.word());
            }
            return new CompanionColumns(table, columns);
        }
        for (Companion companion : Companion.values()) {
            String stated = settings.companions().get(companion);
            if (stated != null) {
                columns.put(companion, stated(table, companion, stated));
                continue;
            }
            for (int c : named(table, companion)) {
                String name = table.getColumnInfo(c).getName();
                if (settings.column().filter(name::equalsIgnoreCase).isEmpty() && holdsFiles(table, c)) {
                    columns.put(companion, c);
                    break;
                }
            }
        }
        return new CompanionColumns(table, columns);
    }

    private static int stated(StarTable table, Companion companion, String name) throws UnrecognisedTableException {
        int index = SpectrumColumn.index(table, name);
        if (index >= 0 && PhaFileNames.isText(table.getColumnInfo(index))) {
            return index;
        }
        String texts = IntStream.range(0, table.getColumnCount()).mapToObj(table::getColumnInfo)
                .filter(PhaFileNames::isText).map(i -> i.getName()).collect(Collectors.joining(", "));
        String found = index < 0 ? "the table has no such column"
                : "that column holds " + table.getColumnInfo(index).getContentClass().getSimpleName();
        throw new UnrecognisedTableException(companion.option() + " is '" + name + "', but " + found
                + "; expected a column with the name of the " + companion.word() + " of each row, "
                + (texts.isEmpty() ? "but no column of the table holds text" : "one of its columns of text: " + texts));
    }

    private static int[] named(StarTable table, Companion companion) {
        return IntStream.range(0, table.getColumnCount()).filter(c -> PhaFileNames.isText(table.getColumnInfo(c))
                && companion.isColumnName(SpectrumColumn.plain(table.getColumnInfo(c)))).toArray();
    }

    private static boolean holdsFiles(StarTable table, int column) throws IOException {
        int values = 0;
        int files = 0;
        try (RowSequence rows = table.getRowSequence()) {
            for (int r = 0; r < SpectrumColumn.SAMPLED_ROWS && rows.next(); r++) {
                String text = text(rows.getCell(column));
                if (!text.isEmpty()) {
                    values++;
                    files += FILE.matcher(text).matches() || ResponseSearch.isNone(text) ? 1 : 0;
                }
            }
        }
        return files > 0 && 2 * files >= values;
    }

    private static String text(Object cell) {
        return cell == null ? "" : cell.toString().trim();
    }

    /** @return whether a column is one of these */
    boolean contains(int column) {
        return columns.containsValue(column);
    }

    /**
     * @param companion a kind of file
     * @return name of the column that names it; empty if there is none
     */
    Optional<String> column(Companion companion) {
        return Optional.ofNullable(columns.get(companion)).map(c -> table.getColumnInfo(c).getName());
    }

    /**
     * @param companion a kind of file
     * @param cells a row
     * @return what the row has for it, {@code none} for no file; empty if the cell is blank or there is no column
     * @throws IOException if the table cannot be read
     */
    Optional<String> cell(Companion companion, RowData cells) throws IOException {
        Integer column = columns.get(companion);
        return column == null ? Optional.empty() : Optional.of(text(cells.getCell(column))).filter(t -> !t.isEmpty());
    }

    /**
     * Leaves out what a kind of table has no use for.
     *
     * @param kind how the table holds spectra
     * @param stated kinds of files whose columns the user named
     * @return the columns that count
     * @throws UnrecognisedTableException if the user named one of the others
     */
    CompanionColumns in(SpectrumTableKind kind, Set<Companion> stated) throws UnrecognisedTableException {
        Map<Companion, Integer> taken = new EnumMap<>(Companion.class);
        for (Map.Entry<Companion, Integer> e : columns.entrySet()) {
            // Counts have no BACKSCAL, so that a background could not be scaled to them.
            boolean own = kind == SpectrumTableKind.PHA_TYPE_II && !stated.contains(e.getKey())
                    && table.getColumnInfo(e.getValue()).getName().equalsIgnoreCase(e.getKey().keyword().key());
            if (own) {
                // Part of the spectra, as are the keywords of other PHA files.
                continue;
            }
            boolean useful = !kind.isSingleSpectrum()
                    && (kind != SpectrumTableKind.COUNTS_COLUMN || e.getKey() != Companion.BACKGROUND);
            if (useful) {
                taken.put(e.getKey(), e.getValue());
            } else if (stated.contains(e.getKey())) {
                throw new UnrecognisedTableException(e.getKey().option() + " does not go with this table, which is "
                        + kind.description() + "; expected " + (kind.isSingleSpectrum() ? "a spectrum per row"
                                : "PHA files, whose BACKSCAL tells how much of the background is in the spectrum"));
            }
        }
        return new CompanionColumns(table, taken);
    }

    /** @return such as {@code RMF from column rmf, background from column bkg}; empty without columns */
    String description() {
        return columns.entrySet().stream()
                .map(e -> e.getKey().word() + " from column " + table.getColumnInfo(e.getValue()).getName())
                .collect(Collectors.joining(", "));
    }
}
