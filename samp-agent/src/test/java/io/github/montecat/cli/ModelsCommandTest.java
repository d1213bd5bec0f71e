package io.github.montecat.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsCommandTest {

    @TempDir
    private Path folder;

    private final CommandLineSession session = new CommandLineSession(new ModelsCommand());
    private String home;

    @BeforeEach
    void setUp() throws IOException {
        home = System.setProperty("user.home", folder.toString());
        Path own = Files.createDirectories(folder.resolve(".montecat/models"));
        Files.writeString(own.resolve("soft.model"), "description = soft excess\nmodel = bbodyrad\nprior.kT = uniform:0.1,0.3\n");
    }

    @AfterEach
    void restoreHome() {
        System.setProperty("user.home", home);
    }

    @Test
    void listsShippedModelsAndTheUsersOwn() {
        assertEquals(ExitCode.OK, session.run("models"), session.err());
        assertTrue(session.out().contains("tbabs*powerlaw") && session.out().contains("soft excess"), session.out());
    }

    @Test
    void showsPriorsFixedAndTiedParameters() {
        assertEquals(ExitCode.OK, session.run("models", "show", "agn"), session.err());
        String out = session.out();
        assertTrue(out.contains("= ztbabs_Redshift") && out.contains("loguniform:0.01,100.0")
                && out.contains("abundances wilm, cross sections vern"), out);
    }

    @Test
    void checkNamesTheBadOneAndItsReason() throws IOException {
        assertEquals(ExitCode.OK, session.run("models", "check"), session.err());
        Files.writeString(folder.resolve(".montecat/models/bad.model"), "model = blackhole\n");
        assertEquals(ExitCode.BAD_INPUT, session.run("models", "check"), session.err());
        assertTrue(session.out().contains("bad:") && session.out().contains("blackhole"), session.out());
    }
}
