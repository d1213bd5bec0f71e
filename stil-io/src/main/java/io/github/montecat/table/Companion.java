package io.github.montecat.table;

import io.github.montecat.ogip.OgipKeyword;
import java.util.regex.Pattern;

/** A file that belongs to a spectrum, which a column of a table may name for each row. */
public enum Companion {

    /** The redistribution matrix. */
    RMF("RMF", "rmf-column", OgipKeyword.RESPFILE, "(src|source)?(rmf|rsp|resp|response|redistribution(matrix)?)"),
    /** The effective area. */
    ARF("ARF", "arf-column", OgipKeyword.ANCRFILE, "(src|source)?(arf|anc|ancr|ancillary(response)?)"),
    /** The PHA file of the background. */
    BACKGROUND("background", "background-column", OgipKeyword.BACKFILE,
            "(background|backgrd|back|bkgd?|bgd?)(spectrum|spec|pha|pi)?");

    private static final String FILE_WORD = "(file|filename|name|path|url)?s?";

    private final String word;
    private final String option;
    private final OgipKeyword keyword;
    private final Pattern columnName;

    Companion(String word, String option, OgipKeyword keyword, String columnName) {
        this.word = word;
        this.option = option;
        this.keyword = keyword;
        this.columnName = Pattern.compile(columnName + FILE_WORD);
    }

    /** @return what it is called in sentences */
    public String word() {
        return word;
    }

    /** @return name of the option and of the message's parameter that name the column */
    public String option() {
        return option;
    }

    /** @return the keyword, or in PHA type II files the column, that names it in the spectrum's own file */
    OgipKeyword keyword() {
        return keyword;
    }

    /**
     * @param plainName name of a column: its letters and digits, in lower case
     * @return whether it is a usual name of such a column
     */
    boolean isColumnName(String plainName) {
        return columnName.matcher(plainName).matches();
    }
}
