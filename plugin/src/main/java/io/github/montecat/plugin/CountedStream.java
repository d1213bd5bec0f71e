package io.github.montecat.plugin;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import uk.ac.starlink.table.TableFormatException;

/** Counts what is read, and refuses to read beyond a limit. For one thread. */
final class CountedStream extends FilterInputStream {

    private long position;
    private long limit = Long.MAX_VALUE;
    private String refusal = "";

    CountedStream(InputStream in) {
        super(in);
    }

    /** @return number of bytes read so far */
    long position() {
        return position;
    }

    /**
     * @param end position that no read passes
     * @param message of the {@link TableFormatException} that such a read throws
     */
    void limit(long end, String message) {
        limit = end;
        refusal = message;
    }

    @Override
    public int read() throws IOException {
        requireRoom();
        int b = in.read();
        position += b < 0 ? 0 : 1;
        return b;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        requireRoom();
        int n = in.read(bytes, from, (int) Math.min(length, limit - position));
        position += Math.max(0, n);
        return n;
    }

    private void requireRoom() throws IOException {
        if (position >= limit) {
            throw new TableFormatException(refusal);
        }
    }

    @Override
    public long skip(long n) {
        throw new UnsupportedOperationException("a skipped byte may not be there: read it");
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
