package io.github.montecat.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.SmallBundle;
import io.github.montecat.bundle.BundleFile;
import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.inference.FitRequest;
import io.github.montecat.inference.FitResult;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.inference.SpectrumFitter;
import io.github.montecat.job.JobState;
import io.github.montecat.job.JobStatus;
import io.github.montecat.progress.Progress;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.astrogrid.samp.Message;
import org.astrogrid.samp.Response;
import org.astrogrid.samp.hub.Hub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.table.ArrayColumn;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.RowPermutedStarTable;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableOutput;
import uk.ac.starlink.table.Tables;

/** The whole conversation over a private hub, with a partner that behaves as TOPCAT does. */
@Timeout(120)
class AgentConversationTest {

    private static final FitSettings FIT = new FitSettings(50, 11, Optional.empty());
    private static final String SLOW = "slow-a";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration A_MOMENT = Duration.ofMillis(300);
    private static final int QUEUE_CAPACITY = 2;

    private static BundleLibrary library;

    @TempDir
    Path folder;

    private StandardProfile profile;
    private LoopbackServer hubServer;
    private Hub hub;
    private SampAgent agent;
    private final List<JobStatus> heard = Collections.synchronizedList(new ArrayList<>());
    private TablePartner topcat;
    private String client;

    @BeforeAll
    static void makeBundles(@TempDir Path bundles) throws Exception {
        library = BundleLibrary.of(List.of(SmallBundle.make(bundles),
                BundleFile.read(SmallBundle.write(bundles, SLOW, 400))));
    }

    @BeforeEach
    void setUp() throws Exception {
        profile = StandardProfile.at(folder.resolve("samp.lock"));
        startHub();
        agent = SampAgent.start(new AgentSettings(profile, true, library,
                new FitSettings(FIT.samples(), FIT.seed(), Optional.of(SmallBundle.NAME)), "1.2.3", QUEUE_CAPACITY,
                Duration.ofMillis(50), heard::add));
        topcat = TablePartner.join(profile, "topcat", true);
        client = topcat.find("Montecat").orElseThrow();
    }

    @AfterEach
    void tearDown() throws Exception {
        topcat.close();
        agent.close();
        stopHub();
    }

    private void startHub() throws IOException {
        hubServer = new LoopbackServer();
        hub = profile.startHub(hubServer).orElseThrow();
    }

    private void stopHub() {
        hub.shutdown();
        hubServer.close();
    }

    private Map<?, ?> send(StarTable table, String id) throws IOException {
        return good(topcat.sendTable(client, table, "sky", id));
    }

    private static Map<?, ?> good(Response response) {
        assertTrue(response.isOK(), () -> "refused, " + response.getErrInfo());
        return response.getResult();
    }

    private static String error(Response response) {
        assertFalse(response.isOK(), "was accepted");
        return response.getErrInfo().getErrortxt();
    }

    private ReceivedTable next() throws InterruptedException {
        return topcat.await(SOON).orElseThrow(() -> new AssertionError("no table came"));
    }

    private void assertNothingMoreComes() throws Exception {
        assertEquals(Optional.empty(), topcat.await(A_MOMENT).map(ReceivedTable::name));
    }

    private static Object cell(StarTable table, long row, String column) throws IOException {
        return table.getCell(row, columns(table).indexOf(column));
    }

    private static List<String> columns(StarTable table) {
        return IntStream.range(0, table.getColumnCount()).mapToObj(c -> table.getColumnInfo(c).getName()).toList();
    }

    /** What the fitter says by itself, without SAMP, files or queue. */
    private FitResult reference(StarTable spectra, long row) throws IOException {
        int[] counts = (int[]) cell(Tables.randomTable(spectra), row, "counts");
        Spectrum spectrum = Spectrum.of(IntStream.of(counts).asDoubleStream().toArray(), 10);
        return new SpectrumFitter(library, new FitSettings(FIT.samples(), FIT.seed(),
                Optional.of(SmallBundle.NAME))).fit(List.of(FitRequest.of(row, spectrum)), Progress.NONE).get(0);
    }

    private static double[] numbers(StarTable table, String columnStart) throws IOException {
        String column = columns(table).stream().filter(c -> c.startsWith(columnStart)).findFirst().orElseThrow();
        double[] values = new double[Math.toIntExact(table.getRowCount())];
        for (int row = 0; row < values.length; row++) {
            values[row] = ((Number) cell(table, row, column)).doubleValue();
        }
        return values;
    }

    private void assertPosteriorOfRow(StarTable spectra, long row, ReceivedTable posterior) throws IOException {
        assertEquals(FIT.samples(), posterior.table().getRowCount());
        assertArrayEquals(reference(spectra, row).posterior().orElseThrow().column(0),
                numbers(posterior.table(), "PhoIndex"));
        assertTrue(posterior.id().startsWith("montecat:"), posterior.id());
    }

    private Map<?, ?> job(String id) throws IOException {
        for (Object job : (List<?>) good(topcat.call(client, new Message("montecat.job.list"))).get("jobs")) {
            if (((Map<?, ?>) job).get("job-id").equals(id)) {
                return (Map<?, ?>) job;
            }
        }
        throw new AssertionError("no job " + id);
    }

    private void awaitState(String id, String state, long seconds) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!job(id).get("state").equals(state)) {
            assertTrue(System.nanoTime() < end, "job is " + job(id));
            Thread.sleep(20);
        }
    }

    private Message slowFit(Path table) throws IOException {
        return new Message("montecat.fit").addParam("url", table.toUri().toString()).addParam("bundle", SLOW)
                .addParam("samples", "20000");
    }

    private Path file(StarTable table, String name) throws IOException {
        Path file = folder.resolve(name);
        new StarTableOutput().writeStarTable(table, file.toString(), "fits");
        return file;
    }

    @Test
    void tableComesBackWithAllItsColumnsAndTheResultsInTheRightRows() throws Exception {
        StarTable spectra = Tables.randomTable(SmallBundle.spectra(100));
        Map<?, ?> accepted = send(spectra, "t1");
        ReceivedTable result = next();
        assertEquals("sky, " + SmallBundle.NAME, result.name());
        assertEquals(accepted.get("table-id"), result.id());
        assertNotEquals("t1", result.id());
        assertEquals(100, result.table().getRowCount());
        List<String> columns = columns(result.table());
        assertEquals(columns(spectra), columns.subList(0, spectra.getColumnCount()));
        for (String parameter : SmallBundle.PARAMETERS) {
            for (String statistic : List.of("", "_lower", "_upper", "_lower90", "_upper90", "_mean", "_std")) {
                assertTrue(columns.contains(parameter + statistic), parameter + statistic + " is not in " + columns);
            }
        }
        for (int row = 0; row < 100; row++) {
            assertEquals(row + 1, cell(result.table(), row, "id"));
            assertArrayEquals((int[]) cell(spectra, row, "counts"), (int[]) cell(result.table(), row, "counts"));
            double median = reference(spectra, row).posterior().orElseThrow().summary(0).median();
            assertEquals(median, ((Number) cell(result.table(), row, "PhoIndex")).doubleValue(),
                    1e-6 * Math.abs(median));
        }
        assertNothingMoreComes();
    }

    @Test
    void unitsAndUcdsArrive() throws Exception {
        send(SmallBundle.spectra(2), "t1");
        StarTable table = next().table();
        int column = columns(table).indexOf("PhoIndex_lower");
        assertTrue(String.valueOf(table.getColumnInfo(column).getUCD()).contains("stat.min"),
                table.getColumnInfo(column).getUCD());
    }

    @Test
    void singleSpectrumBringsItsPosteriorToo() throws Exception {
        StarTable spectra = SmallBundle.spectra(1);
        send(spectra, "t1");
        assertEquals(1, next().table().getRowCount());
        assertPosteriorOfRow(spectra, 0, next());
    }

    @Test
    void highlightedRowOfSourceOrResultBringsItsPosterior() throws Exception {
        StarTable spectra = SmallBundle.spectra(5);
        send(spectra, "t1");
        ReceivedTable result = next();
        good(topcat.highlight(client, "t1", 3));
        ReceivedTable ofSource = next();
        assertPosteriorOfRow(spectra, 3, ofSource);
        assertTrue(ofSource.name().startsWith("sky row 4,"), ofSource.name());
        good(topcat.highlight(client, result.id(), 3));
        ReceivedTable ofResult = next();
        assertPosteriorOfRow(spectra, 3, ofResult);
        assertNotEquals(ofSource.id(), ofResult.id());
    }

    @Test
    void selectionOfOneRowBringsItsPosteriorOfMoreNothing() throws Exception {
        StarTable spectra = SmallBundle.spectra(5);
        send(spectra, "t1");
        next();
        Message select = new Message("table.select.rowList").addParam("table-id", "t1").addParam("url", "");
        good(topcat.call(client, select.addParam("row-list", List.of("2"))));
        assertPosteriorOfRow(spectra, 2, next());
        good(topcat.call(client, select.addParam("row-list", List.of("2", "3"))));
        good(topcat.call(client, select.addParam("row-list", List.of())));
        assertNothingMoreComes();
    }

    @Test
    void rowThatDoesNotExistIsRefusedAndForeignTableIgnored() throws Exception {
        send(SmallBundle.spectra(5), "t1");
        next();
        String error = error(topcat.highlight(client, "t1", 5));
        assertTrue(error.contains("row 5") && error.contains("0 to 4"), error);
        error = error(topcat.highlight(client, "t1", -1));
        assertTrue(error.contains("0 to 4"), error);
        good(topcat.highlight(client, "stars", 0));
        assertNothingMoreComes();
    }

    @Test
    void sentAgainUnderTheSameIdItIsFittedAnewAndBothResultsKeepTheirRows() throws Exception {
        StarTable first = SmallBundle.spectra(5);
        send(first, "t1");
        ReceivedTable firstResult = next();
        // As TOPCAT does after a change of the sort order: the same id, other rows.
        StarTable second = Tables.randomTable(new RowPermutedStarTable(first,
                new long[] {4, 2}));
        send(second, "t1");
        assertEquals(2, next().table().getRowCount());
        good(topcat.highlight(client, "t1", 0));
        assertPosteriorOfRow(second, 0, next());
        good(topcat.highlight(client, firstResult.id(), 4));
        assertPosteriorOfRow(first, 4, next());
    }

    @Test
    void echoIsIgnored() throws Exception {
        send(SmallBundle.spectra(1), "t1");
        ReceivedTable result = next();
        ReceivedTable posterior = next();
        // TOPCAT keeps the id; another program might keep the address.
        assertTrue(good(topcat.sendTable(client, result.table(), "sky again", result.id())).containsKey("ignored"));
        assertTrue(good(topcat.sendTable(client, posterior.table(), "again", posterior.id())).containsKey("ignored"));
        assertTrue(good(topcat.call(client, new Message("table.load.fits").addParam("url", result.url())))
                .containsKey("ignored"));
        assertNothingMoreComes();
    }

    @Test
    void senderThatTakesNoTablesHasItBroadcast() throws Exception {
        try (TablePartner stilts = TablePartner.join(profile, "stilts", false)) {
            good(stilts.sendTable(client, SmallBundle.spectra(3), "pushed", "p1"));
            assertEquals("pushed, " + SmallBundle.NAME, next().name());
        }
    }

    @Test
    void resultOfAClientThatHasGoneStaysAndOthersFetchCopies() throws Exception {
        String job;
        try (TablePartner shortLived = TablePartner.join(profile, "short-lived", true)) {
            Path table = file(SmallBundle.spectra(8), "slow.fits");
            job = (String) good(shortLived.call(client, slowFit(table).addParam("samples", "2000")
                    .addParam("name", "left alone"))).get("job-id");
            Message fetch = new Message("montecat.job.result").addParam("job-id", job);
            assertTrue(error(topcat.call(client, fetch)).contains("has not ended"));
        }
        awaitState(job, "done", 30);
        assertNothingMoreComes();
        try (TablePartner sameName = TablePartner.join(profile, "short-lived", true);
                TablePartner stilts = TablePartner.join(profile, "stilts", false)) {
            assertEquals(Optional.empty(), sameName.await(A_MOMENT).map(ReceivedTable::name));
            Message fetch = new Message("montecat.job.result").addParam("job-id", job);
            assertTrue(error(stilts.call(client, fetch)).contains("takes none (table.load.fits)"));
            // It stays for its client: others have copies.
            for (int i = 0; i < 2; i++) {
                assertEquals("1", good(topcat.call(client, fetch)).get("results"));
                assertTrue(next().name().startsWith("left alone"));
            }
            assertTrue(error(topcat.call(client, fetch.addParam("job-id", "job-99"))).contains("no job 'job-99'"));
        }
        assertNothingMoreComes();
    }

    @Test
    void posteriorOfARowDoesNotWaitForALongFit() throws Exception {
        StarTable spectra = SmallBundle.spectra(5);
        send(spectra, "t1");
        next();
        Path table = file(SmallBundle.spectra(200), "slow.fits");
        String running = (String) good(topcat.call(client, slowFit(table))).get("job-id");
        awaitState(running, "running", 20);
        good(topcat.highlight(client, "t1", 3));
        assertPosteriorOfRow(spectra, 3, next());
        send(SmallBundle.spectra(2), "t2");
        assertEquals(2, next().table().getRowCount());
        assertEquals("running", job(running).get("state"));
        good(topcat.call(client, new Message("montecat.job.cancel").addParam("job-id", running)));
        awaitState(running, "cancelled", 5);
    }

    @Test
    void tableWithoutSpectraIsRefusedWithBothSides() throws Exception {
        ColumnStarTable stars = ColumnStarTable.makeTableWithRows(2);
        stars.addColumn(ArrayColumn.makeColumn("mag", new double[] {1, 2}));
        String error = error(topcat.sendTable(client, stars, "stars", "s1"));
        assertTrue(error.contains("mag"), error);
        assertTrue(error.toLowerCase(Locale.ROOT).contains("spectr"), error);
        assertNothingMoreComes();
    }

    @Test
    void brokenOrMissingTableIsRefusedWithItsAddress() throws Exception {
        Path file = Files.writeString(folder.resolve("broken.fits"), "no table");
        for (String mtype : List.of("table.load.fits", "table.load.votable", "spectrum.load.ssa-generic")) {
            String error = error(topcat.call(client, new Message(mtype).addParam("url", file.toUri().toString())));
            assertTrue(error.contains("broken.fits"), error);
        }
        String error = error(topcat.call(client, new Message("table.load.fits").addParam("url",
                "http://127.0.0.1:9/t.fits")));
        assertTrue(error.contains("http://127.0.0.1:9/t.fits"), error);
        error = error(topcat.call(client, new Message("table.load.fits").addParam("url", "-")));
        assertTrue(error.contains("'-'") && error.contains("http:"), error);
        error = error(topcat.call(client, new Message("table.load.fits")));
        assertTrue(error.contains("'url'"), error);
    }

    @Test
    void spectraOfTheWrongLengthComeBackWithAReasonThatNamesBothSides() throws Exception {
        ColumnStarTable table = ColumnStarTable.makeTableWithRows(2);
        table.addColumn(ArrayColumn.makeColumn("counts", new int[][] {new int[7], new int[7]}));
        table.addColumn(ArrayColumn.makeColumn("exposure", new double[] {10, 10}));
        ((int[]) table.getCell(0, 0))[0] = 3;
        ((int[]) table.getCell(1, 0))[0] = 3;
        send(table, "t1");
        ReceivedTable result = next();
        assertEquals("sky, no spectrum fitted", result.name());
        String reason = (String) cell(result.table(), 0, "reason");
        assertTrue(reason.contains("7 channels") && reason.contains(SmallBundle.NAME)
                && reason.contains("" + SmallBundle.CHANNELS), reason);
    }

    @Test
    void votableIsTakenToo() throws Exception {
        Path file = folder.resolve("t.vot");
        new StarTableOutput().writeStarTable(SmallBundle.spectra(3), file.toString(), "votable-binary2-inline");
        good(topcat.call(client, new Message("table.load.votable").addParam("url", file.toUri().toString())
                .addParam("name", "vot").addParam("table-id", "v1")));
        assertEquals("vot, " + SmallBundle.NAME, next().name());
    }

    @Test
    void spectrumMessageIsTakenToo() throws Exception {
        Path file = file(SmallBundle.spectra(1), "one.fits");
        good(topcat.call(client, new Message("spectrum.load.ssa-generic").addParam("url", file.toUri().toString())
                .addParam("meta", Map.of())));
        assertEquals("one.fits, " + SmallBundle.NAME, next().name());
        next();
    }

    @Test
    void countsInAMessageAreFitted() throws Exception {
        StarTable spectra = Tables.randomTable(SmallBundle.spectra(1));
        List<String> counts = IntStream.of((int[]) cell(spectra, 0, "counts")).mapToObj(Integer::toString).toList();
        Message fit = new Message("montecat.fit").addParam("counts", counts).addParam("exposure", "10")
                .addParam("name", "clicked");
        good(topcat.call(client, fit));
        assertEquals("clicked, " + SmallBundle.NAME, next().name());
        assertPosteriorOfRow(spectra, 0, next());
        List<String> bad = new ArrayList<>(counts);
        bad.set(3, "many");
        String error = error(topcat.call(client, fit.addParam("counts", bad)));
        assertTrue(error.contains("'many'"), error);
        error = error(topcat.call(client, fit.addParam("counts", counts).addParam("bundle", "large-b")));
        assertTrue(error.contains("large-b") && error.contains(SmallBundle.NAME), error);
        error = error(topcat.call(client, fit.addParam("bundle", SmallBundle.NAME).addParam("samples", "-5")));
        assertTrue(error.contains("-5") && error.contains("1 to"), error);
    }

    @Test
    void bundlesAreListed() throws Exception {
        List<?> bundles = (List<?>) good(topcat.call(client, new Message("montecat.bundle.list"))).get("bundles");
        assertEquals(List.of(SLOW, SmallBundle.NAME).size(), bundles.size());
        Map<?, ?> bundle = (Map<?, ?>) bundles.get(1);
        assertEquals(SmallBundle.NAME, bundle.get("name"));
        assertEquals(SmallBundle.PARAMETERS, bundle.get("parameters"));
        assertEquals("" + SmallBundle.CHANNELS, bundle.get("channels"));
    }

    @Test
    void progressIsToldToTheSender() throws Exception {
        String job = (String) send(SmallBundle.spectra(3), "t1").get("job-id");
        next();
        awaitState(job, "done", 10);
        long end = System.nanoTime() + SOON.toNanos();
        while (topcat.progress().stream().noneMatch(p -> p.get("state").equals("done"))) {
            assertTrue(System.nanoTime() < end, "heard " + topcat.progress());
            Thread.sleep(20);
        }
        List<String> states = topcat.progress().stream().filter(p -> p.get("job-id").equals(job))
                .map(p -> p.get("state")).distinct().toList();
        assertTrue(states.containsAll(List.of("waiting", "running", "done")), states.toString());
        // The agent's own display hears of all steps.
        assertTrue(heard.contains(new JobStatus(job, "sky", JobState.RUNNING, 3, 3, "")), heard.toString());
    }

    @Test
    void runningJobIsCancelledWithinFiveSeconds() throws Exception {
        Path table = file(SmallBundle.spectra(200), "slow.fits");
        String job = (String) good(topcat.call(client, slowFit(table))).get("job-id");
        awaitState(job, "running", 20);
        good(topcat.call(client, new Message("montecat.job.cancel").addParam("job-id", job)));
        awaitState(job, "cancelled", 5);
        assertNothingMoreComes();
        send(SmallBundle.spectra(2), "t1");
        assertEquals("sky, " + SmallBundle.NAME, next().name());
        String error = error(topcat.call(client, new Message("montecat.job.cancel").addParam("job-id", "job-77")));
        assertTrue(error.contains("job-77") && error.contains(job), error);
    }

    @Test
    void fullQueueRefuses() throws Exception {
        Path table = file(SmallBundle.spectra(200), "slow.fits");
        String running = (String) good(topcat.call(client, slowFit(table))).get("job-id");
        awaitState(running, "running", 20);
        for (int i = 0; i < QUEUE_CAPACITY; i++) {
            good(topcat.call(client, slowFit(table)));
        }
        String error = error(topcat.call(client, slowFit(table)));
        assertTrue(error.contains("queue is full") && error.contains("" + QUEUE_CAPACITY), error);
    }

    @Test
    void onlyTheLastOfManyHighlightsIsServed() throws Exception {
        StarTable spectra = SmallBundle.spectra(5);
        send(spectra, "t1");
        next();
        Path one = file(SmallBundle.spectra(1), "slow.fits");
        String running = (String) good(topcat.call(client, slowFit(one).addParam("samples", "1000000"))).get("job-id");
        awaitState(running, "running", 20);
        // More than the queue would hold, had earlier ones not been dropped.
        for (int row = 0; row < 5; row++) {
            good(topcat.highlight(client, "t1", row));
        }
        good(topcat.call(client, new Message("montecat.job.cancel").addParam("job-id", running)));
        assertPosteriorOfRow(spectra, 4, next());
        assertNothingMoreComes();
    }

    @Test
    void hubMayGoAndComeBack() throws Exception {
        send(SmallBundle.spectra(2), "t1");
        ReceivedTable before = next();
        topcat.close();
        stopHub();
        startHub();
        topcat = TablePartner.join(profile, "topcat", true);
        long end = System.nanoTime() + SOON.toNanos();
        while (topcat.find("Montecat").isEmpty()) {
            assertTrue(System.nanoTime() < end, "the agent does not join the new hub");
            Thread.sleep(20);
        }
        client = topcat.find("Montecat").orElseThrow();
        assertFalse(agent.hasOwnHub());
        good(topcat.highlight(client, before.id(), 1));
        assertPosteriorOfRow(SmallBundle.spectra(2), 1, next());
        send(SmallBundle.spectra(2), "t2");
        assertEquals("sky, " + SmallBundle.NAME, next().name());
    }
}
