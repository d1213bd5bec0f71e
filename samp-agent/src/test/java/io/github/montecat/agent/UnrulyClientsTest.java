package io.github.montecat.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.SmallBundle;
import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.job.JobState;
import io.github.montecat.job.JobStatus;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.astrogrid.samp.Message;
import org.astrogrid.samp.Metadata;
import org.astrogrid.samp.Response;
import org.astrogrid.samp.client.HubConnection;
import org.astrogrid.samp.client.MessageHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.table.ArrayColumn;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableOutput;
import uk.ac.starlink.table.Tables;

/** What clients may do to the agent, by intent or not, while another one works with it. */
@Timeout(180)
class UnrulyClientsTest {

    private static final String SLOW = "slow-a";
    private static final Duration SOON = Duration.ofSeconds(30);

    private static BundleLibrary library;
    private static StarTable few;
    private static StarTable many;

    @TempDir
    private Path folder;
    private PrivateHub hub;
    private SampAgent agent;
    private TablePartner topcat;
    private String client;
    private int sent;

    @BeforeAll
    static void makeBundles(@TempDir Path bundles) throws Exception {
        library = BundleLibrary.of(List.of(SmallBundle.make(bundles),
                BundleFile.read(SmallBundle.write(bundles, SLOW, 400))));
    }

    @BeforeAll
    static void makeSpectra() throws Exception {
        few = Tables.randomTable(SmallBundle.spectra(2));
        many = Tables.randomTable(SmallBundle.spectra(65));
    }

    @BeforeEach
    void setUp() throws Exception {
        hub = new PrivateHub(folder);
        agent = SampAgent.start(new AgentSettings(hub.profile(), false, library,
                new FitSettings(50, 1, Optional.of(SmallBundle.NAME)), "1", 4, Duration.ofMillis(50),
                UnrulyClientsTest::fail));
        topcat = TablePartner.join(hub.profile(), "topcat", true);
        client = topcat.find("Montecat").orElseThrow();
    }

    @AfterEach
    void tearDown() throws Exception {
        topcat.close();
        agent.close();
        hub.close();
    }

    /** A listener that fails where a job's name asks for it. */
    private static void fail(JobStatus status) {
        if (status.state() == JobState.RUNNING && status.name().startsWith("throw ")) {
            switch (status.name()) {
                case "throw error" -> throw new InternalError("a listener");
                case "throw linkage" -> throw new NoClassDefFoundError("a listener");
                default -> throw new IllegalStateException("a listener");
            }
        }
    }

    /** A job of each lane is answered, and its result arrives. */
    private void assertGoodJobsAreServed() throws Exception {
        for (StarTable spectra : List.of(few, many)) {
            String name = "good " + ++sent;
            Message message = fit(file(spectra, "spectra.fits")).addParam("name", name).addParam("samples", "1000");
            Response response = topcat.call(client, message);
            // The unruly clients may have filled the queue; then the answer is to try again later.
            for (long end = System.nanoTime() + SOON.toNanos(); !response.isOK() && System.nanoTime() < end
                    && String.valueOf(response.getErrInfo()).contains("the queue is full");) {
                Thread.sleep(50);
                response = topcat.call(client, message);
            }
            assertTrue(response.isOK(), name + ": " + response.getErrInfo());
            ReceivedTable result = topcat.await(SOON).orElseThrow(() -> new AssertionError(name + " has no result"));
            assertEquals(name + ", " + SmallBundle.NAME, result.name());
            assertEquals(spectra.getRowCount(), result.table().getRowCount());
        }
    }

    private Path file(StarTable table, String name) throws IOException {
        Path file = folder.resolve(name);
        new StarTableOutput().writeStarTable(table, file.toString(), "fits");
        return file;
    }

    private static Message fit(Path table) {
        return new Message("montecat.fit").addParam("url", table.toUri().toString());
    }

    private static List<String> counts(String each) {
        return Collections.nCopies(SmallBundle.CHANNELS, each);
    }

    private static StarTable paths(String... names) {
        ColumnStarTable table = ColumnStarTable.makeTableWithRows(names.length);
        table.addColumn(ArrayColumn.makeColumn("pha_file", names));
        return table;
    }

    @Test
    void tenWaysToBreakAJob() throws Exception {
        Path good = file(SmallBundle.spectra(3), "good.fits");
        Path junk = Files.write(folder.resolve("junk.pha"), new byte[5000]);
        List<Message> bad = List.of(
                fit(good).addParam("name", "throw error"),
                fit(good).addParam("name", "throw linkage"),
                fit(good).addParam("name", "throw unchecked"),
                new Message("montecat.fit").addParam("counts", counts("NaN")).addParam("exposure", "10"),
                new Message("montecat.fit").addParam("counts", counts("-1e308")).addParam("exposure", "10"),
                new Message("montecat.fit").addParam("counts", counts("1")).addParam("exposure", "NaN"),
                new Message("montecat.fit").addParam("counts", List.of()).addParam("exposure", "10"),
                fit(file(paths(junk.toString(), folder.toString(), "/nowhere.pha"), "paths.fits")),
                fit(good).addParam("samples", "1000000").addParam("refine", "1").addParam("quantiles", "0 1"),
                fit(good).addParam("row-column", "counts"),
                new Message("montecat.fit.region").addParam("events", good.toString())
                        .addParam("regions", "circle(1,1,1)"),
                fit(folder.resolve("missing.fits")));
        for (Message message : bad) {
            try (TablePartner other = TablePartner.join(hub.profile(), "other", true)) {
                Response response = other.call(client, message);
                if (response.isOK() && response.getResult().containsKey("job-id")) {
                    other.call(client, new Message("montecat.job.cancel").addParam("job-id",
                            response.getResult().get("job-id")));
                }
            }
            assertGoodJobsAreServed();
        }
    }

    @Test
    void fileCutShortDuringItsJobEndsThatJobAlone() throws Exception {
        Path large = file(SmallBundle.spectra(40_000), "large.fits");
        Response response = topcat.call(client, fit(large).addParam("bundle", SLOW).addParam("samples", "10"));
        assertTrue(response.isOK(), () -> String.valueOf(response.getErrInfo()));
        try (FileChannel channel = FileChannel.open(large, StandardOpenOption.WRITE)) {
            channel.truncate(4000);
        }
        String job = (String) response.getResult().get("job-id");
        long end = System.nanoTime() + SOON.toNanos();
        Map<?, ?> status = status(job);
        while (!status.get("state").equals("failed")) {
            assertTrue(System.nanoTime() < end && !status.get("state").equals("done"), "the job is " + status);
            TimeUnit.MILLISECONDS.sleep(50);
            status = status(job);
        }
        assertFalse(String.valueOf(status.get("message")).isBlank());
        assertGoodJobsAreServed();
    }

    private Map<?, ?> status(String id) throws IOException {
        for (Object job : (List<?>) topcat.call(client, new Message("montecat.job.list")).getResult().get("jobs")) {
            if (((Map<?, ?>) job).get("job-id").equals(id)) {
                return (Map<?, ?>) job;
            }
        }
        throw new AssertionError("no job " + id);
    }

    @Test
    void floodOfMalformedAndHugeMessages() throws Exception {
        String huge = "x".repeat(200_000);
        List<Message> malformed = List.of(
                new Message("montecat.fit"),
                new Message("montecat.fit").addParam("url", Map.of("a", List.of("b"))),
                new Message("montecat.fit").addParam("counts", Collections.nCopies(5000, "1")),
                new Message("montecat.fit").addParam("counts", List.of(List.of("1"))),
                new Message("montecat.fit").addParam("counts", huge),
                new Message("table.load.fits").addParam("url", huge),
                new Message("table.load.votable").addParam("url", "file:///" + huge),
                new Message("table.highlight.row").addParam("row", huge).addParam("table-id", huge),
                new Message("table.select.rowList").addParam("row-list", Collections.nCopies(5000, "7")),
                new Message("montecat.job.cancel").addParam("job-id", huge),
                new Message("montecat.job.result").addParam("job-id", huge),
                new Message("montecat.model").addParam("bundle", huge).addParam("parameters", huge),
                new Message("montecat.fit.region").addParam("regions", huge).addParam("events", "/"),
                new Message("samp.hub.event.metadata"),
                new Message("samp.hub.event.unregister").addParam("id", "c77"));
        List<Thread> flood = new ArrayList<>();
        List<Throwable> trouble = Collections.synchronizedList(new ArrayList<>());
        try (TablePartner hostile = TablePartner.join(hub.profile(), "hostile", true)) {
            for (int t = 0; t < 2; t++) {
                flood.add(new Thread(() -> {
                    try {
                        for (Message message : malformed) {
                            Response response = hostile.call(client, message);
                            String text = response.getErrInfo() == null ? "" : response.getErrInfo().getErrortxt();
                            assertTrue(text.length() < 3000, message.getMType() + ": " + text.length() + " characters");
                        }
                    } catch (IOException | RuntimeException | Error e) {
                        trouble.add(e);
                    }
                }));
            }
            flood.forEach(Thread::start);
            assertGoodJobsAreServed();
            for (Thread thread : flood) {
                thread.join();
            }
        }
        assertEquals(List.of(), trouble);
        assertGoodJobsAreServed();
    }

    @Test
    void clientThatNeverAnswersAndClientsThatDisappear() throws Exception {
        Path table = file(SmallBundle.spectra(3), "t.fits");
        try (Silent silent = new Silent(hub.profile())) {
            for (int i = 0; i < 70; i++) {
                silent.link.callAndWait(client, fit(table).addParam("name", "silent " + i), 20);
                if (i % 20 == 0) {
                    try (TablePartner shortLived = TablePartner.join(hub.profile(), "short-lived", true)) {
                        assertTrue(shortLived.call(client, fit(table).addParam("name", "gone " + i)
                                .addParam("samples", "5000")).isOK());
                    }
                }
            }
            // Nothing that others asked for comes between.
            assertGoodJobsAreServed();
        }
        assertGoodJobsAreServed();
        assertEquals(Optional.empty(), topcat.await(Duration.ofMillis(200)).map(ReceivedTable::name));
        try (var files = Files.list(agent.temporaryFolder())) {
            long left = files.count();
            assertTrue(left <= 66, left + " files wait");
        }
    }

    /** Takes tables, and answers nothing. */
    private static final class Silent implements AutoCloseable {

        private final LoopbackServer server = new LoopbackServer();
        private final HubLink link;

        Silent(StandardProfile profile) throws IOException {
            link = new HubLink(profile.clientProfile(server), connected -> { });
            Metadata metadata = new Metadata();
            metadata.setName("silent");
            link.declareMetadata(metadata);
            link.addMessageHandler(new MessageHandler() {
                @Override
                public Map<String, Object> getSubscriptions() {
                    return Map.of("table.load.fits", Map.of());
                }

                @Override
                public void receiveNotification(HubConnection connection, String sender, Message message) {
                }

                @Override
                public void receiveCall(HubConnection connection, String sender, String id, Message message) {
                }
            });
            link.open(1000);
        }

        @Override
        public void close() {
            link.close();
            server.close();
        }
    }
}
