package io.github.montecat.output;

import io.github.montecat.error.ErrorSentence;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * Writes output files. A file appears whole or not at all: it is written under a random name in the same folder, made
 * exclusively, and then takes the place of the old one in one step. Of several that write one file at the same time,
 * the last complete one wins. A symbolic link stays, and the file that it leads to is written. A device, a pipe or
 * standard output ({@code /dev/stdout}) is written to as it is.
 *
 * <p>A new file has the permissions of any new file, one that replaces another has those of the old one. What a
 * killed program has left is removed by the next one that writes into the folder. Files are not protected against a
 * loss of power: that takes milliseconds per file, and there may be thousands. Stateless; safe for use by several
 * threads.
 *
 * <pre>{@code
 * OutputFile.requireWritable(file);    // before the work
 * OutputFile.write(file, out -> out.write(bytes));
 * }</pre>
 */
public final class OutputFile {

    private static final int BUFFER = 1 << 16;

    /** What writes the content. */
    @FunctionalInterface
    public interface Content {

        /**
         * @param out buffered; may be closed or not
         * @throws IOException if there is no content to write; errors of {@code out} may be thrown or swallowed
         */
        void writeTo(OutputStream out) throws IOException;
    }

    private OutputFile() {
    }

    /**
     * Refuses a file that cannot be written, before the work that it is for. Tries it where that leaves nothing behind.
     *
     * @param file the file
     * @throws OutputException if its folder is missing, it is a folder itself, or there is no permission
     */
    public static void requireWritable(Path file) throws OutputException {
        OutputTarget target = OutputTarget.of(file);
        target.requirePermission();
        if (!target.stream()) {
            tryFolder(target.folder(), file);
        }
    }

    /**
     * Refuses a file as {@link #requireWritable} does, and also what is no file: for files that are read again.
     *
     * @param file the file
     * @throws OutputException if it cannot be written or is a device or a pipe
     */
    public static void requireRegular(Path file) throws OutputException {
        if (isStream(file)) {
            throw new OutputException(file, "it is a device or a pipe, and is read again; name a file");
        }
        requireWritable(file);
    }

    /**
     * Tells whether two names lead to one file, links followed; neither needs to be there.
     *
     * @param one a file in a folder that is there
     * @param other another
     * @return whether writing the one replaces the other
     * @throws IOException if that cannot be told
     */
    public static boolean isSame(Path one, Path other) throws IOException {
        return OutputTarget.of(one).isSame(OutputTarget.of(other));
    }

    /**
     * Makes a folder for output if it is not there, and refuses one that cannot be written into.
     *
     * @param folder the folder
     * @throws OutputException if it cannot be made or written into
     */
    public static void requireFolder(Path folder) throws OutputException {
        try {
            // Not left to createDirectories, which refuses symbolic links to folders.
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new OutputException("into the folder " + folder, e instanceof FileAlreadyExistsException
                    ? "it is not a folder" : ErrorSentence.reason(e), e);
        }
        tryFolder(folder.toAbsolutePath(), "into the folder " + folder);
    }

    private static void tryFolder(Path folder, Object target) throws OutputException {
        try (PartFile part = create(folder, Optional.empty(), target)) {
            part.out().flush();
        } catch (OutputException e) {
            throw e;
        } catch (IOException e) {
            throw new OutputException(target, e);
        }
    }

    /**
     * @param file a file name
     * @return whether it is a device, a pipe or standard output
     * @throws OutputException if it is a folder or its symbolic links lead nowhere
     */
    public static boolean isStream(Path file) throws OutputException {
        return OutputTarget.of(file).stream();
    }

    /**
     * Writes a file; if that fails, the old one stays as it is.
     *
     * @param file the file; its folder must exist
     * @param content what to write
     * @throws OutputException if it cannot be written
     * @throws IOException what {@code content} throws
     */
    public static void write(Path file, Content content) throws IOException {
        OutputTarget target = OutputTarget.of(file);
        target.requirePermission();
        if (target.stream()) {
            fill(open(target), content);
            return;
        }
        try (PartFile part = create(target.folder(), target.permissions(), file)) {
            fill(new TargetStream(part.out(), file), content);
            try {
                part.moveTo(target.file());
            } catch (IOException e) {
                throw new OutputException(file, e);
            }
        }
    }

    /**
     * Writes a file; if that fails, the old one stays as it is.
     *
     * @param file the file; its folder must exist
     * @param content what to write
     * @throws OutputException if it cannot be written
     */
    public static void write(Path file, byte[] content) throws IOException {
        write(file, out -> out.write(content));
    }

    private static TargetStream open(OutputTarget target) throws OutputException {
        try {
            return new TargetStream(target.open(), target.named());
        } catch (IOException e) {
            throw new OutputException(target.named(), e);
        }
    }

    private static PartFile create(Path folder, Optional<Set<PosixFilePermission>> permissions, Object target)
            throws OutputException {
        try {
            return PartFile.create(folder, permissions);
        } catch (IOException e) {
            throw new OutputException(target, "no file can be made in " + folder + ": " + ErrorSentence.reason(e), e);
        }
    }

    /** Writes all and closes. What the stream says comes first, since content is written by libraries that wrap it. */
    private static void fill(TargetStream stream, Content content) throws IOException {
        try (stream) {
            OutputStream buffered = new BufferedOutputStream(stream, BUFFER);
            content.writeTo(buffered);
            buffered.flush();
        } catch (IOException | RuntimeException e) {
            stream.requireWritten();
            throw e;
        }
    }
}
