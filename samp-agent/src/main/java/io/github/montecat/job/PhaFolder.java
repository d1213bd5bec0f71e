package io.github.montecat.job;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.event.RegionSpectra;
import io.github.montecat.output.OutputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A folder for the spectra of regions. Either it replaces files of the same name, as a command of the user does, or
 * only those that it wrote itself for the same event list; then another stem is used where other files have the names.
 * Safe for use by several threads.
 */
public final class PhaFolder {

    private final Path folder;
    private final boolean replacing;
    private final Map<Path, Written> written;

    /** A file as it was after it was written. */
    private record Written(String events, FileTime time, long size) {
    }

    private PhaFolder(Path folder, boolean replacing, Map<Path, Written> written) {
        this.folder = folder;
        this.replacing = replacing;
        this.written = written;
    }

    /**
     * @param folder a folder, made when needed
     * @return a folder where files of the same name are replaced
     */
    public static PhaFolder replacing(Path folder) {
        return new PhaFolder(folder, true, new HashMap<>());
    }

    /**
     * @param folder a folder, made when needed
     * @return a folder where no file is replaced that this object has not written
     */
    public static PhaFolder keeping(Path folder) {
        return new PhaFolder(folder, false, new HashMap<>());
    }

    /**
     * @param name a name without separators
     * @return a folder in this one
     * @throws IllegalArgumentException if the name is a path, or begins with a point
     */
    public PhaFolder in(String name) {
        if (!name.matches("\\w[\\w.-]*")) {
            throw new RefusedValueException("'" + name
                    + "' is no plain name of a folder (letters, digits, - and _)");
        }
        return new PhaFolder(folder.resolve(name), replacing, written);
    }

    /**
     * Writes the spectra of regions.
     *
     * @param spectra the spectra, whose table then names the files
     * @param stem how the files' names begin, if these are free
     * @param events the event list that they come from
     * @throws IOException if they cannot be written
     */
    public void write(RegionSpectra spectra, String stem, String events) throws IOException {
        OutputFile.requireFolder(folder);
        if (replacing) {
            spectra.writePhaFiles(folder, stem);
            return;
        }
        synchronized (written) {
            String free = stem;
            for (int i = 2; !isFree(spectra.phaFileNames(free), events); i++) {
                free = stem + "." + i;
            }
            spectra.writePhaFiles(folder, free);
            for (String name : spectra.phaFileNames(free)) {
                Path file = file(name);
                written.put(file, state(file, events));
            }
        }
    }

    private Path file(String name) {
        return folder.resolve(name).toAbsolutePath().normalize();
    }

    private boolean isFree(List<String> names, String events) throws IOException {
        for (String name : names) {
            Path file = file(name);
            try {
                if (!state(file, events).equals(written.get(file))) {
                    return false;
                }
            } catch (NoSuchFileException e) {
                written.remove(file);
            }
        }
        return true;
    }

    private static Written state(Path file, String events) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new Written(events, now.lastModifiedTime(), now.size());
    }
}
