package io.github.montecat;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The folder of real data beside the repository; tests that need it are skipped where it is absent. */
public final class SharedData {

    private SharedData() {
    }

    /**
     * @param relative a path below {@code shared/data}
     * @return the file or folder; a test that asks for one that is absent is skipped
     */
    public static Path file(String relative) {
        Optional<Path> shared = find();
        assumeTrue(shared.isPresent(),
                "skipped: no folder 'shared' beside the repository and MONTECAT_SHARED is not set");
        Path file = shared.orElseThrow().resolve("data").resolve(relative);
        assumeTrue(Files.exists(file), "skipped: " + file + " does not exist");
        return file;
    }

    private static Optional<Path> find() {
        String stated = System.getProperty("MONTECAT_SHARED", System.getenv("MONTECAT_SHARED"));
        if (stated != null) {
            return Optional.of(Path.of(stated)).filter(Files::isDirectory);
        }
        for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
            if (Files.isDirectory(p.resolve("shared").resolve("data"))) {
                return Optional.of(p.resolve("shared"));
            }
        }
        return Optional.empty();
    }
}
