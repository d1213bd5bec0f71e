package io.github.montecat.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.SmallBundle;
import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.job.JobListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.astrogrid.samp.hub.Hub;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AgentShutdownTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private Path lockFile;
    private StandardProfile profile;

    @BeforeEach
    void setUp() {
        lockFile = folder.resolve("samp.lock");
        profile = StandardProfile.at(lockFile);
    }

    private SampAgent start(boolean startHub) throws Exception {
        return SampAgent.start(new AgentSettings(profile, startHub,
                BundleLibrary.of(List.of(SmallBundle.make(folder))), new FitSettings(10, 0, Optional.empty()), "1", 4,
                Duration.ofMillis(50), JobListener.NONE));
    }

    /**
     * Threads that JSAMP or the agent start, but for a daemon timer of JSAMP's list of clients, which ends when that list
     * is collected as garbage.
     */
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().matches("Montecat.*|HTTP.*|ResultHandler.*|Notify.*|Call.*|Reply.*|SAMP.*"))
                .collect(Collectors.toSet());
    }

    private static void exchange(StandardProfile profile) throws Exception {
        try (TablePartner partner = TablePartner.join(profile, "partner", true)) {
            exchange(partner);
        }
    }

    private static void exchange(TablePartner partner) throws Exception {
        String client = partner.find("Montecat").orElseThrow();
        assertTrue(partner.sendTable(client, SmallBundle.spectra(3), "t", "t1").isOK());
        assertTrue(partner.await(SOON).isPresent());
        assertTrue(partner.highlight(client, "t1", 0).isOK());
        assertTrue(partner.await(SOON).isPresent());
    }

    @Test
    void ownHubServesAndNothingIsLeftAfterwards() throws Exception {
        Set<Thread> before = threads();
        Path temporary;
        try (SampAgent agent = start(true)) {
            assertTrue(agent.hasOwnHub());
            assertTrue(Files.exists(lockFile));
            temporary = agent.temporaryFolder();
            exchange(profile);
            assertTrue(Files.exists(temporary));
        }
        assertFalse(Files.exists(lockFile), "lock file is left");
        assertFalse(Files.exists(temporary), "temporary folder is left");
        long end = System.nanoTime() + SOON.toNanos();
        Set<Thread> left = threads();
        left.removeAll(before);
        while (left.stream().anyMatch(Thread::isAlive)) {
            assertTrue(System.nanoTime() < end, () -> "threads are left: " + left);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Test
    void sentFilesAreDeletedWhenTheReceiverHasThem() throws Exception {
        try (SampAgent agent = start(true); TablePartner partner = TablePartner.join(profile, "partner", true)) {
            exchange(partner);
            long end = System.nanoTime() + SOON.toNanos();
            while (true) {
                try (var files = Files.list(agent.temporaryFolder())) {
                    if (files.allMatch(f -> f.endsWith(TemporaryFolder.LOCK))) {
                        return;
                    }
                }
                assertTrue(System.nanoTime() < end, "files are left");
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    @Test
    void leavesAForeignHubRunning() throws Exception {
        try (LoopbackServer server = new LoopbackServer()) {
            Hub hub = profile.startHub(server).orElseThrow();
            SampAgent agent = start(true);
            assertFalse(agent.hasOwnHub());
            try (TablePartner partner = TablePartner.join(profile, "partner", true)) {
                assertTrue(partner.find("Montecat").isPresent());
                agent.close();
                assertEquals(Optional.empty(), partner.find("Montecat"));
            }
            agent.close();
            assertTrue(Files.exists(lockFile));
            hub.shutdown();
        }
    }

    @Test
    void withoutLeaveToStartAHubItWaitsForOne() throws Exception {
        try (SampAgent agent = start(false); LoopbackServer server = new LoopbackServer()) {
            assertEquals(Optional.empty(), agent.clientId());
            Hub hub = profile.startHub(server).orElseThrow();
            long end = System.nanoTime() + SOON.toNanos();
            while (agent.clientId().isEmpty()) {
                assertTrue(System.nanoTime() < end, "the agent does not join");
                TimeUnit.MILLISECONDS.sleep(20);
            }
            exchange(profile);
            hub.shutdown();
        }
    }
}
