package io.github.montecat.desktop;

import io.github.montecat.cli.launch.Launcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Montecat as a program of its own, started as its script does. One thread at a time. */
final class AgentProcess implements AutoCloseable {

    private final Process process;

    /**
     * Starts {@code montecat agent}.
     *
     * @param lockFile of the hub that it is to use; its folder is the program's home folder
     * @param options of the command
     * @throws IOException if it does not start
     */
    AgentProcess(Path lockFile, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of("agent"));
        words.addAll(List.of(options));
        process = start(lockFile, words);
    }

    private static Process start(Path lockFile, List<String> words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--add-modules",
                "jdk.incubator.vector", "-Djava.awt.headless=true",
                // An empty home folder, so that bundles of the user's own do not matter; native libraries stay unpacked.
                "-Duser.home=" + lockFile.toAbsolutePath().getParent(), "-Dorg.bytedeco.javacpp.cachedir="
                        + Path.of(System.getProperty("user.home"), ".javacpp", "cache"),
                "-cp", System.getProperty("java.class.path"), Launcher.class.getName()));
        command.addAll(words);
        // The program's own words, for whoever reads the build's log; standard output is not ours to write to.
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("SAMP_HUB", "std-lockurl:" + lockFile.toUri());
        builder.environment().put("OMP_NUM_THREADS", "1");
        return builder.start();
    }

    /**
     * Stops the program as Ctrl-C does and waits for its end.
     *
     * @return its exit code
     * @throws InterruptedException if the waiting thread is interrupted
     */
    int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
