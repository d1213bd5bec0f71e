package io.github.montecat.source;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** A file that grows while it is watched, and whose start is looked at. Used by one thread at a time. */
final class StartedFile implements Closeable {

    private final FileChannel file;
    private final Watch watch;
    private final Download.StartCheck check;
    private final byte[] start = new byte[TableSignature.LENGTH];
    private int started;
    private boolean checked;

    StartedFile(Path file, Watch watch, Download.StartCheck check) throws IOException {
        this.file = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        this.watch = watch;
        this.check = check;
    }

    void write(ByteBuffer bytes) throws IOException {
        watch.add(bytes.remaining());
        if (!checked) {
            int n = Math.min(start.length - started, bytes.remaining());
            bytes.get(bytes.position(), start, started, n);
            started += n;
            if (started == start.length) {
                finish();
            }
        }
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /** Looks at the start of a file that has ended. */
    void finish() throws IOException {
        if (!checked) {
            checked = true;
            check.check(Arrays.copyOf(start, started));
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
