package io.github.montecat.agent;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A folder for the user's eyes only that is gone, with all in it, when it is closed. Safe for use by several threads. */
public final class TemporaryFolder implements AutoCloseable {

    private final Path path;

    /**
     * @param prefix how its name begins
     * @throws IOException if it cannot be made
     */
    public TemporaryFolder(String prefix) throws IOException {
        path = Files.createTempDirectory(prefix);
    }

    /** @return the folder */
    public Path path() {
        return path;
    }

    /**
     * @param prefix how the name begins
     * @param suffix how it ends
     * @return a new, empty file in the folder
     * @throws IOException if it cannot be made
     */
    public Path newFile(String prefix, String suffix) throws IOException {
        return Files.createTempFile(path, prefix, suffix);
    }

    @Override
    public void close() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
