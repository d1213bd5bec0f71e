package io.github.montecat.output;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * A stream whose errors name what is written, and which does not forget them: some libraries and every
 * {@link java.io.PrintStream} swallow the errors of the streams they write to. After an error it takes nothing more.
 * Safe for use by several threads as far as the stream below is.
 */
public final class TargetStream extends FilterOutputStream {

    private final Object target;
    private volatile IOException failure;

    /**
     * @param out the stream to write to
     * @param target the output as its user knows it
     */
    public TargetStream(OutputStream out, Object target) {
        super(out);
        this.target = target;
    }

    private interface Step {
        void run() throws IOException;
    }

    private void attempt(Step step) throws OutputException {
        requireWritten();
        try {
            step.run();
        } catch (IOException e) {
            failure = e;
            requireWritten();
        }
    }

    @Override
    public void write(int b) throws IOException {
        attempt(() -> out.write(b));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        attempt(() -> out.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
        attempt(out::flush);
    }

    /**
     * Closes the stream below in any case.
     *
     * @throws IOException if this fails or any write before has failed
     */
    @Override
    public void close() throws IOException {
        try (OutputStream below = out) {
            flush();
        } catch (IOException e) {
            failure = failure == null ? e : failure;
        }
        requireWritten();
    }

    /** @return the first error, empty if all was written so far */
    public Optional<OutputException> failure() {
        // A new one each time: an exception cannot be suppressed by itself.
        return Optional.ofNullable(failure).map(e -> new OutputException(target, e));
    }

    /** @throws OutputException if anything could not be written so far */
    public void requireWritten() throws OutputException {
        if (failure != null) {
            throw failure().orElseThrow();
        }
    }
}
