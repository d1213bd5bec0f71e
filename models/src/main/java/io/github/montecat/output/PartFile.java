package io.github.montecat.output;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file while it is written: it has a random name in the folder of the file that it becomes, and is deleted unless it
 * becomes that file, also when the program is stopped. Not the system's kind of temporary file, which others cannot
 * read. Not safe for use by several threads; several part files are.
 */
final class PartFile implements Closeable {

    private static final int ATTEMPTS = 5;
    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();

    static {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> IN_USE.forEach(PartFile::delete), "part files"));
        } catch (IllegalStateException e) {
            // The program is stopping already. Its orphans are removed by the next one.
            IN_USE.clear();
        }
    }

    private final Path path;
    private final Optional<Set<PosixFilePermission>> permissions;
    private final OutputStream out;

    private PartFile(Path path, Optional<Set<PosixFilePermission>> permissions, OutputStream out) {
        this.path = path;
        this.permissions = permissions;
        this.out = out;
    }

    /**
     * Makes an empty file, and removes files that programs which were killed have left in the folder.
     *
     * @param folder where to
     * @param permissions of the file; those of any new file if empty
     */
    static PartFile create(Path folder, Optional<Set<PosixFilePermission>> permissions) throws IOException {
        FileAttribute<?>[] attributes = permissions.map(PosixFilePermissions::asFileAttribute).stream()
                .toArray(FileAttribute<?>[]::new);
        for (int attempt = 1;; attempt++) {
            Path path = folder.resolve(PartName.of(UUID.randomUUID()));
            IN_USE.add(path);
            try {
                OutputStream out = Channels.newOutputStream(Files.newByteChannel(path, NEW, attributes));
                PartName.removeOrphans(folder, path);
                return new PartFile(path, permissions, out);
            } catch (FileAlreadyExistsException e) {
                IN_USE.remove(path);
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            } catch (IOException | RuntimeException e) {
                IN_USE.remove(path);
                throw e;
            }
        }
    }

    /** @return the stream into it, which its user closes */
    OutputStream out() {
        return out;
    }

    /** Puts it in the place of a file, in one step where the file system can. Its stream is closed. */
    void moveTo(Path file) throws IOException {
        if (permissions.isPresent()) {
            Files.setPosixFilePermissions(path, permissions.get());
        }
        try {
            Files.move(path, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(path, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Deletes it unless it was moved. */
    @Override
    public void close() throws IOException {
        try {
            // Before, since Windows deletes no open file.
            out.close();
        } finally {
            delete(path);
            IN_USE.remove(path);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // What fails is told already; the next program that writes here removes this one.
        }
    }
}
