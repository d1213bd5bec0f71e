package io.github.montecat.ogip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps what was read last from files, as long as the files together stay below a limit; the last one is kept in any
 * case. A file is known by where it really lies, whatever path leads there. Safe for use by several threads.
 *
 * @param <T> what is read
 */
final class FileCache<T> {

    /** Reads a file. */
    @FunctionalInterface
    interface Reader<T> {

        /**
         * @param file a file
         * @return its content
         * @throws IOException if it cannot be read
         */
        T read(Path file) throws IOException;
    }

    private record Entry<T>(T content, long bytes) {
    }

    private final Reader<T> reader;
    private final long limit;
    private final Map<Path, Entry<T>> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /**
     * @param reader reads a file
     * @param limit most bytes of the files whose content is kept
     */
    FileCache(Reader<T> reader, long limit) {
        this.reader = reader;
        this.limit = limit;
    }

    /**
     * @param file a file
     * @return its content
     * @throws IOException if it is not there or cannot be read; the message names the path that is given
     */
    synchronized T get(Path file) throws IOException {
        Path real = Files.exists(file) ? file.toRealPath() : file;
        Entry<T> known = entries.get(real);
        if (known != null) {
            return known.content();
        }
        Entry<T> read = new Entry<>(reader.read(file), Files.size(file));
        entries.put(real, read);
        bytes += read.bytes();
        var eldest = entries.values().iterator();
        while (bytes > limit && entries.size() > 1) {
            bytes -= eldest.next().bytes();
            eldest.remove();
        }
        return read.content();
    }
}
