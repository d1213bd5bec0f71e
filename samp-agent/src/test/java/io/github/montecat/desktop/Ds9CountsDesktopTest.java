package io.github.montecat.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.agent.Ds9Session;
import io.github.montecat.agent.LoopbackServer;
import io.github.montecat.agent.StandardProfile;
import io.github.montecat.ds9.Ds9Client;
import io.github.montecat.ds9.Ds9View;
import io.github.montecat.event.EventFile;
import io.github.montecat.event.EventFilter;
import io.github.montecat.event.ExtractionSettings;
import io.github.montecat.event.RegionExtractor;
import io.github.montecat.event.RegionSpectra;
import io.github.montecat.progress.Progress;
import io.github.montecat.region.RegionParser;
import io.github.montecat.source.SourcePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.astrogrid.samp.client.HubConnection;
import org.astrogrid.samp.hub.Hub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.table.StarTable;

/** The number of events in every shape against the real DS9's own statistics, and the traps of its SAMP interface. */
@Tag("desktop")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class Ds9CountsDesktopTest {

    /** Within pixels at the edge. */
    private static final double TOLERANCE = 0.005;

    /**
     * DS9 8.4.1's statistics leave out of a polygon what lies further from the mean of its corners' heights than the nearer of
     * its upper and lower end: of the triangle (100,100), (200,100), (150,250) all above 200. So the polygon here is one with
     * its corners' mean at half height; others are compared with AWT's in the tests of regions.
     */
    private static final List<String> SHAPES = List.of("circle(250,260,60)", "ellipse(250,260,90,50,30)",
            "ellipse(250,260,40,20,90,50,30)", "box(250,260,160,80,20)", "box(250,260,60,30,160,80,20)",
            "annulus(250,260,20,60)", "annulus(250,260,20,50,80,110)", "polygon(150,150,320,180,360,340,250,290,140,265)",
            "panda(250,260,10,130,1,30,110,1)", "panda(250,260,10,330,4,30,110,2)",
            "epanda(250,260,30,220,1,20,40,80,160,1,25)", "bpanda(250,260,30,220,2,20,40,160,240,2,25)");

    @TempDir
    private Path dir;
    private LoopbackServer server;
    private StandardProfile profile;
    private Hub hub;
    private HubConnection tester;

    @BeforeEach
    void startHub() throws IOException {
        DesktopPrograms.assume("ds9", "Xvfb", "openbox", "import");
        server = new LoopbackServer();
        profile = StandardProfile.at(dir.resolve("samp"));
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
    void everyShapeHoldsAsManyEventsAsDs9Counts() throws Exception {
        EventListFile.write(dir.resolve("events.fits"), 1_500_000, 0);
        try (VirtualDisplay display = new VirtualDisplay("1000x900");
                // A relative name, which DS9 gives back as it is.
                Ds9 ds9 = new Ds9(display, dir.resolve("samp"), tester, "events.fits");
                Ds9Session session = Ds9Session.join(profile, "test")) {
            ds9.set("bin buffersize 2048");
            ds9.set("bin factor 0.25");
            ds9.set("bin about 256.5 256.5");
            ds9.set("bin filter {pi>100&&pi<=400}");
            ds9.draw("physical", String.join("\n", SHAPES));
            Ds9Client client = session.ds9();
            Ds9View view = client.view();
            assertEquals(dir.toRealPath().resolve("events.fits"), Path.of(view.events().file()).toRealPath());
            assertEquals("pi>100&&pi<=400", view.events().filter());
            double[] expected = flat(ds9.counts(SHAPES.size()));
            assertEquals(24, expected.length);
            assertCounts(expected, extract(view, client.regions()));
            // The same regions as DS9 writes them in other coordinates.
            for (String system : List.of("-system image", "-system wcs -sky icrs -skyformat degrees",
                    "-system wcs -sky fk5 -skyformat sexagesimal", "-system wcs -sky galactic -skyformat degrees")) {
                assertCounts(expected, extract(view, client.get("regions -format ds9 " + system)));
            }
            // CIAO has neither rings of ellipses and boxes nor pandas of them; DS9 writes none of these.
            ds9.set("regions delete all");
            List<String> plain = List.of("circle(250,260,60)", "box(250,260,160,80,20)", "annulus(250,260,20,60)",
                    "panda(250,260,10,130,1,30,110,1)");
            ds9.draw("physical", String.join("\n", plain));
            double[] all = flat(ds9.counts(SHAPES.size() + plain.size()));
            double[] fewer = Arrays.copyOfRange(all, all.length - plain.size(), all.length);
            for (String system : List.of("-system physical", "-system wcs -sky fk5 -skyformat sexagesimal")) {
                assertCounts(fewer, extract(view, client.get("regions -format ciao " + system)));
            }
        }
    }

    @Test
    void realEventsOfM82() throws Exception {
        Path file = sharedEvents();
        try (VirtualDisplay display = new VirtualDisplay("1000x900");
                Ds9 ds9 = new Ds9(display, dir.resolve("samp"), tester, file.toString());
                Ds9Session session = Ds9Session.join(profile, "test")) {
            ds9.set("bin buffersize 4096");
            ds9.set("bin factor 0.0625");
            ds9.set("bin about 4454 3836");
            List<String> shapes = List.of("circle(4454,3836,30)", "ellipse(4454,3836,40,20,30)",
                    "box(4454,3836,60,30,20)", "annulus(4454,3836,5,40)", "polygon(4440,3820,4470,3828,4480,3860,4430,3852)",
                    "panda(4454,3836,200,340,1,2,60,1)", "epanda(4454,3836,30,320,1,10,20,40,80,1,25)",
                    "bpanda(4454,3836,30,320,1,10,20,100,110,1,25)");
            ds9.draw("physical", String.join("\n", shapes));
            Ds9Client client = session.ds9();
            assertCounts(flat(ds9.counts(shapes.size())), extract(client.view(), client.regions()));
        }
    }

    @Test
    void aQuestionThatDs9NeverAnswersTimesOut() throws Exception {
        EventListFile.write(dir.resolve("events.fits"), 100, 0);
        try (VirtualDisplay display = new VirtualDisplay("1000x900");
                Ds9 ds9 = new Ds9(display, dir.resolve("samp"), tester, "events.fits");
                Ds9Session session = Ds9Session.join(profile, "test")) {
            Ds9Client client = session.ds9(Duration.ofSeconds(4));
            ds9.set("bin factor 1");
            IOException e = assertThrows(IOException.class, () -> client.get("bin"));
            assertTrue(e.getMessage().contains("dialogue") || e.getMessage().contains("refuses"), e.getMessage());
        }
    }

    /** The shared folder, as the tests of the other modules find it. */
    private static Path sharedEvents() {
        String stated = System.getenv("MONTECAT_SHARED");
        Path file = stated == null ? null : Path.of(stated, "data", "events", "chandra_m82_stingray_test.fits");
        for (Path p = Path.of("").toAbsolutePath(); file == null && p != null; p = p.getParent()) {
            Path here = p.resolve("shared/data/events/chandra_m82_stingray_test.fits");
            file = Files.exists(here) ? here : null;
        }
        Assumptions.assumeTrue(file != null && Files.exists(file), "skipped: no events in a folder 'shared'");
        return file;
    }

    private static double[] flat(List<double[]> counts) {
        return counts.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    private static double[] extract(Ds9View view, String regions) throws IOException {
        try (EventFile events = EventFile.open(view.events(), view.axes(), Optional.empty(), SourcePolicy.USER)) {
            RegionSpectra spectra = new RegionExtractor(events, EventFilter.parse(view.events().filter(),
                    events.columnNames()), ExtractionSettings.AUTOMATIC).extract(RegionParser.parse(regions,
                            events.coordinates().withBinning(view.binning())), Progress.NONE);
            List<Double> counts = new ArrayList<>();
            StarTable table = spectra.resultBase();
            for (int row = 0; row < table.getRowCount(); row++) {
                assertEquals("", spectra.regions().get(row).error().orElse(""));
                for (int c = 0; c < table.getColumnCount(); c++) {
                    if (table.getColumnInfo(c).getName().equals("counts")) {
                        counts.add((Double) table.getCell(row, c));
                    }
                }
            }
            return counts.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    private static void assertCounts(double[] ds9, double[] ours) {
        System.out.println("DS9's counts: " + Arrays.toString(ds9));
        System.out.println("ours:         " + Arrays.toString(ours));
        assertEquals(ds9.length, ours.length);
        for (int i = 0; i < ds9.length; i++) {
            assertTrue(ds9[i] > 50, "part " + i + " is worth a comparison: " + ds9[i]);
            assertEquals(ds9[i], ours[i], TOLERANCE * ds9[i], "part " + i);
        }
    }
}
