package io.github.montecat.table;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StoragePolicy;
import uk.ac.starlink.table.formats.CsvTableBuilder;
import uk.ac.starlink.util.DataSource;
import uk.ac.starlink.util.FileDataSource;

/**
 * STIL's reader of CSV files, which also finds a header over columns of texts. STIL takes the first line for a header
 * only where it differs in type from the lines below, so {@code id,spectrum} over names and files becomes a row. Here
 * that line is the header if
 * <ul>
 * <li>its cells are distinct names: each starts with a letter and is neither a number nor a file's name, and no file of
 * that name lies beside the table;</li>
 * <li>and one cell is the name of a column of spectra or files, such as {@code spectrum} or {@code pha_file}, or stands
 * over a column that holds nothing but names of PHA or FITS files.</li>
 * </ul>
 * {@code csv(header=true)} and {@code csv(header=false)} as the format's name overrule this. Public because STIL makes
 * one of these by reflection where the format's name has options. Safe for use by several threads once its options are
 * set.
 */
public final class HeaderCsvBuilder extends CsvTableBuilder {

    private static final Pattern NAME = Pattern.compile("[\\p{L}_][^\\p{Cntrl}:]{0,63}");
    private static final Pattern NUMBER = Pattern.compile("(?i)nan|inf(inity)?");
    private static final Pattern UNNAMED = Pattern.compile("col\\d+");

    /** Makes a reader without options. */
    public HeaderCsvBuilder() {
    }

    @Override
    public StarTable makeStarTable(DataSource source, boolean wantRandom, StoragePolicy storage) throws IOException {
        StarTable table = super.makeStarTable(source, wantRandom, storage);
        if (getHasHeader() != null || !isUnnamed(table) || !startsWithNames(table, source)) {
            return table;
        }
        CsvTableBuilder builder = new CsvTableBuilder();
        builder.setHasHeader(true);
        builder.setDelimiter(getDelimiter());
        builder.setEncoding(getEncoding());
        builder.setMaxSample(getMaxSample());
        builder.setDecoders(getDecoders());
        return builder.makeStarTable(source, wantRandom, storage);
    }

    private static boolean isUnnamed(StarTable table) {
        for (int c = 0; c < table.getColumnCount(); c++) {
            if (!UNNAMED.matcher(table.getColumnInfo(c).getName()).matches()) {
                return false;
            }
        }
        return true;
    }

    private static boolean startsWithNames(StarTable table, DataSource source) throws IOException {
        List<String> names = new ArrayList<>();
        int columns = table.getColumnCount();
        int[] files = new int[columns];
        int[] others = new int[columns];
        try (RowSequence rows = table.getRowSequence()) {
            if (!rows.next()) {
                return false;
            }
            for (int c = 0; c < columns; c++) {
                names.add(text(rows.getCell(c)));
            }
            if (!areNames(names, source)) {
                return false;
            }
            for (int r = 0; r < SpectrumColumn.SAMPLED_ROWS && rows.next(); r++) {
                for (int c = 0; c < columns; c++) {
                    String cell = text(rows.getCell(c));
                    files[c] += PhaFileNames.isFitsFile(cell) ? 1 : 0;
                    others[c] += cell.isEmpty() || PhaFileNames.isFitsFile(cell) ? 0 : 1;
                }
            }
        }
        for (int c = 0; c < columns; c++) {
            if (files[c] > 0 && others[c] == 0 || PhaFileNames.isColumnName(names.get(c))) {
                return true;
            }
        }
        return false;
    }

    private static boolean areNames(List<String> cells, DataSource source) {
        Set<String> distinct = new HashSet<>();
        for (String cell : cells) {
            if (!NAME.matcher(cell).matches() || NUMBER.matcher(cell).matches() || PhaFileNames.isFitsFile(cell)
                    || !distinct.add(cell.toLowerCase(Locale.ROOT)) || isBeside(cell, source)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBeside(String name, DataSource source) {
        return source instanceof FileDataSource file
                && new File(file.getFile().getAbsoluteFile().getParentFile(), name).isFile();
    }

    private static String text(Object cell) {
        return cell == null ? "" : cell.toString().trim();
    }
}
