package io.github.montecat.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.agent.LoopbackServer;
import io.github.montecat.agent.StandardProfile;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;
import uk.ac.starlink.table.Tables;
import uk.ac.starlink.util.URLDataSource;

/**
 * Regions drawn, moved and deleted with the mouse in the real DS9 become rows in the real TOPCAT, fitted by the agent.
 */
@Tag("desktop")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FollowDs9DesktopTest {

    private static final int PATIENCE_SECONDS = 90;

    @TempDir
    private Path dir;
    private LoopbackServer server;
    private Hub hub;
    private HubConnection tester;

    @BeforeEach
    void startHub() throws IOException {
        DesktopPrograms.assume("ds9", "topcat", "Xvfb", "openbox", "import", "xdotool");
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

    private Path lockFile() {
        return dir.resolve("samp");
    }

    @Test
    void rowsAreAddedUpdatedAndGone() throws Exception {
        Path events = EventListFile.write(dir.resolve("field.fits"), 20_000, EventListFile.SOURCES.length);
        Path pha = dir.resolve("pha");
        try (VirtualDisplay display = new VirtualDisplay("1600x1000");
                Topcat topcat = new Topcat(display, lockFile(), List.of());
                Ds9 ds9 = new Ds9(display, lockFile(), tester, events.toString(), "-scale", "log", "-cmap", "b");
                AgentProcess agent = new AgentProcess(lockFile(), "--follow-ds9", "--samples", "200", "--pha",
                        pha.toString())) {
            topcat.place("TOPCAT", 910, 0, 690, 420);
            ds9.showForDrawing(256, 256);
            double[] first = EventListFile.SOURCES[0];
            double[] second = EventListFile.SOURCES[1];

            ds9.draw("physical", "circle(" + first[0] + "," + first[1] + ",25) # text={first}",
                    "annulus(" + first[0] + "," + first[1] + ",40,60) # background");
            StarTable one = awaitRegions(topcat, 1);
            assertTrue(number(one, 0, "net_counts") > 0.9 * (number(one, 0, "counts")
                    - number(one, 0, "background_counts")), "net counts");
            assertTrue(Double.isFinite(number(one, 0, "PhoIndex")), "fitted: " + text(one, 0, "reason"));
            assertTrue(Files.exists(Path.of(text(one, 0, "pha_file"))));

            // A new region by mouse, which DS9 makes where the button is pressed.
            ds9.change(() -> ds9.drag(second, new double[] {second[0] + 25, second[1]}));
            StarTable two = awaitRegions(topcat, 2);
            assertEquals(number(one, 0, "PhoIndex"), number(two, 0, "PhoIndex"), "the first is not computed again");
            assertEquals(second[0], number(two, 1, "X"), 15);

            picture(display, topcat);

            // Take the first by its middle and move it.
            double[] aside = {first[0] + 30, first[1] + 20};
            ds9.change(() -> {
                ds9.drag(first, first);
                ds9.drag(first, aside);
            });
            StarTable moved = awaitRegions(topcat, 2);
            assertEquals(first[0] + 30, number(moved, 0, "X"), 2);
            assertEquals(first[1] + 20, number(moved, 0, "Y"), 2);
            assertEquals(number(two, 1, "PhoIndex"), number(moved, 1, "PhoIndex"), "the second is not computed again");
            assertTrue(number(moved, 0, "counts") < number(two, 0, "counts"), "off the source");

            ds9.change(() -> {
                ds9.drag(aside, aside);
                ds9.key("Delete");
            });
            StarTable last = awaitRegions(topcat, 1);
            assertEquals(second[0], number(last, 0, "X"), 15);
            assertEquals(number(two, 1, "PhoIndex"), number(last, 0, "PhoIndex"));

            ds9.change(() -> {
                ds9.drag(second, second);
                ds9.key("Delete");
            });
            assertEquals(0, awaitRegions(topcat, 0).getRowCount());
            agent.stop();
        }
    }

    private final List<Integer> seen = new ArrayList<>();

    /** Waits for the next table of regions, which must have that many rows. */
    private StarTable awaitRegions(Topcat topcat, int rows) throws Exception {
        Topcat.Table table = topcat.awaitTable("table of " + rows + " regions", t -> t.label().contains("regions")
                && !seen.contains(t.id()));
        assertEquals(rows, table.rows(), table.toString());
        seen.add(table.id());
        String client = null;
        for (Object id : tester.getSubscribedClients("table.get.stil").keySet()) {
            client = (String) id;
        }
        Response response = tester.callAndWait(client, new Message("table.get.stil").addParam("format", "fits")
                .addParam("index", "" + table.id()), PATIENCE_SECONDS);
        assertTrue(response.isOK(), response.toString());
        URL url = new URL((String) response.getResult().get("url"));
        return Tables.randomTable(new StarTableFactory(true).makeStarTable(new URLDataSource(url), "fits"));
    }

    private static double number(StarTable table, int row, String name) throws IOException {
        return ((Number) cell(table, row, name)).doubleValue();
    }

    private static String text(StarTable table, int row, String name) throws IOException {
        return String.valueOf(cell(table, row, name)).trim();
    }

    private static Object cell(StarTable table, int row, String name) throws IOException {
        for (int c = 0; c < table.getColumnCount(); c++) {
            if (table.getColumnInfo(c).getName().equals(name)) {
                return table.getCell(row, c);
            }
        }
        throw new AssertionError("no column " + name);
    }

    /** A picture of both programs, for people. */
    private void picture(VirtualDisplay display, Topcat topcat) throws Exception {
        Topcat.Table table = topcat.awaitTable("table of regions", t -> seen.contains(t.id()));
        topcat.open(table, "Table Data");
        topcat.place("TOPCAT(", 910, 450, 690, 300);
        topcat.reveal("TOPCAT(", "nH");
        Thread.sleep(2000);
        display.screenshot(Files.createDirectories(Path.of("target", "desktop")).resolve("ds9.png"));
    }
}
