package io.github.montecat.source;

import io.github.montecat.error.RefusedValueException;
import java.time.Duration;
import java.util.Locale;

/**
 * How much a download may take. Immutable.
 *
 * @param silence longest time without a byte, also before the first one
 * @param total longest time from the first connection to the last byte
 * @param bytes most bytes, as they come and also when they are decompressed
 * @param rate fewest bytes per second on average, from the first byte on; looked at when the time of {@code silence}
 *        has gone by since that
 */
public record DownloadLimits(Duration silence, Duration total, long bytes, long rate) {

    private static final long GIB = 1L << 30;
    /** A modem is faster; what is slower holds up a fit without use. */
    private static final long TRICKLE = 1024;

    /** For a command of the user: what a temporary folder holds, by a slow line. */
    public static final DownloadLimits COMMAND = new DownloadLimits(Duration.ofSeconds(30), Duration.ofHours(2),
            16 * GIB);

    /** For a table that a message names: 100,000 spectra of 4096 channels need 1.6 GiB. */
    public static final DownloadLimits MESSAGE = new DownloadLimits(Duration.ofSeconds(30), Duration.ofMinutes(5),
            2 * GIB);

    /** For a PHA file that a cell names: one spectrum needs less than 1 MiB, a file with responses some 100 MiB. */
    public static final DownloadLimits CELL = new DownloadLimits(Duration.ofSeconds(10), Duration.ofMinutes(1),
            GIB / 4, TRICKLE);

    /** For a file that a cell names in a table of the user, by a slow line. */
    public static final DownloadLimits USER_CELL = new DownloadLimits(Duration.ofSeconds(30), Duration.ofMinutes(10),
            GIB, TRICKLE);

    /** Checks that all are positive; the rate may be 0. */
    public DownloadLimits {
        if (silence.isNegative() || silence.isZero() || total.isNegative() || total.isZero() || bytes <= 0
                || rate < 0) {
            throw new RefusedValueException("limits of a download are " + silence + ", " + total + ", " + bytes + ", "
                    + rate + ", expected numbers above 0, the last one 0 or more");
        }
    }

    /**
     * Limits without a lowest rate.
     *
     * @param silence longest time without a byte
     * @param total longest time
     * @param bytes most bytes
     */
    public DownloadLimits(Duration silence, Duration total, long bytes) {
        this(silence, total, bytes, 0);
    }

    /** @return the most bytes, for messages */
    String size() {
        return bytes >= GIB ? String.format(Locale.ROOT, "%.3g GiB", (double) bytes / GIB) : bytes + " bytes";
    }

    /** @return a time for messages */
    static String text(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
