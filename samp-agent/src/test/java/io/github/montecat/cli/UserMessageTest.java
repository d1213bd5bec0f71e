package io.github.montecat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.error.UserMessage;
import io.github.montecat.table.TableInput;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All exceptions of the program are written for users and say so. */
class UserMessageTest {

    @Test
    void allOurExceptionsCarryTheMarker() throws Exception {
        Set<String> seen = new TreeSet<>();
        Set<String> unmarked = new TreeSet<>();
        for (Class<?> part : List.of(UserMessage.class, TableInput.class, Montecat.class)) {
            Path source = Path.of(part.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(source)) {
                look(source, part.getClassLoader(), seen, unmarked);
            } else {
                // A build that packages has jars of the other modules.
                try (FileSystem jar = FileSystems.newFileSystem(source)) {
                    look(jar.getPath("/"), part.getClassLoader(), seen, unmarked);
                }
            }
        }
        assertTrue(seen.size() > 10, seen.toString());
        assertEquals(Set.of(), unmarked);
    }

    private static void look(Path root, ClassLoader loader, Set<String> seen, Set<String> unmarked) throws Exception {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(f -> f.toString().endsWith("Exception.class")).toList()) {
                String name = root.relativize(file).toString().replaceAll("[/\\\\]", ".").replaceFirst("\\.class$", "");
                seen.add(name);
                if (!UserMessage.class.isAssignableFrom(Class.forName(name, false, loader))) {
                    unmarked.add(name);
                }
            }
        }
    }
}
