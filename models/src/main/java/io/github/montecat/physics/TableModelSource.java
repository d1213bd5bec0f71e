package io.github.montecat.physics;

import java.io.IOException;

/**
 * Where the tables come from that expressions name as {@code atable{file}}, {@code mtable{file}} and
 * {@code etable{file}}.
 */
@FunctionalInterface
public interface TableModelSource {

    /** Has no tables. */
    TableModelSource NONE = file -> {
        throw new IOException("table models cannot be read here");
    };

    /**
     * Reads a table.
     *
     * @param file what stands between the braces
     * @return the table
     * @throws IOException if there is none or it cannot be read
     */
    TableModel read(String file) throws IOException;
}
