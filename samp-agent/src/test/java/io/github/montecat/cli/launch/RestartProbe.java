package io.github.montecat.cli.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A program for {@link JvmRestartTest}: restarts itself and, once restarted, says what it finds, then exits with the
 * code given as its first argument; with {@code wait FILE} it waits instead and writes the file when it is stopped.
 */
final class RestartProbe {

    private RestartProbe() {
    }

    public static void main(String[] args) throws Exception {
        if (!JvmRestart.isRestarted()) {
            System.exit(new JvmRestart(RestartProbe.class.getName())
                    .run(List.of(JvmNeed.values()), List.of(args)));
        }
        JvmRestart.endWithParent();
        if (args[0].equals("wait")) {
            Path file = Path.of(args[1]);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> write(file)));
        }
        // Only now, as it tells the test that it may go on.
        System.out.println("missing=" + JvmNeed.missingFor(List.of("train"))
                + " property=" + System.getProperty("probe")
                + " args=" + String.join("|", args) + " pid=" + ProcessHandle.current().pid());
        if (args[0].equals("wait")) {
            Thread.sleep(60_000);
        }
        System.err.println("args=" + String.join("|", args));
        System.err.print("last words");
        System.exit(Integer.parseInt(args[0]));
    }

    private static void write(Path file) {
        try {
            // Long enough that a parent which does not wait would be gone first.
            Thread.sleep(300);
            Files.writeString(file, "cleaned up");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
