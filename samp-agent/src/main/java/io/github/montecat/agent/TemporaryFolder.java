package io.github.montecat.agent;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A folder for the user's eyes only that is gone, with all in it, when it is closed. What a killed program has left can
 * be told by the lock on a file beside the others, which ends with the program. Safe for use by several threads.
 */
public final class TemporaryFolder implements AutoCloseable {

    /** Name of the file that is locked as long as the folder is in use. */
    static final String LOCK = ".in-use";

    private static final Logger LOG = Logger.getLogger(TemporaryFolder.class.getName());

    /** Those of this program. To open and close their lock files would end the locks. */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();
    /** A folder that is just being made has no lock yet. */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private final Path path;
    private final FileChannel lock;

    /**
     * @param prefix how its name begins
     * @throws IOException if it cannot be made
     */
    public TemporaryFolder(String prefix) throws IOException {
        path = Files.createTempDirectory(prefix);
        lock = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.tryLock();
        OPEN.add(path);
    }

    /**
     * Deletes the folders that killed programs have left.
     *
     * @param prefix how their names begin
     */
    public static void removeOrphans(String prefix) {
        removeOrphans(Path.of(System.getProperty("java.io.tmpdir")), prefix);
    }

    static void removeOrphans(Path parent, String prefix) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, prefix + "*")) {
            for (Path folder : folders) {
                if (isOrphan(folder)) {
                    LOG.info("deleting " + folder + ", left by an agent that did not end well");
                    delete(folder);
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "cannot delete what earlier agents have left in " + parent + ": " + e.getMessage());
        }
    }

    private static boolean isOrphan(Path folder) throws IOException {
        Path file = folder.resolve(LOCK);
        if (OPEN.contains(folder) || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !Files.isWritable(file)
                || Files.getLastModifiedTime(file).toInstant().isAfter(Instant.now().minus(YOUNG))) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock held = channel.tryLock()) {
            return held != null;
        }
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
        lock.close();
        OPEN.remove(path);
        delete(path);
    }

    private static void delete(Path path) throws IOException {
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
