package io.github.montecat.agent;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {

    @TempDir
    private Path parent;

    private Path folder(String name, Duration age) throws Exception {
        Path folder = Files.createDirectory(parent.resolve(name));
        Files.writeString(folder.resolve("sent.fits"), "content");
        Path lock = Files.createFile(folder.resolve(TemporaryFolder.LOCK));
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(age)));
        return folder;
    }

    @Test
    void whatKilledProgramsHaveLeftIsRemovedAndNothingElse() throws Exception {
        Path orphan = folder("agent-1", Duration.ofDays(1));
        Path young = folder("agent-2", Duration.ZERO);
        Path other = folder("another-1", Duration.ofDays(1));
        Path withoutLock = Files.createDirectory(parent.resolve("agent-3"));
        Path link = Files.createSymbolicLink(parent.resolve("agent-4"), other);
        TemporaryFolder.removeOrphans(parent, "agent-");
        assertFalse(Files.exists(orphan));
        assertTrue(Files.exists(young) && Files.exists(other.resolve("sent.fits")) && Files.exists(withoutLock)
                && Files.exists(link));
    }

    @Test
    void oneInUseStays() throws Exception {
        Path path;
        try (TemporaryFolder folder = new TemporaryFolder("montecat-test-in-use-")) {
            path = folder.path();
            Files.setLastModifiedTime(path.resolve(TemporaryFolder.LOCK), FileTime.from(Instant.EPOCH));
            TemporaryFolder.removeOrphans("montecat-test-in-use-");
            assertTrue(Files.exists(path.resolve(TemporaryFolder.LOCK)));
        }
        assertFalse(Files.exists(path));
    }
}
