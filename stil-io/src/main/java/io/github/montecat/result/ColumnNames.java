package io.github.montecat.result;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names of the columns of a table, in which upper and lower case are the same. Not safe for use by several threads. */
final class ColumnNames {

    /** What follows a column's name that the table already has. */
    private static final String CLASH_SUFFIX = "_montecat";

    private final Set<String> taken;
    private final String prefix;

    private ColumnNames(Set<String> taken, String prefix) {
        this.taken = taken;
        this.prefix = prefix;
    }

    /**
     * @param names names of columns that the table has
     * @return these names
     */
    static ColumnNames of(Collection<String> names) {
        Set<String> taken = new HashSet<>();
        names.forEach(n -> taken.add(n.toLowerCase(Locale.ROOT)));
        return new ColumnNames(taken, "");
    }

    /**
     * @param start what further names are to begin with
     * @return the names of the same table
     */
    ColumnNames under(String start) {
        return new ColumnNames(taken, start);
    }

    /**
     * @param name a name for a further column, which is one of the table's from now on
     * @return the name with the prefix, and with a suffix if the table has it already
     */
    String free(String name) {
        String free = prefix + name;
        for (int n = 1; !taken.add(free.toLowerCase(Locale.ROOT)); n++) {
            free = prefix + name + CLASH_SUFFIX + (n == 1 ? "" : n);
        }
        return free;
    }
}
