package io.github.montecat.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Changes what is inside a gzipped seed, and leaves other seeds to the mutator inside.
 *
 * @param inner changes the content
 */
record GzipMutator(Mutator inner) implements Mutator {

    @Override
    public byte[] mutate(byte[] seed, SplittableRandom random) {
        boolean gzip = seed.length > 1 && seed[0] == 0x1f && seed[1] == (byte) 0x8b;
        if (!gzip) {
            return inner.mutate(seed, random);
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(seed))) {
            return zip(inner.mutate(in.readAllBytes(), random));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compresses bytes. */
    static byte[] zip(byte[] bytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
