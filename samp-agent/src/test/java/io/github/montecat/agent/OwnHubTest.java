package io.github.montecat.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.montecat.SmallBundle;
import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.job.JobListener;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.astrogrid.samp.httpd.UtilServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OwnHubTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private SampAgent start(StandardProfile profile) throws Exception {
        return SampAgent.start(new AgentSettings(profile, true, BundleLibrary.of(List.of(SmallBundle.make(folder))),
                new FitSettings(10, 0, Optional.empty()), "1", 4, Duration.ofMillis(50), JobListener.NONE));
    }

    private static void await(SampAgent agent, String what, boolean ownHub) throws Exception {
        long end = System.nanoTime() + SOON.toNanos();
        while (agent.hasOwnHub() != ownHub || agent.clientId().isEmpty()) {
            assertTrue(System.nanoTime() < end, what);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Test
    void isStartedWhenTheHubHasGoneAndNoneComes() throws Exception {
        PrivateHub foreign = new PrivateHub(folder);
        try (SampAgent agent = start(foreign.profile())) {
            assertFalse(agent.hasOwnHub());
            foreign.kill();
            await(agent, "the agent starts no hub", true);
            try (TablePartner partner = TablePartner.join(foreign.profile(), "partner", true)) {
                assertTrue(partner.sendTable(partner.find("Montecat").orElseThrow(), SmallBundle.spectra(2), "t", "t")
                        .isOK());
                assertTrue(partner.await(SOON).isPresent());
            }
        } finally {
            foreign.stop();
        }
    }

    /** On all interfaces anybody in the network could connect. */
    @Test
    void listensOnLoopbackAlone() throws Exception {
        assumeTrue(Files.isReadable(Path.of("/proc/self/net/tcp")), "only where Linux lists sockets");
        Set<String> before = listeners();
        UtilServer.setInstance(null);
        try (SampAgent agent = start(StandardProfile.at(folder.resolve("samp.lock")))) {
            assertTrue(agent.hasOwnHub());
            Set<String> opened = listeners();
            opened.removeAll(before);
            assertFalse(opened.isEmpty());
            // Little-endian 127.0.0.1, as IPv4 or mapped into IPv6.
            assertEquals(List.of(), opened.stream().filter(a -> !a.matches("(0{16}FFFF0000)?0100007F:.*")).toList());
            assertTrue(InetAddress.getByName(UtilServer.getInstance().getServer().getBaseUrl().getHost())
                    .isLoopbackAddress());
        }
    }

    /** Addresses and ports on which this process listens, as Linux writes them. */
    private static Set<String> listeners() throws IOException {
        Set<String> own;
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            own = files.map(OwnHubTest::target).collect(Collectors.toSet());
        }
        Set<String> addresses = new TreeSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            Path file = Path.of("/proc/self/net", table);
            for (String line : Files.isReadable(file) ? Files.readAllLines(file) : List.<String>of()) {
                String[] words = line.trim().split("\\s+");
                if (words.length > 9 && words[3].equals("0A") && own.contains("socket:[" + words[9] + "]")) {
                    addresses.add(words[1]);
                }
            }
        }
        return addresses;
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            // Closed meanwhile.
            return "";
        }
    }
}
