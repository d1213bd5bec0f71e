package io.github.montecat.desktop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A screen that nobody sees: Xvfb with a window manager. One thread at a time. */
final class VirtualDisplay implements AutoCloseable {

    private final Process server;
    private final Process manager;
    private final String name;

    /**
     * Starts it on a display number of its own.
     *
     * @param size such as {@code 1400x1000}
     * @throws IOException if it does not start
     */
    VirtualDisplay(String size) throws IOException {
        // Xvfb writes the number that it has chosen to the file descriptor, here its standard output.
        server = new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", size + "x24", "-nolisten", "tcp")
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String number = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        if (number == null) {
            throw new IOException("Xvfb ended before it had a display");
        }
        name = ":" + number.trim();
        manager = command(List.of("openbox")).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    }

    /**
     * @param command a program and its arguments
     * @return a start of that program on this display
     */
    ProcessBuilder command(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("DISPLAY", name);
        return builder;
    }

    /**
     * Takes a picture of the whole screen.
     *
     * @param file a PNG file
     * @throws IOException if there is no picture after all
     * @throws InterruptedException if the waiting thread is interrupted
     */
    void screenshot(Path file) throws IOException, InterruptedException {
        Process shot = command(List.of("import", "-window", "root", file.toString())).inheritIO().start();
        if (!shot.waitFor(30, TimeUnit.SECONDS) || shot.exitValue() != 0 || Files.size(file) == 0) {
            shot.destroyForcibly();
            throw new IOException("import took no picture of display " + name);
        }
    }

    @Override
    public void close() {
        manager.destroy();
        server.destroy();
        try {
            if (!server.waitFor(10, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        } catch (InterruptedException e) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
