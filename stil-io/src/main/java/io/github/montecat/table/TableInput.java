package io.github.montecat.table;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import uk.ac.starlink.table.StarTable;

/**
 * An open table in any format STIL reads. Its cells stay on disk, so that it may be larger than the memory. Closing it
 * deletes its temporary files; its table must not be used afterwards.
 */
public final class TableInput implements Closeable {

    /** The location that means standard input. */
    public static final String STANDARD_INPUT = "-";

    private TableInput() {
    }

    /**
     * Opens a table of any format, recognised by content.
     *
     * @param location file name, URL, or {@code -} for standard input; {@code #n} or {@code #NAME} picks an extension
     * @return the open table
     * @throws IOException if it cannot be read
     */
    public static TableInput open(String location) throws IOException {
        return open(location, Optional.empty());
    }

    /**
     * Opens a table.
     *
     * @param location file name, URL, or {@code -} for standard input; {@code #n} or {@code #NAME} picks an extension.
     *        Where a FITS file has a SPECTRUM or EVENTS extension, that is taken rather than the first table
     * @param format STIL's name of the format, such as {@code csv}; empty to recognise it by content
     * @return the open table
     * @throws IOException if it cannot be read or the format is unknown
     */
    public static TableInput open(String location, Optional<String> format) throws IOException {
        throw new IllegalStateException("not yet");
    }

    /** @return the table, with random access */
    public StarTable table() {
        throw new IllegalStateException("not yet");
    }

    @Override
    public void close() throws IOException {
        throw new IllegalStateException("not yet");
    }
}
