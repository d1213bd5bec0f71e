package io.github.montecat.table;

import io.github.montecat.ogip.OgipColumn;
import io.github.montecat.ogip.OgipExtension;
import io.github.montecat.ogip.OgipKeyword;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.table.StarTable;

/**
 * Which column of a table holds spectra, and in what way. In this order a table is taken for
 * <ol>
 * <li>PHA type II, if COUNTS or RATE is an array column beside CHANNEL or SPEC_NUM or under HDUCLAS1 = SPECTRUM;</li>
 * <li>PHA type I, if CHANNEL and COUNTS or RATE are columns of numbers;</li>
 * <li>an event list, if PI (else PHA) is a column of numbers and the extension or a column TIME says so, unless an
 * array column has the very name of a spectrum;</li>
 * <li>a table with a column of counts: the array column of numbers with the best name, else UCD or unit, else the
 * only one of 16 elements or more;</li>
 * <li>a table with PHA files: the column of texts whose name or values look like spectra's files;</li>
 * <li>an event list, if PI or PHA is a column of numbers.</li>
 * </ol>
 * Where several columns are equally good, the user is asked to name one.
 *
 * @param kind how the table holds spectra
 * @param index the column
 * @param rates whether the column holds counts/s
 */
record SpectrumColumn(SpectrumTableKind kind, int index, boolean rates) {

    private static final int SHORTEST_UNNAMED = 16;
    static final int SAMPLED_ROWS = 200;
    private static final int LISTED_COLUMNS = 30;

    private static final Set<String> COUNTS_NAMES = Set.of("counts", "cts", "count", "spectrumcounts", "phacounts");
    static final Set<String> SPECTRUM_NAMES = Set.of("spectrum", "spectra", "spec", "pha", "pi");
    private static final Set<String> RATE_NAMES = Set.of("rate", "rates", "countrate", "countrates");
    private static final Pattern SPECTRUM_WORD = Pattern.compile("count|cts|spec|pha|rate");
    private static final Pattern NOT_COUNTS = Pattern.compile(
            "err|unc|sigma|qual|group|chan|energy|emin|emax|ebin|bin_?lo|bin_?hi|wave|lambda|backg|bkg|flag|weight");
    private static final Pattern COUNTS_UNIT = Pattern.compile("(ct|cts|count|counts|photon|photons|ph)\\b.*");
    private static final Pattern RATE_UNIT = Pattern.compile(".*(/ ?s|s\\*\\*-1|s\\^-1|s-1|/sec)$");

    /**
     * Finds the column.
     *
     * @param table the table
     * @param stated the column's name, if the user gave one
     * @param companions columns that name other files, and so no spectra
     * @return the column
     * @throws UnrecognisedTableException if there is none or more than one
     * @throws IOException if the table cannot be read
     */
    static SpectrumColumn find(StarTable table, Optional<String> stated, CompanionColumns companions)
            throws IOException {
        if (stated.isPresent()) {
            return stated(table, stated.get());
        }
        Map<OgipColumn, Integer> ogip = StarTablePha.columns(table);
        Optional<SpectrumColumn> pha = pha(table, ogip);
        if (pha.isPresent()) {
            return pha.get();
        }
        Optional<SpectrumColumn> events = events(table, ogip);
        int[] countsRanks = countsRanks(table);
        if (events.isPresent() && isEventList(table) && IntStream.of(countsRanks).allMatch(r -> r < 4)) {
            return events.get();
        }
        Optional<Integer> counts = best(table, c -> countsRanks[c]);
        if (counts.isPresent()) {
            return countsColumn(table, counts.get());
        }
        int[] fileRanks = PhaFileNames.ranks(table);
        Optional<Integer> files = best(table, c -> companions.contains(c) ? 0 : fileRanks[c]);
        if (files.isPresent()) {
            return new SpectrumColumn(SpectrumTableKind.PHA_FILES, files.get(), false);
        }
        return events.orElseThrow(() -> new UnrecognisedTableException("no spectra found in table "
                + name(table) + ". Looked for an array column of counts, a column of PHA file names or URLs, the "
                + "columns CHANNEL and COUNTS or RATE, and a PI or PHA column of events. Found " + list(table)
                + ". If one of them holds spectra, name it with --column"));
    }

    /**
     * @param table a table
     * @param name name of a column, else one that differs in case alone
     * @return index of the first column with that name, -1 if there is none
     */
    static int index(StarTable table, String name) {
        return IntStream.range(0, table.getColumnCount())
                .filter(c -> table.getColumnInfo(c).getName().equals(name)).findFirst()
                .orElseGet(() -> IntStream.range(0, table.getColumnCount())
                        .filter(c -> table.getColumnInfo(c).getName().equalsIgnoreCase(name)).findFirst().orElse(-1));
    }

    private static SpectrumColumn stated(StarTable table, String name) throws UnrecognisedTableException {
        int index = index(table, name);
        if (index < 0) {
            throw new UnrecognisedTableException("table " + name(table) + " has no column '" + name + "'; it has "
                    + list(table));
        }
        ColumnInfo info = table.getColumnInfo(index);
        Map<OgipColumn, Integer> ogip = StarTablePha.columns(table);
        if (NumericCell.isArray(info)) {
            boolean typeTwo = pha(table, ogip).filter(p -> p.kind == SpectrumTableKind.PHA_TYPE_II).isPresent();
            return typeTwo ? new SpectrumColumn(SpectrumTableKind.PHA_TYPE_II, index, isRate(info))
                    : countsColumn(table, index);
        } else if (PhaFileNames.isText(info)) {
            return new SpectrumColumn(SpectrumTableKind.PHA_FILES, index, false);
        } else if (NumericCell.isScalar(info)) {
            boolean perChannel = ogip.containsKey(OgipColumn.CHANNEL) && ogip.get(OgipColumn.CHANNEL) != index;
            return new SpectrumColumn(perChannel ? SpectrumTableKind.PHA_TYPE_I : SpectrumTableKind.EVENT_LIST, index,
                    perChannel && isRate(info));
        }
        throw new UnrecognisedTableException("column " + info.getName() + " holds "
                + info.getContentClass().getSimpleName()
                + ", expected an array of counts, a PHA file name or URL, or a channel number");
    }

    private static Optional<SpectrumColumn> pha(StarTable table, Map<OgipColumn, Integer> ogip) {
        for (OgipColumn data : List.of(OgipColumn.COUNTS, OgipColumn.RATE)) {
            if (!ogip.containsKey(data)) {
                continue;
            }
            int index = ogip.get(data);
            boolean rates = data == OgipColumn.RATE;
            Optional<ColumnInfo> channel = Optional.ofNullable(ogip.get(OgipColumn.CHANNEL)).map(table::getColumnInfo);
            if (NumericCell.isArray(table.getColumnInfo(index))
                    && (channel.filter(NumericCell::isArray).isPresent() || ogip.containsKey(OgipColumn.SPEC_NUM)
                            || hduClass(table).equals(OgipExtension.SPECTRUM.name()))) {
                return Optional.of(new SpectrumColumn(SpectrumTableKind.PHA_TYPE_II, index, rates));
            } else if (NumericCell.isScalar(table.getColumnInfo(index))
                    && channel.filter(NumericCell::isScalar).isPresent()) {
                return Optional.of(new SpectrumColumn(SpectrumTableKind.PHA_TYPE_I, index, rates));
            }
        }
        return Optional.empty();
    }

    private static Optional<SpectrumColumn> events(StarTable table, Map<OgipColumn, Integer> ogip) {
        return List.of(OgipColumn.PI, OgipColumn.PHA).stream().filter(ogip::containsKey).map(ogip::get)
                .filter(c -> NumericCell.isScalar(table.getColumnInfo(c))).findFirst()
                .map(c -> new SpectrumColumn(SpectrumTableKind.EVENT_LIST, c, false));
    }

    private static boolean isEventList(StarTable table) {
        return hduClass(table).equals(OgipExtension.EVENTS.name())
                || table.getName() != null && table.getName().toUpperCase(Locale.ROOT).contains("EVENTS")
                || IntStream.range(0, table.getColumnCount())
                        .anyMatch(c -> table.getColumnInfo(c).getName().equalsIgnoreCase("TIME"));
    }

    private static String hduClass(StarTable table) {
        return StarTablePha.parameter(table, OgipKeyword.HDUCLAS1.key())
                .map(v -> v.toString().trim().toUpperCase(Locale.ROOT)).orElse("");
    }

    private static SpectrumColumn countsColumn(StarTable table, int index) {
        return new SpectrumColumn(SpectrumTableKind.COUNTS_COLUMN, index, isRate(table.getColumnInfo(index)));
    }

    private static boolean isRate(ColumnInfo info) {
        String unit = unit(info);
        return unit.isEmpty() ? RATE_NAMES.contains(plain(info)) : RATE_UNIT.matcher(unit).matches();
    }

    /**
     * How good each column is for counts; where only its length can tell and the metadata does not, the first rows do.
     */
    private static int[] countsRanks(StarTable table) throws IOException {
        int[] ranks = IntStream.range(0, table.getColumnCount()).map(c -> countsRank(table.getColumnInfo(c))).toArray();
        int[] unknown = IntStream.range(0, ranks.length)
                .filter(c -> ranks[c] == 1 && NumericCell.fixedLength(table.getColumnInfo(c)) < 0).toArray();
        if (unknown.length > 0) {
            int[] longest = new int[ranks.length];
            try (RowSequence rows = table.getRowSequence()) {
                for (int r = 0; r < SAMPLED_ROWS && rows.next(); r++) {
                    for (int c : unknown) {
                        Object cell = rows.getCell(c);
                        longest[c] = Math.max(longest[c], cell == null ? 0 : Array.getLength(cell));
                    }
                }
            }
            for (int c : unknown) {
                ranks[c] = longest[c] >= SHORTEST_UNNAMED ? 1 : 0;
            }
        }
        return ranks;
    }

    /** How good a name, UCD, unit or length for counts: 5 is best, 0 is no candidate. */
    private static int countsRank(ColumnInfo info) {
        if (!NumericCell.isArray(info)) {
            return 0;
        }
        String name = plain(info);
        if (COUNTS_NAMES.contains(name)) {
            return 5;
        } else if (SPECTRUM_NAMES.contains(name) || RATE_NAMES.contains(name)) {
            return 4;
        } else if (NOT_COUNTS.matcher(info.getName().toLowerCase(Locale.ROOT)).find()) {
            return 0;
        } else if (SPECTRUM_WORD.matcher(name).find()) {
            return 3;
        }
        String ucd = info.getUCD() == null ? "" : info.getUCD().toLowerCase(Locale.ROOT);
        if (ucd.contains("phot.count") || COUNTS_UNIT.matcher(unit(info)).matches()) {
            return 2;
        }
        int length = NumericCell.fixedLength(info);
        return length < 0 || length >= SHORTEST_UNNAMED ? 1 : 0;
    }

    private static Optional<Integer> best(StarTable table, ToIntFunction<Integer> rank)
            throws UnrecognisedTableException {
        int highest = 0;
        List<Integer> found = new ArrayList<>();
        for (int c = 0; c < table.getColumnCount(); c++) {
            int r = rank.applyAsInt(c);
            if (r > highest) {
                found.clear();
                highest = r;
            }
            if (r > 0 && r == highest) {
                found.add(c);
            }
        }
        if (found.size() > 1) {
            throw new UnrecognisedTableException("table " + name(table)
                    + " has several columns that could hold spectra: " + found.stream()
                            .map(c -> table.getColumnInfo(c).getName()).collect(Collectors.joining(", "))
                    + "; name one with --column");
        }
        return found.stream().findFirst();
    }

    static String plain(ColumnInfo info) {
        return plain(info.getName());
    }

    /** A name's letters and digits, in lower case. */
    static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static String unit(ColumnInfo info) {
        return info.getUnitString() == null ? "" : info.getUnitString().trim().toLowerCase(Locale.ROOT);
    }

    private static String list(StarTable table) {
        int n = table.getColumnCount();
        String columns = IntStream.range(0, Math.min(n, LISTED_COLUMNS)).mapToObj(table::getColumnInfo)
                .map(i -> i.getName() + " (" + ColumnInfo.formatClass(i.getContentClass()) + ")")
                .collect(Collectors.joining(", "));
        return n == 0 ? "no columns" : columns + (n > LISTED_COLUMNS ? " and " + (n - LISTED_COLUMNS) + " more" : "");
    }

    private static String name(StarTable table) {
        return table.getName() == null ? "without a name" : table.getName();
    }
}
