package io.github.montecat.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The agent that the plugin starts by itself: its start, its end with TOPCAT, its death in the middle of a fit. */
@Tag("desktop")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class AgentLifeDesktopTest {

    private static final int ROWS = 12;
    /** Takes minutes, so that there is time to cancel or to kill. */
    private static final int MANY_SAMPLES = 100_000;

    @TempDir
    private Path dir;
    private Path file;

    @BeforeEach
    void programsAreThere() throws IOException {
        DesktopPrograms.assume("topcat", "Xvfb", "openbox", "import");
        file = dir.resolve("sources.fits");
        new CatalogueOfSpectra(ROWS).write(file);
    }

    private DesktopSession session() throws IOException {
        return new DesktopSession(dir, "-Dmontecat.classpath=" + System.getProperty("java.class.path"), "-f", "fits",
                file.toString());
    }

    @Test
    void agentStartsWhenNeededAndEndsWithTopcat() throws Exception {
        try (DesktopSession session = session()) {
            Topcat.Table table = session.topcat.awaitTable("sources", t -> t.rows() == ROWS);
            assertFalse(session.hasClient("Montecat", "montecat.fit"));
            session.topcat.open(table, "X-ray spectral fit");
            session.awaitStatus("Ready");
            List<ProcessHandle> agents = session.topcat.agents();
            assertFalse(agents.isEmpty());
            session.topcat.ask("exit");
            assertTrue(session.topcat.awaitEnd(30), "TOPCAT goes on");
            for (ProcessHandle agent : agents) {
                agent.onExit().get(30, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void cancelledOrKilledFitLeavesTheTableAsItWas() throws Exception {
        try (DesktopSession session = session()) {
            Topcat.Table table = session.topcat.awaitTable("sources", t -> t.rows() == ROWS);
            session.topcat.open(table, "X-ray spectral fit");
            session.awaitStatus("Ready");
            session.topcat.ask("choose montecat.samples " + MANY_SAMPLES);
            session.topcat.ask("press montecat.fit");
            session.client("Montecat", "montecat.fit");
            Thread.sleep(3000);
            session.picture("fit-running.png");
            session.topcat.ask("stall");
            session.topcat.ask("press montecat.cancel");
            session.awaitStatus("Cancelled. The table is as it was");
            assertEquals(table.columns(), session.topcat.tables().get(0).columns());

            session.topcat.ask("press montecat.fit");
            Thread.sleep(3000);
            session.topcat.agents().forEach(ProcessHandle::destroyForcibly);
            String said = session.awaitStatus("The Montecat agent has gone while it was fitting");
            assertTrue(said.contains("The table is as it was"), said);
            session.picture("agent-killed.png");
            assertEquals(table.columns(), session.topcat.tables().get(0).columns());
            assertTrue(Long.parseLong(session.topcat.ask("stall")) < 200, "event thread");

            session.topcat.ask("choose montecat.samples 20");
            session.topcat.ask("press montecat.fit");
            session.awaitStatus(ROWS + " fitted. Added");
        }
    }

    @Test
    void withoutAgentTheWindowSaysWhatToDo() throws Exception {
        try (DesktopSession session = new DesktopSession(dir, "-f", "fits", file.toString())) {
            Topcat.Table table = session.topcat.awaitTable("sources", t -> t.rows() == ROWS);
            session.topcat.open(table, "X-ray spectral fit");
            String said = session.awaitStatus("There is no Montecat agent on the SAMP hub");
            assertTrue(said.contains("./montecat agent"), said);
        }
    }
}
