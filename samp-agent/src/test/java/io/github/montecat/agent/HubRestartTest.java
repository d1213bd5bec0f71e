package io.github.montecat.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.SmallBundle;
import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.job.JobListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.astrogrid.samp.Message;
import org.astrogrid.samp.Response;
import org.astrogrid.samp.client.SampException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Results of jobs during which the hub goes. The property {@code montecat.test.hubRestarts} sets how often it goes; 100
 * times take a few minutes.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class HubRestartTest {

    private static final int RESTARTS = Integer.getInteger("montecat.test.hubRestarts", 3);
    private static final String SLOW = "slow-a";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration A_MOMENT = Duration.ofMillis(300);

    private static BundleLibrary library;

    @TempDir
    private Path folder;
    private PrivateHub hub;
    private SampAgent agent;

    @BeforeAll
    static void makeBundle(@TempDir Path bundles) throws Exception {
        library = BundleLibrary.of(List.of(BundleFile.read(SmallBundle.write(bundles, SLOW, 100))));
    }

    @BeforeEach
    void setUp() throws Exception {
        hub = new PrivateHub(folder);
        agent = SampAgent.start(new AgentSettings(hub.profile(), false, library,
                new FitSettings(500, 1, Optional.empty()), "1", 4, Duration.ofMillis(50), JobListener.NONE));
    }

    @AfterEach
    void tearDown() {
        agent.close();
        hub.close();
    }

    private TablePartner join(String name) throws Exception {
        return TablePartner.join(hub.profile(), name, true, 50);
    }

    private static String find(TablePartner partner) throws Exception {
        long end = System.nanoTime() + SOON.toNanos();
        while (true) {
            try {
                Optional<String> found = partner.find("Montecat");
                if (found.isPresent()) {
                    return found.get();
                }
            } catch (SampException e) {
                // The partner itself is not back yet.
            }
            assertTrue(System.nanoTime() < end, "the agent does not join the hub");
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static Response ask(TablePartner partner, int rows, String name) throws Exception {
        Response response = partner.sendTable(find(partner), SmallBundle.spectra(rows), name, name);
        assertTrue(response.isOK(), () -> String.valueOf(response.getErrInfo()));
        return response;
    }

    private void restart(boolean killed, long awayMillis) throws Exception {
        if (killed) {
            hub.kill();
        } else {
            hub.stop();
        }
        TimeUnit.MILLISECONDS.sleep(awayMillis);
        hub.start();
    }

    private void awaitEmptyFolder() throws Exception {
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

    @Test
    void everyResultReachesItsClientWheneverTheHubGoes() throws Exception {
        try (TablePartner bystander = join("bystander"); TablePartner asker = join("topcat")) {
            for (int i = 0; i < RESTARTS; i++) {
                String name = "run " + i;
                ask(asker, 8, name);
                // Somewhere in the middle of the job or of its delivery.
                TimeUnit.MILLISECONDS.sleep(i * 37 % 300);
                restart(i % 2 == 1, i * 53 % 200);
                ReceivedTable result = asker.await(SOON).orElseThrow(() -> new AssertionError("no result of " + name));
                assertEquals(name + ", " + SLOW, result.name());
                assertEquals(8, result.table().getRowCount());
                awaitEmptyFolder();
                assertEquals(Optional.empty(), asker.await(Duration.ZERO).map(ReceivedTable::name), "a second time");
            }
            assertEquals(Optional.empty(), bystander.await(Duration.ZERO).map(ReceivedTable::name));
        }
    }

    @Test
    void resultAndPosteriorOfASpectrumComeInOrderAfterTheRestart() throws Exception {
        try (TablePartner asker = join("topcat")) {
            Message fit = new Message("montecat.fit").addParam("counts", Collections.nCopies(
                    SmallBundle.CHANNELS, "3")).addParam("exposure", "10").addParam("samples", "20000");
            assertTrue(asker.call(find(asker), fit).isOK());
            hub.stop();
        }
        awaitFiles(2);
        hub.start();
        try (TablePartner again = join("topcat")) {
            assertEquals("spectrum, " + SLOW, again.await(SOON).orElseThrow().name());
            assertEquals("spectrum, posterior, " + SLOW, again.await(SOON).orElseThrow().name());
        }
        awaitEmptyFolder();
    }

    @Test
    void whereTwoHaveTheNameNeitherGetsTheResultUntilItAsks() throws Exception {
        String job;
        try (TablePartner asker = join("topcat"); TablePartner namesake = join("topcat")) {
            job = (String) ask(asker, 100, "mine").getResult().get("job-id");
            hub.stop();
        }
        awaitFiles(1);
        hub.start();
        try (TablePartner first = join("topcat")) {
            String id = find(first);
            assertEquals(Optional.empty(), first.await(A_MOMENT).map(ReceivedTable::name));
            assertTrue(first.call(id, new Message("montecat.job.result").addParam("job-id", job)).isOK());
            assertEquals("mine, " + SLOW, first.await(SOON).orElseThrow().name());
        }
    }

    @Test
    void foreignClientCannotTakeAwayWhatWaitsForItsOwner() throws Exception {
        String job;
        try (TablePartner asker = join("topcat")) {
            job = (String) ask(asker, 100, "mine").getResult().get("job-id");
            hub.stop();
        }
        awaitFiles(1);
        hub.start();
        try (TablePartner thief = join("thief")) {
            Message fetch = new Message("montecat.job.result").addParam("job-id", job);
            assertTrue(thief.call(find(thief), fetch).isOK());
            assertEquals("mine, " + SLOW, thief.await(SOON).orElseThrow().name());
            awaitFiles(1);
            try (TablePartner owner = join("topcat")) {
                assertEquals("mine, " + SLOW, owner.await(SOON).orElseThrow().name());
                awaitEmptyFolder();
                assertFalse(owner.call(find(owner), fetch).isOK());
            }
        }
    }

    @Test
    void whoTakesNoTablesHasThemSentToThoseThatComeLater() throws Exception {
        try (TablePartner stilts = TablePartner.join(hub.profile(), "stilts", false)) {
            ask(stilts, 2, "pushed");
            awaitFiles(1);
            try (TablePartner topcat = join("topcat")) {
                assertEquals("pushed, " + SLOW, topcat.await(SOON).orElseThrow().name());
            }
        }
    }

    /** Waits until the results are written and nobody has them. */
    private void awaitFiles(int number) throws Exception {
        long end = System.nanoTime() + SOON.toNanos();
        while (true) {
            try (var files = Files.list(agent.temporaryFolder())) {
                if (files.filter(f -> !f.endsWith(TemporaryFolder.LOCK)).count() == number) {
                    return;
                }
            }
            assertTrue(System.nanoTime() < end, "the job does not end");
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
