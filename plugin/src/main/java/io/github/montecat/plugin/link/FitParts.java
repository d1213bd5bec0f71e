package io.github.montecat.plugin.link;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import uk.ac.starlink.table.StarTable;

/** What came back from a fit. Immutable to its users; tables are in memory, with random access. */
public final class FitParts {

    private final Map<String, StarTable> tables = new HashMap<>();

    FitParts() {
    }

    void put(String kind, StarTable table) {
        tables.put(kind, table);
    }

    boolean has(String kind) {
        return tables.containsKey(kind);
    }

    /** @return the columns of results, a row for each that was sent; empty if the table was one spectrum */
    public Optional<StarTable> columns() {
        return Optional.ofNullable(tables.get(Protocol.COLUMNS));
    }

    /** @return for a table that was one spectrum, its results as a table of one row */
    public Optional<StarTable> table() {
        return Optional.ofNullable(tables.get(Protocol.TABLE));
    }

    /** @return the posterior, if there was one spectrum and it could be fitted */
    public Optional<StarTable> posterior() {
        return Optional.ofNullable(tables.get(Protocol.POSTERIOR));
    }
}
