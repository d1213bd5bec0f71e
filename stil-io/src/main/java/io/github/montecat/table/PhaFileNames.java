package io.github.montecat.table;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.util.Locale;
import java.util.regex.Pattern;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.table.StarTable;

/**
 * Tells columns of PHA file names and URLs from other texts: by the column's name, and by the values of the first rows.
 */
final class PhaFileNames {

    private static final Pattern NOT_A_PHA = Pattern.compile(
            "resp|rmf|ancr|arf|back|bkg|image|img|evt|event|light|curve");
    private static final Pattern FILE_WORD = Pattern.compile("file|url|path|location|uri");
    private static final Pattern FILE_COLUMN = Pattern.compile("(file|filename|filepath|path|url|uri|location)s?");
    private static final Pattern PHA_FILE = Pattern.compile("(?i).*\\.(pha|pha[123]|pi|pi[23]|ds)(\\.gz)?");
    private static final Pattern ANY_FITS = Pattern.compile(
            "(?i).*\\.(pha|pha[123]|pi|pi[23]|ds|fits?|fts|ftz)(\\.gz)?");

    private PhaFileNames() {
    }

    /**
     * @param table a table
     * @return for each column how much it looks like one of PHA files; 0 is not at all
     * @throws IOException if the table cannot be read
     */
    static int[] ranks(StarTable table) throws IOException {
        int columns = table.getColumnCount();
        int[] values = new int[columns];
        int[] pha = new int[columns];
        int[] fits = new int[columns];
        try (RowSequence rows = table.getRowSequence()) {
            for (int r = 0; r < SpectrumColumn.SAMPLED_ROWS && rows.next(); r++) {
                for (int c = 0; c < columns; c++) {
                    Object cell = isText(table.getColumnInfo(c)) ? rows.getCell(c) : null;
                    if (cell != null && !cell.toString().isBlank()) {
                        String file = bare(cell.toString());
                        values[c]++;
                        pha[c] += PHA_FILE.matcher(file).matches() ? 1 : 0;
                        fits[c] += ANY_FITS.matcher(file).matches() ? 1 : 0;
                    }
                }
            }
        }
        int[] ranks = new int[columns];
        for (int c = 0; c < columns; c++) {
            ColumnInfo info = table.getColumnInfo(c);
            String name = SpectrumColumn.plain(info);
            if (values[c] == 0 || NOT_A_PHA.matcher(name).find()) {
                continue;
            }
            boolean named = isOfSpectra(name);
            boolean phaFiles = 2 * pha[c] >= values[c];
            boolean fitsFiles = 2 * fits[c] >= values[c];
            String ucd = info.getUCD() == null ? "" : info.getUCD().toLowerCase(Locale.ROOT);
            boolean fileLike = FILE_WORD.matcher(name).find() || ucd.contains("meta.ref") || ucd.contains("meta.file");
            if (phaFiles || fitsFiles || named) {
                ranks[c] = (named ? 4 : 0) + (phaFiles ? 2 : 0) + (fileLike ? 1 : 0) + (fitsFiles ? 1 : 0);
            }
        }
        return ranks;
    }

    /** A file's name without what selects an extension, rows or a query. */
    private static String bare(String text) {
        return text.trim().replaceFirst("[?#\\[{].*$", "");
    }

    private static boolean isOfSpectra(String plainName) {
        return SpectrumColumn.SPECTRUM_NAMES.contains(plainName.replaceFirst("(file|filename|name|url|path)s?$", ""));
    }

    /** @return whether a text is the name of a PHA or FITS file, by its end */
    static boolean isFitsFile(String text) {
        return ANY_FITS.matcher(bare(text)).matches();
    }

    /** @return whether a text is a usual name of a column of spectra or of files */
    static boolean isColumnName(String text) {
        String plain = SpectrumColumn.plain(text);
        return isOfSpectra(plain) || FILE_COLUMN.matcher(plain).matches();
    }

    /** @return whether cells of a column are texts or addresses */
    static boolean isText(ColumnInfo info) {
        Class<?> type = info.getContentClass();
        return type == String.class || type == URL.class || type == URI.class || type == File.class;
    }
}
