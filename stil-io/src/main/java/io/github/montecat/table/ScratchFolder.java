package io.github.montecat.table;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import uk.ac.starlink.table.ByteStore;
import uk.ac.starlink.table.storage.ByteStoreStoragePolicy;
import uk.ac.starlink.table.storage.FileByteStore;

/**
 * A temporary folder in which STIL keeps cells on disk; closing deletes it with all that is in it, and so does the
 * end of the program.
 */
final class ScratchFolder extends ByteStoreStoragePolicy implements Closeable {

    private Path folder;
    private int fileCount;

    ScratchFolder() {
    }

    @Override
    protected ByteStore attemptMakeByteStore() throws IOException {
        return new FileByteStore(newFile("cells").toFile());
    }

    /**
     * Copies a stream into a file of the folder.
     *
     * @param in read to its end, not closed
     * @param name what it is, part of the file's name
     * @return the file
     */
    Path keep(InputStream in, String name) throws IOException {
        Path file = newFile(name);
        Files.copy(in, file);
        return file;
    }

    /** @return the folder, if it has been needed */
    synchronized Optional<Path> folder() {
        return Optional.ofNullable(folder);
    }

    /**
     * @param name what it is, part of the file's name
     * @return a file that is not there yet
     * @throws IOException if the folder cannot be made
     */
    synchronized Path newFile(String name) throws IOException {
        if (folder == null) {
            folder = Files.createTempDirectory("montecat-table-");
            folder.toFile().deleteOnExit();
        }
        Path file = folder.resolve(name + "-" + fileCount++);
        file.toFile().deleteOnExit();
        return file;
    }

    @Override
    public synchronized void close() throws IOException {
        if (folder == null) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
        folder = null;
    }
}
