package io.github.montecat.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * Where an output goes. Immutable.
 *
 * @param named the file as named
 * @param file the file at the end of all symbolic links, absolute
 * @param exists whether it was there
 * @param stream whether it is a device, a pipe or an open file of this process, which is written to and not replaced
 */
record OutputTarget(Path named, Path file, boolean exists, boolean stream) {

    private static final int MOST_LINKS = 40;
    private static final Path PROC = Path.of("/proc");
    private static final Path OWN_FILES = PROC.resolve("self/fd");

    /**
     * Follows links.
     *
     * @throws OutputException if the name is that of a folder, leads in a circle or may not be followed
     */
    static OutputTarget of(Path named) throws OutputException {
        try {
            Path file = named.toAbsolutePath();
            // Asked of the system and under the name as given: it does not let one follow everybody's links.
            Optional<BasicFileAttributes> found = attributes(file);
            if (found.isPresent() && found.get().isDirectory()) {
                throw new OutputException(named, "it is a folder; name a file");
            }
            for (int links = 0; Files.isSymbolicLink(file); links++) {
                if (isOpenFile(file)) {
                    return new OutputTarget(named, file, true, true);
                } else if (links == MOST_LINKS) {
                    throw new OutputException(named, "its symbolic links do not end");
                }
                file = file.resolveSibling(Files.readSymbolicLink(file));
            }
            return new OutputTarget(named, file, found.isPresent(), found.isPresent() && found.get().isOther());
        } catch (OutputException e) {
            throw e;
        } catch (IOException e) {
            throw new OutputException(named, e);
        }
    }

    private static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Links in /proc stand for files that are open already, at a place that the link does not tell. */
    private static boolean isOpenFile(Path link) throws IOException {
        Path folder = link.getParent().toRealPath();
        return folder.startsWith(PROC) && folder.endsWith("fd");
    }

    /**
     * Refuses what cannot be written, as far as that can be told without writing.
     *
     * @throws OutputException with the reason
     */
    void requirePermission() throws OutputException {
        if (exists && standard().isEmpty() && !Files.isWritable(named)) {
            throw new OutputException(named, "there is no permission to change it");
        }
        if (stream) {
            return;
        }
        Path folder = folder();
        if (!Files.exists(folder)) {
            throw new OutputException(named, "there is no folder " + folder + "; make it first");
        } else if (!Files.isDirectory(folder)) {
            throw new OutputException(named, folder + " is not a folder");
        }
    }

    /** @return whether the other leads to the same file */
    boolean isSame(OutputTarget other) throws IOException {
        return place().equals(other.place());
    }

    private Path place() throws IOException {
        return folder().toRealPath().resolve(file.getFileName());
    }

    /** @return the folder of the file */
    Path folder() {
        return file.getParent();
    }

    /** @return permissions of a file that is replaced, which its successor gets; empty if there are none to know */
    Optional<Set<PosixFilePermission>> permissions() throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return exists && view != null ? Optional.of(view.readAttributes().permissions()) : Optional.empty();
    }

    /** @return a stream into what is not replaced */
    OutputStream open() throws IOException {
        Optional<FileDescriptor> standard = standard();
        if (standard.isPresent()) {
            return new StaysOpen(new FileOutputStream(standard.get()));
        }
        return Files.newOutputStream(file, StandardOpenOption.WRITE);
    }

    /** Standard output and error: opened anew, they would begin at the start of the file that the shell has opened. */
    private Optional<FileDescriptor> standard() {
        if (!stream || !Files.exists(OWN_FILES)) {
            return Optional.empty();
        }
        try {
            if (!file.getParent().toRealPath().equals(OWN_FILES.toRealPath())) {
                return Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return switch (file.getFileName().toString()) {
            case "1" -> Optional.of(FileDescriptor.out);
            case "2" -> Optional.of(FileDescriptor.err);
            default -> Optional.empty();
        };
    }

    /** What the process goes on using. */
    private static final class StaysOpen extends FilterOutputStream {

        StaysOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
