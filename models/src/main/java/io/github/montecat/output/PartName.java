package io.github.montecat.output;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of part files, {@code .montecat-MACHINE-PROCESS-RANDOM.part}, from which it can be told whether their writer
 * is still there.
 *
 * <p>A part file is an orphan if its writer was a process of this machine since its start, outside other containers,
 * and there is no such process; process numbers of other machines, which may share the folder, say nothing here. Any
 * other part file is an orphan a day after its last change, much longer than a writer pauses. Only those of the same
 * user are removed, since a system may hide the processes of others.
 */
final class PartName {

    private static final Pattern NAME = Pattern.compile(
            "\\.montecat-([0-9a-f]{8}|other)-([0-9]{1,18})-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.part");
    private static final String UNKNOWN_MACHINE = "other";
    private static final String MACHINE = machine();
    private static final Duration SAFE_AGE = Duration.ofDays(1);
    /** Folders that this process has tidied; once is enough, and a folder may have many files. */
    private static final Set<Path> TIDIED = ConcurrentHashMap.newKeySet();
    private static final int MOST_TIDIED = 1000;

    private PartName() {
    }

    static String of(UUID random) {
        return ".montecat-" + MACHINE + "-" + ProcessHandle.current().pid() + "-" + random + ".part";
    }

    /** This start of this machine and, in a container, the container; known on Linux alone. */
    private static String machine() {
        try {
            String start = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"));
            String processes = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            return String.format("%08x", (start + processes).hashCode());
        } catch (IOException | RuntimeException e) {
            return UNKNOWN_MACHINE;
        }
    }

    /**
     * Removes orphans, when a folder is first written to. What cannot be removed is left.
     *
     * @param folder where to look
     * @param own a part file of this process in it
     */
    static void removeOrphans(Path folder, Path own) {
        if (TIDIED.size() == MOST_TIDIED || !TIDIED.add(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".montecat-*.part")) {
            for (Path file : files) {
                if (isOrphan(file, own)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException | UnsupportedOperationException e) {
            // The folder may be writable but not readable. That is no reason not to write.
        }
    }

    private static boolean isOrphan(Path file, Path own) throws IOException {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            return false;
        }
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class,
                LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile() || !Files.getOwner(file, LinkOption.NOFOLLOW_LINKS)
                .equals(Files.getOwner(own, LinkOption.NOFOLLOW_LINKS))) {
            return false;
        }
        boolean here = name.group(1).equals(MACHINE) && !MACHINE.equals(UNKNOWN_MACHINE);
        return here && ProcessHandle.of(Long.parseLong(name.group(2))).isEmpty()
                || attributes.lastModifiedTime().toInstant().isBefore(Instant.now().minus(SAFE_AGE));
    }
}
