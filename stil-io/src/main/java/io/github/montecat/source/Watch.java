package io.github.montecat.source;

import java.io.IOException;
import java.time.Duration;

/** Holds one download to its limits. Safe for use by several threads. */
final class Watch {

    private final String name;
    private final DownloadLimits limits;
    private final long start = System.nanoTime();
    private volatile long last = start;
    private volatile long bytes;
    /** When the first bytes came; of no meaning before. */
    private volatile long first;

    /**
     * @param name the address, for messages
     * @param limits most time and bytes
     */
    Watch(String name, DownloadLimits limits) {
        this.name = name;
        this.limits = limits;
    }

    String name() {
        return name;
    }

    DownloadLimits limits() {
        return limits;
    }

    /**
     * @param length number of bytes that are announced, negative if unknown
     * @throws IOException if these are too many
     */
    void requireRoom(long length) throws IOException {
        if (length > limits.bytes()) {
            throw new IOException(name + " has " + length + " bytes, more than the " + limits.size()
                    + " that are taken; " + wayOut());
        }
    }

    /**
     * @param more number of bytes that have come
     * @throws IOException if these and those before are too many, or the time is up
     */
    void add(int more) throws IOException {
        last = System.nanoTime();
        if (bytes == 0) {
            first = last;
        }
        bytes += more;
        if (bytes > limits.bytes()) {
            throw new IOException(name + " has more than the " + limits.size() + " that are taken; " + wayOut());
        }
    }

    /** @throws IOException if the time is up */
    void requireTime() throws IOException {
        long now = System.nanoTime();
        if (now - start > limits.total().toNanos()) {
            throw new IOException(name + " is not here after " + DownloadLimits.text(limits.total()) + " (" + bytes
                    + " bytes have come); " + wayOut());
        } else if (now - last > limits.silence().toNanos()) {
            throw new IOException(name + " sends nothing for " + DownloadLimits.text(limits.silence()) + " ("
                    + bytes + " bytes have come)");
        } else if (bytes > 0 && now - first > limits.silence().toNanos()
                && bytes < (now - first) * 1e-9 * limits.rate()) {
            throw new IOException(name + " comes too slowly: " + bytes + " bytes in "
                    + DownloadLimits.text(Duration.ofMillis((now - first) / 1_000_000)) + ", expected "
                    + limits.rate() + " bytes per second or more; " + wayOut());
        }
    }

    private static String wayOut() {
        return "save it as a file and use that";
    }
}
