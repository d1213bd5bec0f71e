package io.github.montecat.cli.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Passes on what a second virtual machine writes to standard error, at once and byte by byte, without the one line that
 * Java writes there at its start because of the vector module. No flag of Java turns that line off. Stateless.
 */
final class StartWarning {

    private static final byte[] LINE = ("WARNING: Using incubator modules: jdk.incubator.vector"
            + System.lineSeparator()).getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER = 8192;

    private StartWarning() {
    }

    /**
     * Copies until the end. The line is left out once, wherever it stands among the first lines, since other flags of
     * Java may have it write lines of their own before.
     *
     * @param in what the other virtual machine writes
     * @param out where it goes; what can no longer be written is dropped, so that the writer is not held up
     * @throws IOException if the stream cannot be read
     */
    static void copyWithout(InputStream in, OutputStream out) throws IOException {
        byte[] bytes = new byte[BUFFER];
        int matched = 0;
        boolean found = false;
        boolean lineStart = true;
        for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
            int from = 0;
            for (int i = 0; i < n && !found; i++) {
                byte b = bytes[i];
                from = i + 1;
                if (lineStart && b == LINE[matched]) {
                    matched++;
                    found = matched == LINE.length;
                } else {
                    // What was held back is of another line.
                    write(out, LINE, 0, matched);
                    write(out, bytes, i, 1);
                    matched = 0;
                    lineStart = b == '\n';
                }
            }
            write(out, bytes, from, n - from);
        }
        if (!found) {
            write(out, LINE, 0, matched);
        }
    }

    private static void write(OutputStream out, byte[] bytes, int from, int length) {
        try {
            out.write(bytes, from, length);
            out.flush();
        } catch (IOException e) {
            // Nobody reads standard error any more, and there is no other place to say so.
            return;
        }
    }
}
