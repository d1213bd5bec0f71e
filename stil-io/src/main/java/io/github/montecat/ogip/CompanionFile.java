package io.github.montecat.ogip;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds files that a PHA file names in BACKFILE, RESPFILE or ANCRFILE: as named, else in the PHA file's own folder by
 * the name without its folders, each also with {@code .gz} added. XSPEC looks in the same places.
 */
public final class CompanionFile {

    private CompanionFile() {
    }

    /**
     * @param name a name with or without folders, which need not be one of this machine
     * @return the name without its folders
     */
    public static String nameAlone(String name) {
        return name.trim().replaceFirst("(?s).*[/\\\\]", "");
    }

    /**
     * @param pha the file that names the other
     * @param name the other's name, with or without folders
     * @return the file, or empty if it is in none of the places
     */
    public static Optional<Path> find(Path pha, String name) {
        try {
            Path named = Path.of(name);
            if (name.isBlank() || named.getFileName() == null) {
                return Optional.empty();
            }
            Path beside = pha.toAbsolutePath();
            for (Path candidate : List.of(beside.resolveSibling(named), beside.resolveSibling(named.getFileName()))) {
                Path zipped = candidate.resolveSibling(candidate.getFileName() + ".gz");
                if (Files.isRegularFile(candidate)) {
                    return Optional.of(candidate);
                } else if (Files.isRegularFile(zipped)) {
                    return Optional.of(zipped);
                }
            }
            return Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
