package io.github.montecat.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.montecat.FitsFixture;
import io.github.montecat.SharedData;
import io.github.montecat.inference.FitRequest;
import io.github.montecat.ogip.BackgroundFile;
import io.github.montecat.ogip.PhaReader;
import io.github.montecat.progress.Progress;
import io.github.montecat.region.RegionList;
import io.github.montecat.region.RegionParser;
import io.github.montecat.source.SourcePolicy;
import io.github.montecat.spectrum.Spectrum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.ac.starlink.table.StarTable;

class RegionExtractorTest {

    private static final int EVENTS = 600_000;

    @TempDir
    private Path dir;
    private final double[] x = new double[EVENTS];
    private final double[] y = new double[EVENTS];
    private final int[] pi = new int[EVENTS];
    private final double[] time = new double[EVENTS];

    /** Uniform positions and channels; good times 0-400 and 600-1000, live for 90 %. */
    private FitsFixture events() {
        Random random = new Random(7);
        for (int i = 0; i < EVENTS; i++) {
            x[i] = 1 + 999 * random.nextDouble();
            y[i] = 1 + 999 * random.nextDouble();
            pi[i] = random.nextInt(50);
            time[i] = 800 * random.nextDouble();
            time[i] += time[i] < 400 ? 0 : 200;
        }
        return new FitsFixture().extension("GTI").column("START", new double[] {0, 600})
                .column("STOP", new double[] {400, 1000}).extension("EVENTS").column("TIME", time).column("X", x)
                .columnKey("TLMIN", 1).columnKey("TLMAX", 1000).key("TCTYP2", "RA---TAN").key("TCRVL2", 10.0)
                .key("TCRPX2", 500.0).key("TCDLT2", -0.001).column("Y", y).columnKey("TLMIN", 1)
                .columnKey("TLMAX", 1000).key("TCTYP3", "DEC--TAN").key("TCRVL3", 60.0).key("TCRPX3", 500.0)
                .key("TCDLT3", 0.001).column("PI", pi).columnKey("TLMIN", 0).columnKey("TLMAX", 39)
                .key("TELESCOP", "NICER").key("INSTRUME", "XTI").key("ONTIME", 800.0).key("EXPOSURE", 720.0);
    }

    private static RegionSpectra extract(Path file, String filter, String regions, ExtractionSettings settings)
            throws IOException {
        try (EventFile events = EventFile.open(EventLocation.parse(file.toString()), List.of(), Optional.empty(),
                SourcePolicy.USER)) {
            RegionList list = RegionParser.parse(regions, events.coordinates());
            return new RegionExtractor(events, EventFilter.parse(filter, events.columnNames()), settings)
                    .extract(list, Progress.NONE);
        }
    }

    @Test
    void countsEveryEventInEveryRegionAndChannel() throws IOException {
        Path file = events().write(dir.resolve("events.fits"));
        RegionSpectra spectra = extract(file, "pi>=3&&time=0:200", "circle(300,400,100)\n-box(350,400,20,20,0)\n"
                + "box(700,700,200,100,0) # background\npolygon(0,0,10,0\nannulus(600,300,50,100) # text={ring}",
                ExtractionSettings.AUTOMATIC);
        int[] circle = new int[40];
        int circleAll = 0;
        int background = 0;
        for (int i = 0; i < EVENTS; i++) {
            boolean passes = pi[i] >= 3 && time[i] <= 200;
            boolean hole = Math.abs(x[i] - 350) <= 10 && Math.abs(y[i] - 400) <= 10;
            if (passes && !hole && Math.hypot(x[i] - 300, y[i] - 400) <= 100) {
                circleAll++;
                if (pi[i] < 40) {
                    circle[pi[i]]++;
                }
            }
            background += passes && pi[i] < 40 && Math.abs(x[i] - 700) <= 100 && Math.abs(y[i] - 700) <= 50 ? 1 : 0;
        }
        Spectrum spectrum = spectra.request(0).spectrum();
        for (int c = 0; c < 40; c++) {
            assertEquals(circle[c], spectrum.counts(c), "channel " + c);
        }
        assertEquals(background, spectrum.background().orElseThrow().totalCounts());
        assertEquals(0, spectrum.firstChannel());
        assertEquals("NICER", spectrum.telescope());
        // 200 of 800 s of good time are left by the filter.
        assertEquals(180, spectrum.exposure(), 1e-9);
        double area = Math.PI * 1e4 - 400;
        assertEquals(area / (999.0 * 999), spectrum.backScale().orElseThrow()[0], 1e-8);
        FitRequest malformed = spectra.request(1);
        assertTrue(malformed.failure().getMessage().contains("line 4"), malformed.failure().getMessage());

        StarTable table = spectra.resultBase();
        assertEquals(3, table.getRowCount());
        assertEquals((double) circleAll, cell(table, 0, "counts"));
        assertEquals(circleAll - countIn(background(), 3, 200) * area / 20_000, (double) cell(table, 0, "net_counts"),
                0.02);
        assertEquals("ring", cell(table, 2, "name"));
        assertTrue(Double.isNaN((double) cell(table, 1, "counts")));
        assertEquals(10 + 0.2 / Math.cos(Math.toRadians(60)), (double) cell(table, 0, "RA"), 0.002);
        assertEquals(60 - 0.1, (double) cell(table, 0, "DEC"), 0.002);
    }

    private static double[] background() {
        return new double[] {600, 800, 650, 750};
    }

    private int countIn(double[] box, int lowestPi, double latest) {
        int n = 0;
        for (int i = 0; i < EVENTS; i++) {
            n += pi[i] >= lowestPi && time[i] <= latest && x[i] >= box[0] && x[i] <= box[1] && y[i] >= box[2]
                    && y[i] <= box[3] ? 1 : 0;
        }
        return n;
    }

    @Test
    void writesPhaFilesThatCanBeReadAgain() throws IOException {
        Path file = events().write(dir.resolve("events.fits"));
        RegionSpectra spectra = extract(file, "", "annulus(500,500,10,20,30)\nbox(700,700,200,100,0) # background",
                new ExtractionSettings(OptionalDouble.of(50), OptionalInt.empty(), "a.rmf", "a.arf"));
        assertEquals(2, spectra.writePhaFiles(dir, "src"));
        Spectrum read = new PhaReader(BackgroundFile.REQUIRE).read(dir.resolve("src-1_2.pha"));
        Spectrum made = spectra.request(1).spectrum();
        assertEquals(made.totalCounts(), read.totalCounts());
        assertEquals(50, read.exposure());
        assertEquals("a.rmf", read.responseFile());
        assertEquals("a.arf", read.ancillaryFile());
        double ratio = read.backScale().orElseThrow()[0] / read.background().orElseThrow().backScale().orElseThrow()[0];
        assertEquals(Math.PI * 500 / 20_000, ratio, 1e-6);
        assertEquals(dir.resolve("src-1_2.pha").toAbsolutePath().toString(), cell(spectra.resultBase(), 1, "pha_file"));
    }

    @Test
    void goodTimesCountWhereTheHeaderWasNotMadeToAgree() throws IOException {
        Path file = events().key("ONTIME", 8000.0).key("EXPOSURE", 7200.0).write(dir.resolve("cut.fits"));
        RegionSpectra spectra = extract(file, "", "circle(500,500,10)", ExtractionSettings.AUTOMATIC);
        assertEquals(720, spectra.request(0).spectrum().exposure(), 1e-9);
        assertTrue(spectra.exposureSource().contains("good time intervals of 800"), spectra.exposureSource());
    }

    @Test
    void aListWithoutChannelsIsCountedButHasNoSpectrum() throws IOException {
        Path file = new FitsFixture().extension("EVENTS").column("X", new float[] {1, 2, 3, 9})
                .column("Y", new float[] {1, 2, 3, 9}).write(dir.resolve("plain.fits"));
        RegionSpectra spectra = extract(file, "", "circle(2,2,2)", ExtractionSettings.AUTOMATIC);
        assertEquals(3.0, cell(spectra.resultBase(), 0, "counts"));
        assertTrue(spectra.request(0).failure().getMessage().contains("no column PI or PHA"));
        assertEquals(0, spectra.writePhaFiles(dir, "none"));
        assertFalse(Files.exists(dir.resolve("none-1.pha")));
    }

    @Test
    void namesOfDs9AreTakenApart() {
        EventLocation location = EventLocation.parse("data/evt.fits[EVENTS][pi>100&&pi<300][time=1:2]");
        assertEquals("data/evt.fits", location.file());
        assertEquals(Optional.of("EVENTS"), location.extension());
        assertEquals("(pi>100&&pi<300)&&(time=1:2)", location.filter());
        assertEquals("pi>5", EventLocation.parse("evt.fits[2,pi>5]").filter());
        assertEquals("pi>5", EventLocation.parse("evt.fits[pi>5]").filter());
        assertEquals(Optional.empty(), EventLocation.parse("evt.fits[pi>5]").extension());
        assertEquals("/home/me/data/evt.fits", location.in(Path.of("/home/me")).file());
        assertEquals("http://host/evt.fits", EventLocation.parse("http://host/evt.fits").in(Path.of("/x")).file());
    }

    /**
     * The M 82 events, counted by numpy in double precision at the positions that astropy 5.2.1 reads:
     * {@code (hypot(x-4454, y-3836) <= 30).sum()} and likewise in frames turned by the regions' angles.
     */
    @Test
    void agreesWithOthersOnRealEvents() throws IOException {
        Path file = SharedData.file("events/chandra_m82_stingray_test.fits");
        String regions = """
                physical
                circle(4454,3836,30)
                ellipse(4454,3836,40,20,30)
                ellipse(4454,3836,20,10,40,20,30)
                box(4454,3836,60,30,20)
                panda(4454,3836,10,130,1,10,40,1)
                epanda(4454,3836,30,220,1,10,20,40,80,1,25)
                bpanda(4454,3836,30,220,1,10,20,40,80,1,25)
                """;
        RegionSpectra spectra = extract(file, "", regions, ExtractionSettings.AUTOMATIC);
        double[] exact = {2413, 2352, 389, 2224, 117, 866, 583};
        for (int i = 0; i < exact.length; i++) {
            assertEquals(exact[i], cell(spectra.resultBase(), i, "counts"), "region " + (i + 1));
        }
        assertEquals(1547.0, cell(extract(file, "pi>100&&pi<300", regions, ExtractionSettings.AUTOMATIC).resultBase(),
                0, "counts"));
        assertEquals(1024, spectra.request(0).spectrum().channelCount());
        assertEquals(945.336 * 18279.3387 / 20154.7988, spectra.request(0).spectrum().exposure(), 0.01);
        assertEquals(148.9581614, (double) cell(spectra.resultBase(), 0, "RA"), 1e-6);
        assertEquals(69.6796937, (double) cell(spectra.resultBase(), 0, "DEC"), 1e-6);
    }

    private static Object cell(StarTable table, int row, String name) throws IOException {
        for (int c = 0; c < table.getColumnCount(); c++) {
            if (table.getColumnInfo(c).getName().equals(name)) {
                return table.getCell(row, c);
            }
        }
        throw new AssertionError("no column " + name);
    }
}
