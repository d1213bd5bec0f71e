package io.github.montecat.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.montecat.SmallBundle;
import io.github.montecat.SmallEventList;
import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.inference.FitSettings;
import io.github.montecat.job.JobListener;
import io.github.montecat.source.DownloadLimits;
import io.github.montecat.source.SourcePolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.astrogrid.samp.Message;
import org.astrogrid.samp.Response;
import org.astrogrid.samp.hub.Hub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.starlink.table.ArrayColumn;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableOutput;

/** A client that tries what another program on the hub, such as a web page, must not have the agent do. */
@Timeout(120)
class HostileClientTest {

    private static final String SECRET = "swordfish";
    private static final Duration SOON = Duration.ofSeconds(30);

    private static BundleLibrary library;

    @TempDir
    private Path folder;
    private LoopbackServer hubServer;
    private Hub hub;
    private SampAgent agent;
    private TablePartner hostile;
    private TablePartner good;
    private HttpServer web;
    private final ExecutorService webThreads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<String> fetched = Collections.synchronizedList(new ArrayList<>());
    private String client;
    private StandardProfile profile;

    @BeforeAll
    static void makeBundle(@TempDir Path bundles) throws Exception {
        library = BundleLibrary.of(List.of(SmallBundle.make(bundles)));
    }

    @BeforeEach
    void setUp() throws Exception {
        profile = StandardProfile.at(folder.resolve("samp.lock"));
        hubServer = new LoopbackServer();
        hub = profile.startHub(hubServer).orElseThrow();
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.setExecutor(webThreads);
        web.createContext("/", this::serve);
        web.start();
        startAgent(SourcePolicy.AGENT);
        hostile = TablePartner.join(profile, "hostile", true);
        good = TablePartner.join(profile, "good", true);
        client = good.find("Montecat").orElseThrow();
    }

    private void startAgent(SourcePolicy policy) throws IOException {
        agent = SampAgent.start(AgentSettings.of(profile, false, library, new FitSettings(20, 5, Optional.empty()),
                "1", JobListener.NONE).withDs9(folder.resolve("pha"), false).withSources(policy));
    }

    /** Starts an agent that was allowed more, or has less patience. */
    private void restartAgent(SourcePolicy policy) throws Exception {
        agent.close();
        startAgent(policy);
        client = good.find("Montecat").orElseThrow();
    }

    @AfterEach
    void tearDown() throws Exception {
        end.countDown();
        good.close();
        hostile.close();
        agent.close();
        hub.shutdown();
        hubServer.close();
        web.stop(0);
        webThreads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        fetched.add(path);
        try (exchange; OutputStream out = exchange.getResponseBody()) {
            switch (path) {
                case "/to-file" -> {
                    exchange.getResponseHeaders().set("Location", secret("redirected.fits").toUri().toString());
                    exchange.sendResponseHeaders(302, -1);
                }
                case "/silent" -> end.await(60, TimeUnit.SECONDS);
                case "/drip" -> {
                    exchange.sendResponseHeaders(200, 0);
                    for (int i = 0; i < 600 && !end.await(100, TimeUnit.MILLISECONDS); i++) {
                        out.write(i == 0 ? "SIMPLE  =                    T".getBytes(StandardCharsets.US_ASCII)
                                : new byte[] {' '});
                        out.flush();
                    }
                }
                case "/endless" -> {
                    exchange.sendResponseHeaders(200, 0);
                    out.write("SIMPLE  =                    T".getBytes(StandardCharsets.US_ASCII));
                    while (end.getCount() > 0) {
                        out.write(new byte[10_000]);
                    }
                }
                case "/pha/evt-1.pha", "/links.vot" -> {
                    byte[] content = Files.readAllBytes(folder.resolve(path.substring(1)));
                    exchange.sendResponseHeaders(200, content.length);
                    out.write(content);
                }
                case "/junk" -> {
                    exchange.sendResponseHeaders(200, 0);
                    while (end.getCount() > 0) {
                        out.write(SECRET.getBytes(StandardCharsets.US_ASCII));
                    }
                }
                default -> exchange.sendResponseHeaders(404, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String address(String path) {
        return "http://127.0.0.1:" + web.getAddress().getPort() + path;
    }

    private Path secret(String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), SECRET + ",counts\nbob,1\neve,2\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private static Message fit(String url) {
        return new Message("montecat.fit").addParam("url", url);
    }

    private String refused(Message message) throws IOException {
        Response response = hostile.call(client, message);
        assertFalse(response.isOK(), () -> "was accepted, " + response.getResult());
        return plain(response.getErrInfo().getErrortxt());
    }

    /** One sentence for people, which tells nothing of what a file holds. */
    private static String plain(String sentence) {
        assertFalse(sentence.contains(SECRET) || sentence.contains("root:") || sentence.contains("PATH="), sentence);
        assertFalse(sentence.contains("internal error") || sentence.contains("Exception") || sentence.contains("null")
                || sentence.contains("\n"), sentence);
        return sentence;
    }

    private void assertServes() throws Exception {
        assertTrue(good.sendTable(client, SmallBundle.spectra(2), "good", "g").isOK());
        assertEquals("good, " + SmallBundle.NAME, good.await(SOON).orElseThrow().name());
    }

    /** What becomes of a row whose cell names a file. */
    private String reasonOf(String name) throws Exception {
        return plain((String) cell(fitNames(name), 0, "reason"));
    }

    private StarTable fitNames(String... names) throws Exception {
        Path file = folder.resolve("t.vot");
        ColumnStarTable table = ColumnStarTable.makeTableWithRows(names.length);
        table.addColumn(ArrayColumn.makeColumn("phafile", names));
        new StarTableOutput().writeStarTable(table, file.toString(), "votable");
        Response response = hostile.call(client, fit(file.toUri().toString()));
        assertTrue(response.isOK(), () -> String.valueOf(response.getErrInfo()));
        return hostile.await(SOON).orElseThrow().table();
    }

    /** The PHA file of the only region; its row and its posterior come in any order. */
    private String writtenBy(Message message) throws Exception {
        assertTrue(hostile.call(client, message).isOK());
        StarTable one = hostile.await(SOON).orElseThrow().table();
        StarTable other = hostile.await(SOON).orElseThrow().table();
        return (String) cell(one.getRowCount() == 1 ? one : other, 0, "pha_file");
    }

    private static Object cell(StarTable table, int row, String name) throws IOException {
        for (int c = 0; c < table.getColumnCount(); c++) {
            if (table.getColumnInfo(c).getName().equals(name)) {
                return table.getCell(row, c);
            }
        }
        throw new AssertionError("no column " + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "secret.csv", "secret.txt", "secret.fits", "secret.vot", "secret.ecsv"})
    void aFileThatIsNoTableOfOursStaysUnread(String name) throws Exception {
        String url = secret(name).toUri().toString();
        for (String format : List.of("", "csv", "ascii", "tst", "ipac", "votable", "pds4", "fits", "ecsv")) {
            String sentence = refused(format.isEmpty() ? fit(url).addParam("column", SECRET)
                    : fit(url).addParam("format", format).addParam("column", SECRET));
            assertTrue(sentence.contains(name), sentence);
        }
        refused(new Message("table.load.votable").addParam("url", url));
        refused(new Message("spectrum.load.ssa-generic").addParam("url", url.replace("file:", "FILE:")));
        assertServes();
    }

    @Test
    void namesOfOtherPlacesAreRefused() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("x.fits"), secret("hidden"));
        refused(fit(link.toUri().toString()));
        refused(fit(Files.createSymbolicLink(folder.resolve("x.csv"), secret("hidden")).toUri().toString()));
        refused(fit("file:///dev/zero"));
        refused(fit("file:///proc/self/environ"));
        refused(fit("jar:" + link.toUri() + "!/x"));
        refused(fit(folder.toUri().toString()));
        assertServes();
    }

    @Test
    void aPipeDoesNotHoldAnybodyUp() throws Exception {
        Path pipe = folder.resolve("pipe.fits");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
        refused(fit(pipe.toUri().toString()));
        reasonOf(pipe.toString());
        refused(new Message("montecat.fit.region").addParam("events", pipe.toString()).addParam("regions",
                "circle(1,1,1)"));
        refused(new Message("montecat.fit.region").addParam("events", "-").addParam("regions", "circle(1,1,1)"));
        assertServes();
    }

    @Test
    void aCellBringsNoContentAndFetchesNothing() throws Exception {
        for (String name : List.of(secret("secret").toString(), secret("secret.pha").toUri().toString(),
                "/proc/self/environ", "/dev/zero", "/etc/passwd",
                Files.createSymbolicLink(folder.resolve("x.pha"), secret("hidden")).toString())) {
            reasonOf(name);
        }
        for (String name : List.of(address("/x.pha"), "https://127.0.0.1:1/x.pha", "ftp://127.0.0.1:1/x.pha",
                "jar:" + address("/x.jar") + "!/x.pha", "gopher://127.0.0.1:1/x.pha")) {
            String reason = reasonOf(name);
            assertTrue(reason.contains(name), reason);
        }
        assertEquals(List.of(), fetched);
        assertTrue(reasonOf(address("/x.pha")).contains("--allow-downloads"));
        assertServes();
    }

    @Test
    void aVotableReadsNoOtherFile() throws Exception {
        for (String href : List.of(secret("secret").toUri().toString(), "secret", address("/data"))) {
            for (String kind : List.of("BINARY", "BINARY2", "FITS")) {
                Path table = Files.writeString(folder.resolve("links.vot"), "<VOTABLE><RESOURCE><TABLE>"
                        + "<FIELD name='COUNTS' datatype='unsignedByte' arraysize='9'/><PARAM name='EXPOSURE' "
                        + "datatype='double' value='10'/><DATA><" + kind + "><STREAM href='" + href + "'/></" + kind
                        + "></DATA></TABLE></RESOURCE></VOTABLE>");
                refused(new Message("table.load.votable").addParam("url", table.toUri().toString()));
                refused(fit(table.toUri().toString()));
                refused(fit(address("/links.vot")));
            }
        }
        assertEquals(Set.of("/links.vot"), Set.copyOf(fetched));
        assertServes();
    }

    @Test
    void spectraOfRegionsStayInTheAgentsFolderAndReplaceNothing() throws Exception {
        Path events = SmallEventList.write(folder.resolve("evt.fits"));
        Path foreign = Files.createDirectory(folder.resolve("foreign"));
        Message message = new Message("montecat.fit.region").addParam("events", events.toString())
                .addParam("regions", "circle(30,40,10)");
        for (String place : List.of(foreign.toString(), "../foreign", "..", ".", "a/b", "a\\b", "/")) {
            String sentence = refused(new Message("montecat.fit.region").addParam("events", events.toString())
                    .addParam("regions", "circle(30,40,10)").addParam("pha-dir", place));
            assertTrue(sentence.contains(place) && sentence.contains("pha-dir"), sentence);
        }
        byte[] thesis = "a thesis".getBytes();
        Path mine = Files.write(Files.createDirectories(folder.resolve("pha")).resolve("evt-1.pha"), thesis);
        String first = writtenBy(message);
        assertArrayEquals(thesis, Files.readAllBytes(mine));
        assertTrue(Path.of(first).startsWith(folder.resolve("pha")) && Files.exists(Path.of(first)), first);
        assertEquals(first, writtenBy(message), "its own file it may replace");
        try (var files = Files.list(foreign)) {
            assertEquals(0, files.count());
        }
        assertServes();
    }

    @Test
    void somebodyWhoPlaysDs9HasNoFileRead() throws Exception {
        SmallEventList.write(folder.resolve("evt.fits"));
        try (FakeDs9 ds9 = new FakeDs9(profile, folder)) {
            ds9.values.put("file", folder.resolve("evt.fits").toString());
            ds9.values.put("cd", folder.toString());
            ds9.regions = SECRET + "(1,2)\nbob\n";
            refused(new Message("montecat.fit.region"));
            ds9.regions = "# Region file format: DS9 version 4.1\nphysical\ncircle(30,40,10)\n";
            ds9.values.put("file", secret("secret.evt").toString());
            refused(new Message("montecat.fit.region"));
        }
        assertServes();
    }

    @Test
    void aRedirectLeadsNowhereElse() throws Exception {
        String sentence = refused(fit(address("/to-file")));
        assertTrue(sentence.contains("redirect"), sentence);
        assertServes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/drip", "/silent"})
    void slowDownloadsHoldNobodyElseUp(String path) throws Exception {
        ExecutorService callers = Executors.newCachedThreadPool();
        for (int i = 0; i < 6; i++) {
            callers.submit(() -> hostile.call(client, fit(address(path))));
        }
        while (fetched.size() < 2) {
            Thread.sleep(10);
        }
        assertServes();
        assertEquals(2, fetched.size(), "a client has two places");
        callers.shutdownNow();
    }

    @Test
    void downloadsEndWhereverTheyAreNamed() throws Exception {
        DownloadLimits limits = new DownloadLimits(Duration.ofMillis(200), Duration.ofMillis(400), 1_000_000);
        restartAgent(new SourcePolicy(false, true, limits, limits, Duration.ofMinutes(1)));
        for (String path : List.of("/endless", "/drip", "/silent", "/junk", "/to-file", "/absent")) {
            refused(fit(address(path)));
            String reason = reasonOf(address(path));
            assertTrue(reason.contains(address(path)), reason);
        }
        refused(new Message("montecat.fit.region").addParam("events", address("/drip")).addParam("regions",
                "circle(1,1,1)"));
        assertTrue(refused(fit("ftp://127.0.0.1:1/x.fits")).contains("ftp:"));
        assertTrue(reasonOf("ftp://127.0.0.1:1/x.pha").contains("only http and https"));
        assertServes();
    }

    @Test
    void allFilesOfATableTogetherMayTakeSoLongOnly() throws Exception {
        DownloadLimits limits = new DownloadLimits(Duration.ofMillis(300), Duration.ofSeconds(1), 1_000_000);
        restartAgent(new SourcePolicy(false, true, limits, limits, Duration.ofMillis(100)));
        StarTable result = fitNames(address("/silent"), address("/silent"), address("/silent"));
        assertTrue(((String) cell(result, 0, "reason")).contains("sends nothing"));
        assertTrue(((String) cell(result, 2, "reason")).contains("has taken"));
        assertEquals(1, fetched.size());
        assertServes();
    }

    @Test
    void allowedDownloadsAreFitted() throws Exception {
        Path events = SmallEventList.write(folder.resolve("evt.fits"));
        writtenBy(new Message("montecat.fit.region").addParam("events", events.toString())
                .addParam("regions", "circle(30,40,10)"));
        restartAgent(SourcePolicy.AGENT.withLinks(true));
        assertEquals(SmallBundle.NAME + " 0.9", cell(fitNames(address("/pha/evt-1.pha")), 0, "bundle"));
    }
}
