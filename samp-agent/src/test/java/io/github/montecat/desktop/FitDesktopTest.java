package io.github.montecat.desktop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.agent.LoopbackServer;
import io.github.montecat.agent.StandardProfile;
import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.progress.Progress;
import io.github.montecat.simulate.Dataset;
import io.github.montecat.simulate.ExposureDraw;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.astrogrid.samp.Message;
import org.astrogrid.samp.Response;
import org.astrogrid.samp.client.HubConnection;
import org.astrogrid.samp.hub.Hub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.table.ArrayColumn;
import uk.ac.starlink.table.ColumnData;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.ColumnStarTable;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;
import uk.ac.starlink.table.StarTableOutput;
import uk.ac.starlink.table.Tables;
import uk.ac.starlink.util.URLDataSource;

/**
 * The main job with the real TOPCAT: a table of spectra goes out of TOPCAT to the agent, results and posteriors come
 * back into TOPCAT.
 */
@Tag("desktop")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FitDesktopTest {

    private static final int ROWS = 6;
    private static final int SAMPLES = 300;
    private static final long SEED = 3;
    private static final List<String> STATISTICS =
            List.of("", "_lower", "_upper", "_lower90", "_upper90", "_mean", "_std");
    private static final int PATIENCE_SECONDS = 90;

    @TempDir
    private Path dir;
    private LoopbackServer server;
    private Hub hub;
    private HubConnection tester;

    @BeforeEach
    void startHub() throws IOException {
        DesktopPrograms.assume("topcat", "Xvfb", "openbox", "import");
        server = new LoopbackServer();
        StandardProfile profile = StandardProfile.at(lockFile());
        hub = profile.startHub(server).orElseThrow();
        tester = profile.clientProfile(server).register();
    }

    @AfterEach
    void stopHub() {
        if (hub != null) {
            hub.shutdown();
            server.close();
        }
    }

    @Test
    void spectraGoOutOfTopcatResultsAndPosteriorsComeBack() throws Exception {
        Path spectra = dir.resolve("spectra.fits");
        new StarTableOutput().writeStarTable(spectra(), spectra.toString(), "fits");
        try (VirtualDisplay display = new VirtualDisplay("1290x990");
                Topcat topcat = new Topcat(display, lockFile(), List.of());
                AgentProcess agent = new AgentProcess(lockFile(), "--samples", "" + SAMPLES, "--seed", "11")) {
            String topcatClient = awaitClient("topcat", "table.get.stil");
            awaitClient("Montecat", "table.load.fits");
            Response loaded = tester.callAndWait(topcatClient, new Message("table.load.fits")
                    .addParam("url", spectra.toUri().toString()).addParam("name", "spectra"), PATIENCE_SECONDS);
            assertTrue(loaded.isOK(), loaded.toString());
            Topcat.Table source = topcat.awaitTable("spectra", t -> t.rows() == ROWS);

            topcat.broadcast(source);

            Topcat.Table result = topcat.awaitTable("result", t -> t.rows() == ROWS && t.id() != source.id());
            StarTable sent = pull(topcatClient, source);
            StarTable received = pull(topcatClient, result);
            assertInputUntouched(sent, received);
            for (String parameter : List.of("nH", "PhoIndex", "norm")) {
                for (String statistic : STATISTICS) {
                    for (int row = 0; row < ROWS; row++) {
                        double value = number(received, row, parameter + statistic);
                        assertTrue(Double.isFinite(value), parameter + statistic + " of row " + row + ": " + value);
                    }
                }
            }
            assertNearTheTruth(received);

            topcat.highlight(result, 2);
            Topcat.Table posterior = topcat.awaitTable("posterior", t -> t.rows() == SAMPLES);
            assertPosteriorIsThatOfRow(2, received, pull(topcatClient, posterior));
            picture(display, topcat, result, posterior);

            topcat.highlight(source, 4);
            Topcat.Table second = topcat.awaitTable("posterior of a row of the spectra",
                    t -> t.rows() == SAMPLES && t.id() != posterior.id());
            assertPosteriorIsThatOfRow(4, received, pull(topcatClient, second));

            agent.stop();
            assertTrue(Files.exists(lockFile()), "the hub is not the agent's and goes on");
        }
    }

    private Path lockFile() {
        return dir.resolve("samp");
    }

    /** A catalogue with spectra simulated from the prior of a shipped bundle, all counts of a bin in its first channel. */
    private static StarTable spectra() throws IOException {
        ModelBundle bundle = bundle();
        Dataset data = data();
        int[][] counts = new int[ROWS][bundle.channelCount()];
        double[] exposure = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            double[] bins = data.spectrum(row, 0).counts();
            for (int b = 0; b < bins.length; b++) {
                counts[row][bundle.grouping().edge(b)] = (int) bins[b];
            }
            exposure[row] = data.spectrum(row, 0).exposure();
        }
        ColumnStarTable table = ColumnStarTable.makeTableWithRows(ROWS);
        table.addColumn(ArrayColumn.makeColumn("name", new String[] {"a", "b", "c", "d", "e", "f"}));
        table.addColumn(ArrayColumn.makeColumn("RA", new double[] {10, 20, 30, 40, 50, 60}));
        table.addColumn(ArrayColumn.makeColumn("DEC", new double[] {-5, -4, -3, -2, -1, 0}));
        ColumnInfo info = new ColumnInfo("COUNTS", int[].class, "counts per PI channel");
        info.setShape(new int[] {bundle.channelCount()});
        table.addColumn(new ColumnData(info) {
            @Override
            public Object readValue(long row) {
                return counts[(int) row];
            }
        });
        table.addColumn(ArrayColumn.makeColumn("EXPOSURE", exposure));
        return table;
    }

    private static Dataset data() throws IOException {
        return Dataset.simulate(bundle().source().withExposure(ExposureDraw.fixed(10)), 0, ROWS, SEED, Progress.NONE);
    }

    private static ModelBundle bundle() throws IOException {
        return BundleLibrary.shipped().find("nicer-a").orElseThrow();
    }

    /** Rows mixed up would be far off: draws of the photon index are 0.8 apart on average. */
    private static void assertNearTheTruth(StarTable received) throws IOException {
        Dataset data = data();
        for (int row = 0; row < ROWS; row++) {
            double truth = bundle().prior().fromUnit(data.unit(row))[1];
            assertEquals(truth, number(received, row, "PhoIndex"), 0.25, "PhoIndex of row " + row);
        }
    }

    /** Waits until a program of that name takes that message. */
    private String awaitClient(String name, String messageType) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end) {
            for (Object client : tester.getSubscribedClients(messageType).keySet()) {
                if (name.equalsIgnoreCase(tester.getMetadata((String) client).getName())) {
                    return (String) client;
                }
            }
            Thread.sleep(200);
        }
        throw new IOException("no " + name + " that takes " + messageType + " on the hub within " + PATIENCE_SECONDS
                + " s");
    }

    /** Fetches a table as TOPCAT has it. */
    private StarTable pull(String topcat, Topcat.Table table) throws Exception {
        Response response = tester.callAndWait(topcat, new Message("table.get.stil").addParam("format", "fits")
                .addParam("index", "" + table.id()), PATIENCE_SECONDS);
        assertTrue(response.isOK(), response.toString());
        URL url = new URL((String) response.getResult().get("url"));
        return Tables.randomTable(new StarTableFactory(true).makeStarTable(new URLDataSource(url), "fits"));
    }

    private static void assertInputUntouched(StarTable sent, StarTable received) throws IOException {
        assertEquals(sent.getRowCount(), received.getRowCount());
        for (int i = 0; i < sent.getColumnCount(); i++) {
            int j = column(received, sent.getColumnInfo(i).getName());
            for (long row = 0; row < ROWS; row++) {
                assertArrayEquals(new Object[] {sent.getCell(row, i)}, new Object[] {received.getCell(row, j)},
                        sent.getColumnInfo(i).getName() + " of row " + row);
            }
        }
    }

    /** The same samples give the same median, up to which of the two middle ones it is taken from. */
    private static void assertPosteriorIsThatOfRow(int row, StarTable result, StarTable posterior) throws IOException {
        for (String parameter : List.of("nH", "PhoIndex", "norm")) {
            double[] samples = new double[SAMPLES];
            for (int i = 0; i < SAMPLES; i++) {
                samples[i] = number(posterior, i, parameter);
            }
            Arrays.sort(samples);
            double median = number(result, row, parameter);
            double rounding = 1e-5 * Math.abs(median);
            assertTrue(median >= samples[SAMPLES / 2 - 1] - rounding && median <= samples[SAMPLES / 2] + rounding,
                    parameter + " of row " + row + " has median " + median + ", its samples have "
                            + samples[SAMPLES / 2 - 1] + " to " + samples[SAMPLES / 2]);
        }
    }

    private static double number(StarTable table, long row, String name) throws IOException {
        return ((Number) table.getCell(row, column(table, name))).doubleValue();
    }

    private static int column(StarTable table, String name) {
        for (int i = 0; i < table.getColumnCount(); i++) {
            if (name.equals(table.getColumnInfo(i).getName())) {
                return i;
            }
        }
        throw new AssertionError("no column " + name + " in " + Arrays.toString(Tables.getColumnInfos(table)));
    }

    /** A picture of TOPCAT with results and a posterior, for people. */
    private static void picture(VirtualDisplay display, Topcat topcat, Topcat.Table result, Topcat.Table posterior)
            throws Exception {
        topcat.open(result, "Table Data");
        topcat.open(posterior, "Plane Plot");
        String browser = "TOPCAT(" + result.id() + ")";
        topcat.place("TOPCAT", 0, 0, 640, 400);
        topcat.place("Plane Plot", 650, 0, 640, 650);
        topcat.place(browser, 0, 680, 1290, 310);
        topcat.reveal(browser, "nH");
        // Plots are drawn in the background, and nothing tells when they are done.
        Thread.sleep(3000);
        display.screenshot(Files.createDirectories(Path.of("target", "desktop")).resolve("topcat.png"));
    }
}
