package io.github.montecat.desktop;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The programs that the desktop tests need. */
final class DesktopPrograms {

    private DesktopPrograms() {
    }

    /**
     * Skips the test unless all programs are there.
     *
     * @param names such as {@code topcat}
     */
    static void assume(String... names) {
        List<String> missing = Stream.of(names).filter(n -> !isOnPath(n)).collect(Collectors.toList());
        String message = "desktop test skipped: not installed: " + String.join(", ", missing);
        if (!missing.isEmpty()) {
            // The build's summary shows only that something was skipped.
            System.out.println(message);
        }
        Assumptions.assumeTrue(missing.isEmpty(), message);
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
