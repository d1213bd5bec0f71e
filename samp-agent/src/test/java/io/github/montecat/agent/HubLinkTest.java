package io.github.montecat.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.astrogrid.samp.Metadata;
import org.astrogrid.samp.hub.Hub;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HubLinkTest {

    private static final long WATCH_MILLIS = 50;

    @TempDir
    Path folder;

    private StandardProfile profile;
    private final BlockingQueue<Boolean> changes = new LinkedBlockingQueue<>();

    @BeforeEach
    void setUp() {
        profile = StandardProfile.at(folder.resolve("samp.lock"));
    }

    private HubLink open(LoopbackServer server) {
        return open(server, WATCH_MILLIS);
    }

    private HubLink open(LoopbackServer server, long watchMillis) {
        HubLink link = new HubLink(profile.clientProfile(server), changes::add);
        Metadata metadata = new Metadata();
        metadata.setName("link");
        link.declareMetadata(metadata);
        link.open(watchMillis);
        return link;
    }

    private void assertNextChange(boolean connected) throws InterruptedException {
        assertEquals(connected, changes.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void hubLeavesNoLockFile() throws Exception {
        try (LoopbackServer server = new LoopbackServer()) {
            Hub hub = profile.startHub(server).orElseThrow();
            assertTrue(Files.exists(folder.resolve("samp.lock")));
            assertTrue(profile.startHub(server).isEmpty(), "a second hub was started beside the first");
            hub.shutdown();
            assertFalse(Files.exists(folder.resolve("samp.lock")));
        }
    }

    @Test
    void staleLockFileOfADeadHubDoesNotHinder() throws Exception {
        Files.writeString(folder.resolve("samp.lock"),
                "samp.secret=dead\nsamp.hub.xmlrpc.url=http://127.0.0.1:9/xmlrpc\nsamp.profile.version=1.3\n");
        try (LoopbackServer server = new LoopbackServer()) {
            profile.startHub(server).orElseThrow().shutdown();
        }
    }

    @Test
    void joinsAHubThatComesLaterAndTheNextAfterARestart() throws Exception {
        try (LoopbackServer server = new LoopbackServer(); HubLink link = open(server)) {
            assertFalse(link.isConnected());
            for (int i = 0; i < 2; i++) {
                try (LoopbackServer hubServer = new LoopbackServer()) {
                    Hub hub = profile.startHub(hubServer).orElseThrow();
                    assertNextChange(true);
                    assertEquals("link", link.nameOf(link.requireConnection().getRegInfo().getSelfId()));
                    hub.shutdown();
                    assertNextChange(false);
                }
            }
        }
    }

    @Test
    void noticesAHubThatDiedSilently() throws Exception {
        try (LoopbackServer server = new LoopbackServer()) {
            LoopbackServer hubServer = new LoopbackServer();
            Hub hub = profile.startHub(hubServer).orElseThrow();
            try (HubLink link = open(server)) {
                assertNextChange(true);
                // As if the process had been killed: it no longer answers, and its lock file stays.
                hubServer.close();
                assertNextChange(false);
                try (LoopbackServer next = new LoopbackServer()) {
                    Hub second = profile.startHub(next).orElseThrow();
                    assertNextChange(true);
                    second.shutdown();
                }
            } finally {
                hub.shutdown();
            }
        }
    }

    @Test
    void registersOnceEvenWhenAskedByManyThreads() throws Exception {
        try (LoopbackServer server = new LoopbackServer()) {
            // Long between two looks: the threads below are the first to find the hub.
            HubLink link = open(server, 600_000);
            Hub hub = profile.startHub(server).orElseThrow();
            try (link) {
                Thread[] threads = new Thread[8];
                for (int i = 0; i < threads.length; i++) {
                    threads[i] = new Thread(() -> link.takes("nobody", "table.load.fits"));
                    threads[i].start();
                }
                for (Thread t : threads) {
                    t.join();
                }
                // All but the asking one: only the hub itself.
                assertEquals(1, link.requireConnection().getRegisteredClients().length);
            } finally {
                hub.shutdown();
            }
        }
    }

    @Test
    void doesNotOfferTheUsersEnvironment() throws Exception {
        try (LoopbackServer server = new LoopbackServer()) {
            HubLink link = open(server);
            assertNotNull(link.getSubscriptions());
            assertTrue(link.getSubscriptions().isSubscribed("samp.app.ping"));
            assertFalse(link.getSubscriptions().isSubscribed("client.env.get"));
            link.close();
        }
    }
}
