package io.github.montecat.source;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;

/**
 * What is read on whose behalf. A user of a command may have everything read that the user can read. A program that
 * sent a message may not: it may be a web page. Immutable.
 *
 * @param everyFile whether to read every local file and standard input; otherwise only files that say by themselves
 *        that they are tables, see {@link TableSignature}
 * @param links whether to fetch addresses that stand in cells of tables
 * @param tables limits of a table that is fetched
 * @param cell limits of a file that a cell names and that is fetched
 * @param cells most time for all files that cells of one table name
 */
public record SourcePolicy(boolean everyFile, boolean links, DownloadLimits tables, DownloadLimits cell,
        Duration cells) {

    /** For commands of the user. */
    public static final SourcePolicy USER = new SourcePolicy(true, true, DownloadLimits.COMMAND,
            DownloadLimits.USER_CELL, Duration.ofDays(365));

    /** For messages to the agent: other tables wait while the files of one are fetched. */
    public static final SourcePolicy AGENT = new SourcePolicy(false, false, DownloadLimits.MESSAGE, DownloadLimits.CELL,
            Duration.ofMinutes(10));

    /** Checks that nothing is null. */
    public SourcePolicy {
        Objects.requireNonNull(tables);
        Objects.requireNonNull(cell);
        Objects.requireNonNull(cells);
    }

    /**
     * @param allowed whether to fetch addresses that stand in cells
     * @return this policy with that
     */
    public SourcePolicy withLinks(boolean allowed) {
        return new SourcePolicy(everyFile, allowed, tables, cell, cells);
    }

    /**
     * @param address an address in a cell
     * @throws IOException if it is not to be fetched; the message says what to do
     */
    public void requireLink(String address) throws IOException {
        if (!links) {
            throw new IOException(address + " is not fetched: the agent fetches addresses in tables only if it is "
                    + "started with --allow-downloads");
        } else if (!everyFile && !address.matches("(?i)https?:.*")) {
            throw new IOException(address + " is not fetched: the agent fetches only http and https addresses");
        }
    }
}
