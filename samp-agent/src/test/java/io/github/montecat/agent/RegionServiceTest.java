package io.github.montecat.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.SmallBundle;
import io.github.montecat.SmallEventList;
import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.job.Job;
import io.github.montecat.job.JobListener;
import io.github.montecat.job.JobQueue;
import io.github.montecat.job.Lane;
import io.github.montecat.ogip.BackgroundFile;
import io.github.montecat.ogip.PhaReader;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.astrogrid.samp.Message;
import org.astrogrid.samp.Response;
import org.astrogrid.samp.client.SampException;
import org.astrogrid.samp.hub.Hub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.table.StarTable;

/** The agent between a DS9 that is played and a TOPCAT that is played. */
class RegionServiceTest {

    private static final int SAMPLES = 60;
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String REGIONS = """
            # Region file format: DS9 version 4.1
            global color=green source=1
            physical
            circle(30,40,10) # text={left}
            circle(70,60,15) # background
            # text(70,60) text={a label}
            annulus(30,40,12,16)
            box(50,50)
            """;

    private static BundleLibrary library;

    @TempDir
    private Path folder;
    private LoopbackServer hubServer;
    private Hub hub;
    private SampAgent agent;
    private TablePartner topcat;
    private FakeDs9 ds9;
    private StandardProfile profile;

    @BeforeAll
    static void makeBundle(@TempDir Path bundles) throws Exception {
        library = BundleLibrary.of(List.of(SmallBundle.make(bundles)));
    }

    @BeforeEach
    void setUp() throws Exception {
        SmallEventList.write(folder.resolve("evt.fits"));
        profile = StandardProfile.at(folder.resolve("samp.lock"));
        hubServer = new LoopbackServer();
        hub = profile.startHub(hubServer).orElseThrow();
        topcat = TablePartner.join(profile, "topcat", true);
        ds9 = new FakeDs9(profile, folder);
        ds9.values.put("file", "evt.fits[EVENTS][pi>=2]");
        ds9.values.put("cd", folder.toString());
        ds9.regions = REGIONS;
    }

    @AfterEach
    void tearDown() throws Exception {
        agent.close();
        ds9.close();
        topcat.close();
        hub.shutdown();
        hubServer.close();
    }

    private void startAgent(boolean follow) throws IOException {
        agent = SampAgent.start(AgentSettings.of(profile, false, library, new FitSettings(SAMPLES, 5, Optional.empty()),
                "1.2.3", JobListener.NONE).withDs9(folder.resolve("pha"), follow));
    }

    private Response fit(String... parameters) throws Exception {
        Message message = new Message("montecat.fit.region");
        for (int i = 0; i < parameters.length; i += 2) {
            message.addParam(parameters[i], parameters[i + 1]);
        }
        return topcat.call(topcat.find("Montecat").orElseThrow(), message);
    }

    private ReceivedTable next() throws InterruptedException {
        return topcat.await(SOON).orElseThrow(() -> new AssertionError("no table came"));
    }

    private static Object cell(StarTable table, int row, String name) throws IOException {
        for (int c = 0; c < table.getColumnCount(); c++) {
            if (table.getColumnInfo(c).getName().equals(name)) {
                return table.getCell(row, c);
            }
        }
        throw new AssertionError("no column " + name);
    }

    @Test
    void regionsOfDs9BecomeRowsPhaFilesAndLabels() throws Exception {
        startAgent(false);
        Response response = fit();
        assertTrue(response.isOK(), String.valueOf(response.getErrInfo()));
        ReceivedTable result = next();
        assertEquals(response.getResult().get("table-id"), result.id());
        StarTable table = result.table();
        assertEquals(3, table.getRowCount());
        int counts = SmallEventList.inCircle(30, 40, 10, 2);
        int background = SmallEventList.inCircle(70, 60, 15, 2);
        assertEquals((double) counts, cell(table, 0, "counts"));
        assertEquals((double) background, cell(table, 0, "background_counts"));
        assertEquals(counts - background * 100 / 225.0, (double) cell(table, 0, "net_counts"), 0.01);
        assertEquals("left", cell(table, 0, "name"));
        assertEquals(SAMPLES, cell(table, 0, "samples"));
        assertTrue(((String) cell(table, 2, "reason")).startsWith("line 8, 'box(50,50)'"));
        Spectrum pha = new PhaReader(BackgroundFile.REQUIRE).read(folder.resolve("pha").resolve("evt-1.pha"));
        assertEquals(counts, pha.totalCounts());
        assertEquals(SmallEventList.EXPOSURE, pha.exposure());
        assertEquals(background, pha.background().orElseThrow().totalCounts());

        assertEquals("regions group montecat delete", ds9.told.get(0));
        String labels = ds9.told.get(1);
        assertTrue(labels.startsWith("regions -format ds9\n"), labels);
        assertTrue(labels.contains("text={1: PhoIndex ") && labels.contains("text={3: PhoIndex "), labels);
        assertEquals(2, labels.lines().filter(l -> l.startsWith("# text(")).count(), labels);

        // The samples of a highlighted row are those of its summary.
        assertTrue(topcat.highlight(topcat.find("Montecat").orElseThrow(), result.id(), 1).isOK());
        StarTable posterior = next().table();
        assertEquals(SAMPLES, posterior.getRowCount());
        double[] index = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            index[i] = ((Number) cell(posterior, i, "PhoIndex")).doubleValue();
        }
        Arrays.sort(index);
        double median = ((Number) cell(table, 1, "PhoIndex")).doubleValue();
        assertTrue(median >= index[SAMPLES / 2 - 1] && median <= index[SAMPLES / 2], median + " of " + index[29]);
        assertEquals(List.of(), ds9.tables, "DS9 would show a table in the place of its image");
    }

    @Test
    void eventsAndRegionsMayComeInTheMessage() throws Exception {
        startAgent(false);
        Response response = fit("events", folder.resolve("evt.fits").toString(), "regions", "circle(30,40,10)", "filter",
                "PI=5:", "pha-dir", "own", "samples", "20", "exposure", "9", "engine", "nd4j");
        assertTrue(response.isOK(), String.valueOf(response.getErrInfo()));
        StarTable table = next().table();
        assertEquals((double) SmallEventList.inCircle(30, 40, 10, 5), cell(table, 0, "counts"));
        assertEquals(9.0, cell(table, 0, "exposure"));
        assertEquals(20, cell(table, 0, "samples"));
        assertTrue(Files.exists(folder.resolve("pha").resolve("own").resolve("evt-1.pha")));
        assertEquals("nd4j", cell(table, 0, "engine"));
        assertEquals(20, next().table().getRowCount(), "the posterior of the only region");
        assertEquals(List.of(), ds9.told);
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        startAgent(false);
        assertError("'engine' of montecat.fit.region is 'abacus'", fit("engine", "abacus"));
        assertError("no column 'energy'", fit("filter", "energy>5"));
        ds9.values.put("file", "gone.fits");
        assertError("gone.fits", fit());
        ds9.values.remove("file");
        assertError("shows no file", fit());
        ds9.silent = true;
        assertError("does not answer within 3 s", fit());
        ds9.close();
        assertError("no DS9 is on the SAMP hub", fit());
    }

    @Test
    void aClientWithManyQuestionsToDs9IsRefusedMore() throws Exception {
        startAgent(false);
        ds9.silent = true;
        String agentId = topcat.find("Montecat").orElseThrow();
        CompletableFuture<String> refusal = new CompletableFuture<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 34; i++) {
            Thread thread = new Thread(() -> {
                try {
                    String error = topcat.call(agentId, new Message("montecat.fit.region")).getErrInfo().getErrortxt();
                    // The first that is answered: the others wait.
                    refusal.complete(error);
                } catch (SampException e) {
                    refusal.completeExceptionally(e);
                }
            });
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        String error = refusal.get(SOON.toSeconds(), TimeUnit.SECONDS);
        assertTrue(error.contains("tables on the way"), error);
        threads.forEach(Thread::interrupt);
    }

    @Test
    void aJobThatIsCancelledWhileItWaitsClosesItsEvents() throws Exception {
        startAgent(false);
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger closed = new AtomicInteger();
        try (JobQueue queue = new JobQueue(2)) {
            queue.submit("runs", Lane.BATCH, p -> end.await(), JobListener.NONE);
            Job waits = queue.submit("waits", Lane.BATCH, p -> { }, RegionService.closing(() -> {
                closed.incrementAndGet();
                throw new IOException("cannot close");
            }, "events", JobListener.NONE));
            assertEquals(0, closed.get());
            waits.cancel();
            assertEquals(1, closed.get());
            end.countDown();
        }
        assertEquals(1, closed.get());
    }

    private static void assertError(String part, Response response) {
        assertFalse(response.isOK());
        assertTrue(response.getErrInfo().getErrortxt().contains(part), response.getErrInfo().getErrortxt());
    }

    @Test
    void followsWhatChangesAndComputesNothingElse() throws Exception {
        startAgent(true);
        StarTable first = next().table();
        assertEquals(3, first.getRowCount());
        Map<String, Object> kept = Map.of("PhoIndex", cell(first, 1, "PhoIndex"));
        // Colours, selection and labels are no change; a moved and a deleted region are.
        ds9.regions = REGIONS.replace("text={left}", "text={left} color=red select=0").replace("a label", "another");
        ds9.values.put("bin about", "60.5 40.5");
        assertEquals(Optional.empty(), topcat.await(Duration.ofSeconds(6)).map(ReceivedTable::name));
        ds9.regions = REGIONS.replace("circle(30,40,10)", "circle(35,40,10)").replace("box(50,50)\n", "");
        StarTable second = next().table();
        assertEquals(2, second.getRowCount());
        assertEquals((double) SmallEventList.inCircle(35, 40, 10, 2), cell(second, 0, "counts"));
        assertEquals(kept.get("PhoIndex"), cell(second, 1, "PhoIndex"));
        ds9.regions = "physical\n";
        assertEquals(0, next().table().getRowCount());
    }

    @Test
    void followingPausesWithoutAHubAndGoesOnWithTheNext() throws Exception {
        List<LogRecord> logged = Collections.synchronizedList(new ArrayList<>());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry);
            }

            @Override
            public void flush() {
            }

            @Override
            public void close() {
            }
        };
        Logger logger = Logger.getLogger(RegionFollower.class.getName());
        Level level = logger.getLevel();
        logger.setLevel(Level.INFO);
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
        try {
            startAgent(true);
            next();
            hub.shutdown();
            hubServer.close();
            ds9.regions = REGIONS.replace("circle(30,40,10)", "circle(35,40,10)");
            long end = System.nanoTime() + SOON.toNanos();
            while (logged.stream().noneMatch(r -> r.getMessage().contains("hub"))) {
                assertTrue(System.nanoTime() < end, () -> "the follower does not notice; said "
                        + logged.stream().map(LogRecord::getMessage).toList());
                Thread.sleep(50);
            }
            hubServer = new LoopbackServer();
            hub = profile.startHub(hubServer).orElseThrow();
            assertEquals((double) SmallEventList.inCircle(35, 40, 10, 2), cell(next().table(), 0, "counts"));
            assertEquals(List.of(), logged.stream().filter(r -> r.getThrown() != null).map(LogRecord::getMessage)
                    .toList());
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(level);
            logger.setUseParentHandlers(true);
        }
    }
}
