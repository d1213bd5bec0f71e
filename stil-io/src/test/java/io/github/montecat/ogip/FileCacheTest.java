package io.github.montecat.ogip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCacheTest {

    @TempDir
    private Path folder;

    private final List<Path> read = new ArrayList<>();
    private final FileCache<String> cache = new FileCache<>(file -> {
        read.add(file);
        return Files.readString(file);
    }, 10);

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void aFileIsReadOnceWhateverPathLeadsToIt() throws IOException {
        Path file = file("a", "12");
        Path deep = Files.createDirectories(folder.resolve("b/c"));
        Path link = Files.createSymbolicLink(deep.resolve("link"), file);
        for (Path path : List.of(file, deep.resolve("../../a"), folder.resolve("./a"), link)) {
            assertEquals("12", cache.get(path));
        }
        assertEquals(List.of(file), read);
    }

    @Test
    void whatWasUsedLastIsKeptWithinTheLimit() throws IOException {
        Path a = file("a", "1234");
        Path b = file("b", "12345");
        Path c = file("c", "1234");
        Path large = file("large", "12345678901234");
        cache.get(a);
        cache.get(b);
        cache.get(a);
        cache.get(c);
        cache.get(a);
        assertEquals(List.of(a, b, c), read);
        cache.get(b);
        assertEquals(List.of(a, b, c, b), read);
        // Alone it is kept although it is too large.
        cache.get(large);
        cache.get(large);
        assertEquals(List.of(a, b, c, b, large), read);
        cache.get(a);
        assertEquals(6, read.size());
    }

    @Test
    void aFileThatCannotBeReadIsTriedAgain() throws IOException {
        Path absent = folder.resolve("absent");
        assertThrows(IOException.class, () -> cache.get(absent));
        file("absent", "x");
        assertEquals("x", cache.get(absent));
    }
}
