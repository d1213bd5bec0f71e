package io.github.montecat.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.SmallBundle;
import io.github.montecat.archive.Archive;
import io.github.montecat.bundle.BundleFile;
import io.github.montecat.ogip.ResponseReader;
import io.github.montecat.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BundlesCommandTest {

    @TempDir
    Path folder;

    private final CommandLineSession session = new CommandLineSession(new BundlesCommand());
    private String home;
    private Path file;

    @BeforeEach
    void setUp() throws IOException {
        home = System.setProperty("user.home", folder.toString());
        Path bundles = Files.createDirectories(folder.resolve(".montecat/bundles"));
        file = SmallBundle.write(bundles, SmallBundle.NAME, 4);
    }

    @AfterEach
    void restoreHome() {
        System.setProperty("user.home", home);
    }

    private Path damagedCopy() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        // In the middle of the largest member, the network.
        bytes[bytes.length / 2] ^= 1;
        return Files.write(file.resolveSibling("damaged" + BundleFile.SUFFIX), bytes);
    }

    @Test
    void listsTheUsersOwn() {
        assertEquals(ExitCode.OK, session.run("bundles", "list"), session.err());
        String line = session.out().lines().filter(l -> l.startsWith(SmallBundle.NAME)).findFirst().orElseThrow();
        assertTrue(line.contains("0.9") && line.contains("PhoIndex norm") && line.contains("24")
                && line.contains("0.5-20 s"), line);
    }

    @Test
    void showsByNameAndByFileAlike() {
        assertEquals(ExitCode.OK, session.run("bundles", "show", SmallBundle.NAME), session.err());
        String byName = session.out();
        assertTrue(byName.contains("tbabs*powerlaw") && byName.contains("nH = 0.2") && byName.contains("0.125"), byName);
        session.run("bundles", "show", file.toString());
        assertEquals(byName, session.out());
    }

    @Test
    void checkFindsTheBadOneAndStillNamesTheGood() throws Exception {
        assertEquals(ExitCode.OK, session.run("bundles", "check"), session.err());
        Path damaged = damagedCopy();
        assertEquals(ExitCode.BAD_INPUT, session.run("bundles", "check"));
        assertTrue(session.out().contains("good: " + SmallBundle.NAME), session.out());
        assertTrue(session.err().contains(damaged.toString()), session.err());
        assertEquals(ExitCode.OK, session.run("bundles", "check", file.toString()), session.err());
    }

    @Test
    void importCopiesWhatIsSoundAndExportWritesAResponse() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Path other = SmallBundle.write(elsewhere, "other-a", 4);
        Path damaged = damagedCopy();
        assertEquals(ExitCode.BAD_INPUT, session.run("bundles", "import", damaged.toString(), other.toString()));
        assertTrue(session.err().contains("damaged"), session.err());
        assertTrue(session.out().contains("imported: other-a"), session.out());
        assertEquals(-1, Files.mismatch(other, file.resolveSibling("other-a" + BundleFile.SUFFIX)));
        Path rsp = folder.resolve("o.rsp");
        assertEquals(ExitCode.OK, session.run("bundles", "export", "other-a", "--rsp", rsp.toString()), session.err());
        assertArrayEquals(BundleFile.read(other).response().toDense(),
                Response.of(ResponseReader.readRmf(rsp), Optional.empty()).toDense());
        assertEquals(ExitCode.BAD_USAGE, session.run("bundles", "export", "other-a"));
        assertEquals(ExitCode.BAD_USAGE, session.run("bundles", "list", "--rsp", rsp.toString()));
        assertEquals(ExitCode.BAD_USAGE, session.run("bundles", "import"));
    }

    @Test
    void aNameThatLeadsElsewhereIsRefused() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/sub"));
        Path odd = SmallBundle.write(elsewhere, "plain", 4);
        Path evil = elsewhere.resolve("evil" + BundleFile.SUFFIX);
        Map<String, byte[]> members = new TreeMap<>(Archive.unzip(Files.readAllBytes(odd)));
        String json = new String(members.get("bundle.json"), StandardCharsets.UTF_8);
        members.put("bundle.json", json.replace("\"plain\"", "\"../plain\"").getBytes(StandardCharsets.UTF_8));
        Archive.write(evil, members);
        assertEquals(ExitCode.BAD_INPUT, session.run("bundles", "import", evil.toString()));
        assertTrue(session.err().contains("at '/name', found \"../plain\""), session.err());
    }

    @Test
    void wrongWordsAndUnknownNames() {
        assertEquals(ExitCode.BAD_USAGE, session.run("bundles", "shew"));
        assertTrue(session.err().contains("list, show, check, import, export"), session.err());
        assertEquals(ExitCode.BAD_USAGE, session.run("bundles", "show"));
        assertEquals(ExitCode.BAD_USAGE, session.run("bundles", "list", "all"));
        assertEquals(ExitCode.BAD_INPUT, session.run("bundles", "show", "large-b"));
        assertTrue(session.err().contains("large-b") && session.err().contains(SmallBundle.NAME), session.err());
    }
}
