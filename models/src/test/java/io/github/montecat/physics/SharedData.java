package io.github.montecat.physics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * Reference data in the folder {@code shared} beside the checkout, or where the environment variable or system property
 * MONTECAT_SHARED points. They are not part of the project: tests that need them are skipped where they are absent.
 */
public final class SharedData {

    private SharedData() {
    }

    /** A file in the folder; the test is skipped if there is none. */
    public static Path file(String name) {
        Optional<Path> path = find(name);
        Assumptions.assumeTrue(path.isPresent(), "no folder 'shared' with " + name + " beside the checkout and "
                + "MONTECAT_SHARED points to none: comparison skipped");
        return path.get();
    }

    /** The lines of a text file in the folder; the test is skipped if there is none. */
    public static List<String> lines(String name) {
        try {
            return Files.readAllLines(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> find(String name) {
        String named = System.getProperty("MONTECAT_SHARED", System.getenv("MONTECAT_SHARED"));
        if (named != null) {
            return Optional.of(Path.of(named, name)).filter(Files::exists);
        }
        for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
            Path candidate = dir.resolve("shared").resolve(name);
            if (Files.exists(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
