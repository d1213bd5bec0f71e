package io.github.montecat.ogip;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that ends with an error once more bytes come out of it than are allowed, such as those of a small file that
 * gzip makes huge. Not safe for use by several threads.
 */
final class SizeLimitedStream extends FilterInputStream {

    private final String name;
    private final long most;
    private long count;

    /**
     * @param in what to read
     * @param name of the file or address, for the message
     * @param most bytes allowed
     */
    SizeLimitedStream(InputStream in, String name, long most) {
        super(in);
        this.name = name;
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        count(b < 0 ? 0 : 1);
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        count(Math.max(n, 0));
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = super.skip(n);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long n) throws IOException {
        count += n;
        if (count > most) {
            throw new OgipFormatException(name + " has more than " + (most >> 20) + " MB once it is uncompressed; "
                    + "files of this kind are smaller, expected " + (most >> 20) + " MB at most");
        }
    }
}
