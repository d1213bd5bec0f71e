package io.github.montecat.result;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names of the columns of a table, in which upper and lower case are the same. Not safe for use by several threads. */
final class ColumnNames {

    /** What follows a column's name that the table already has. */
    private static final String CLASH_SUFFIX = "_montecat";

    private final Set<String> taken = new HashSet<>();

    private ColumnNames() {
    }

    /**
     * @param names names of columns that the table has
     * @return these names
     */
    static ColumnNames of(Collection<String> names) {
        ColumnNames columns = new ColumnNames();
        names.forEach(n -> columns.taken.add(n.toLowerCase(Locale.ROOT)));
        return columns;
    }

    /**
     * @param name a name for a further column, which is one of the table's from now on
     * @return the name, with a suffix if the table has it already
     */
    String free(String name) {
        String free = name;
        for (int n = 1; !taken.add(free.toLowerCase(Locale.ROOT)); n++) {
            free = name + CLASH_SUFFIX + (n == 1 ? "" : n);
        }
        return free;
    }
}
