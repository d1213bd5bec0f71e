package io.github.montecat.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionParserTest {

    static final RegionCoordinates WITHOUT_SKY = new RegionCoordinates(Optional.empty(), "there is none",
            new ImageBinning(4096.5, 4096.5, 1, 1, 1024));
    private static final double D = 0.492 / 3600;
    /** The projection of the M 82 events. */
    private static final RegionCoordinates M82 = new RegionCoordinates(Optional.of(new SkyProjection(
            SkyProjection.Kind.TAN, SkyFrame.ICRS, 149.09885492322, 69.715351594383, 4096.5, 4096.5,
            SkyProjection.matrix(-D, D, 0))), "", WITHOUT_SKY.binning());

    private static final String DS9_FILE = """
            # Region file format: DS9 version 4.1
            global color=green dashlist=8 3 width=1 font="helvetica 10 normal roman" select=1 source=1
            physical
            circle(4454,3836,30) # text={src; A #1} tag={g 1} tag={h}
            annulus(4454,3836,10,20,30,40) # color=red
            line(4400,3800,4500,3900) # line=0 0
            # text(4400,3800) text={hello}
            -circle(4460,3840,5)
            circle(4300,3700,60) # background tag={bkg}
            panda(4454,3836,10,330,4,10,40,2)
            """;

    @Test
    void readsWhatDs9Writes() {
        RegionList list = RegionParser.parse(DS9_FILE, WITHOUT_SKY);
        assertEquals(List.of("1", "2.1", "2.2", "2.3", "5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "5.7", "5.8"),
                list.sources().stream().map(Region::id).toList());
        Region first = list.sources().get(0);
        assertEquals("src; A #1", first.name());
        assertEquals(Set.of("g 1", "h"), first.tags());
        assertEquals(4, first.line());
        assertEquals("circle", first.kind());
        assertEquals(1, list.backgrounds().size());
        assertEquals(1, list.remarks().size());
        assertTrue(list.remarks().get(0).startsWith("line 6: 'line'"), list.remarks().toString());
        assertTrue(first.shape().contains(4454, 3836));
        assertFalse(first.shape().contains(4460, 3840), "cut out by another line");
        assertEquals(Math.PI * (900 - 25), first.shape().area(), 0.1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"circle(4300,3700,60) # background", "circle(4300,3700,60) # source=0",
        "circle(4300,3700,60) # color=red -source", "circle(4300,3700,60) # tag={background}",
        "global source=0\ncircle(4300,3700,60)"})
    void knowsBackgrounds(String line) {
        RegionList list = RegionParser.parse("physical\n" + line, WITHOUT_SKY);
        assertEquals(0, list.sources().size());
        assertEquals(1, list.backgrounds().size());
    }

    @Test
    void backgroundsGoByTagOrServeAll() {
        RegionList list = RegionParser.parse("""
                circle(10,10,5) # tag={a}
                circle(30,10,5)
                circle(10,30,5) # background tag={a}
                circle(30,30,5) # background
                circle(50,30,5) # background tag={other}
                """, WITHOUT_SKY);
        Shape ofA = list.backgroundOf(list.sources().get(0)).orElseThrow();
        assertTrue(ofA.contains(10, 30));
        assertFalse(ofA.contains(30, 30));
        Shape common = list.backgroundOf(list.sources().get(1)).orElseThrow();
        assertTrue(common.contains(30, 30) && common.contains(50, 30));
        assertFalse(common.contains(10, 30));
    }

    /** One circle as DS9 8.4.1 and CIAO write it in all systems, from the M 82 events. */
    @ParameterizedTest
    @ValueSource(strings = {"physical\ncircle(4454,3836,30)", "image\ncircle(870,252,30)",
        "icrs\ncircle(148.9581614,69.6796937,14.760\")", "fk5; circle(9:55:49.9576,+69:40:46.882,0.24600')",
        "galactic\ncircle(+141:24:43.996,+40:33:50.622,14.760\")", "circle(9:55:49.9576,+69:40:46.882,0.24600')",
        "J2000\ncircle 148.9581567 69.6796895 0.0041", "icrs\ncircle(9h55m49.9587s,69d40m46.897s,30p)",
        "circle(4454,3836,14.760\")", "fk5\ncircle(148.9581567d,+69.6796895d,14.76\")"})
    void readsAllCoordinates(String text) {
        Region region = RegionParser.parse(text, M82).sources().get(0);
        assertEquals("", region.error().orElse(""));
        assertEquals(4454, region.x(), 0.05);
        assertEquals(3836, region.y(), 0.05);
        assertEquals(Math.PI * 900, region.shape().area(), 1);
    }

    @Test
    void anglesOnTheSkyAreThoseOfThePhysicalRegion() {
        Region physical = RegionParser.parse("physical\nepanda(4454,3836,30,220,1,10,20,40,80,1,25)", M82).sources().get(0);
        Region galactic = RegionParser.parse("galactic\nepanda(+141:24:43.996,+40:33:50.622,264.14613,454.14613,1,4.920\","
                + "9.840\",19.680\",39.360\",1,259.14613)", M82).sources().get(0);
        Random random = new Random(1);
        int different = 0;
        for (int i = 0; i < 20_000; i++) {
            double x = 4454 + 180 * (random.nextDouble() - 0.5);
            double y = 3836 + 180 * (random.nextDouble() - 0.5);
            different += physical.shape().contains(x, y) == galactic.shape().contains(x, y) ? 0 : 1;
        }
        assertTrue(different < 20, different + " of 20000 points differ");
    }

    @Test
    void compositesAreOneRegion() {
        RegionList list = RegionParser.parse("""
                # composite(10,10,0) || composite=1
                circle(10,10,5) || # color=red
                circle(30,10,5) ||
                circle(50,10,5) # color=red
                circle(10,50,2)
                """, WITHOUT_SKY);
        assertEquals(2, list.sources().size());
        assertEquals(3 * 25 * Math.PI, list.sources().get(0).shape().area(), 0.01);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "circle(1,2)|'circle' takes x, y, radius; it has 2 numbers",
        "circle(1,2,-3)|length -3 is not above 0",
        "circle(1,2,x)|'x' is no length",
        "circle(NaN,2,3)|'NaN' is no coordinate",
        "circle(1,2,3|the parenthesis after 'circle' is not closed",
        "crcle(1,2,3)|unknown shape 'crcle'",
        "annulus(1,2,5,3)|grow outwards",
        "polygon(1,2,3,4)|three or more pairs",
        "panda(1,2,0,360,x,0,5,1)|'x' is no number of parts",
        "sector(1,2,0,90)|the region has no end",
        "panda(1,2,0,360,5000,0,5,5000)|has 25000000 parts",
        "circle(1,2,3) nonsense|unexpected 'nonsense'",
        "epanda(1,2,0,90,1,2,3,4,5)|it has 9 numbers",
        "fk5; circle(10,20,5\")|sky coordinates need a projection, but there is none",
        "fk4; circle(10,20,5)|coordinates in 'fk4' are not supported",
        "box(1,2)|it has 2 numbers"})
    void namesLineAndReason(String text, String reason) {
        RegionList list = RegionParser.parse("physical\n\n" + text + "\nphysical\ncircle(5,5,1)", WITHOUT_SKY);
        assertEquals(2, list.sources().size(), "the good region stays");
        String error = list.sources().get(0).error().orElseThrow();
        assertTrue(error.startsWith("line 3, '") && error.contains(reason), error);
        assertTrue(list.sources().get(1).error().isEmpty());
    }

    @Test
    void aPointIsAPixelOfTheImage() {
        Region point = RegionParser.parse("point(4454.2,3836.9) # point=x", WITHOUT_SKY).sources().get(0);
        assertEquals(1, point.shape().area(), 1e-9);
        assertTrue(point.shape().contains(4453.6, 3836.6) && point.shape().contains(4454.4, 3837.4));
        assertFalse(point.shape().contains(4454.2, 3836.4));
    }

    @Test
    void imageCoordinatesFollowTheBinning() {
        // As DS9 8.4.1 writes box(4454,3836,60,30,30) after "bin factor 4" about 4452.5, 3836.5.
        RegionCoordinates binned = WITHOUT_SKY.withBinning(new ImageBinning(4452.5, 3836.5, 4, 4, 1024));
        Region box = RegionParser.parse("image\nbox(512.875,512.375,15,7.5,30)", binned).sources().get(0);
        assertEquals(4454, box.x(), 1e-9);
        assertEquals(3836, box.y(), 1e-9);
        assertEquals(1800, box.shape().area(), 1e-9);
    }

    private static RegionList parse(String text) {
        return RegionParser.parse(text,
                new RegionCoordinates(Optional.empty(), "none", new ImageBinning(0, 0, 1, 1, 1024)));
    }

    private static boolean inSmallThread(Callable<Boolean> task) throws Exception {
        FutureTask<Boolean> future = new FutureTask<>(task);
        new Thread(null, future, "small", 1 << 18).start();
        return future.get();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+circle(5,5,2)", "-circle(8,8,1)", "*circle(5,5,9)", "*-circle(8,8,1)",
            "||\ncircle(5,5,2)"})
    void manyCombinedShapesAreNotDeep(String more) throws Exception {
        RegionList list = parse("physical;circle(5,5,3)" + more.repeat(more.startsWith("*-") ? 100 : 3000));
        assertEquals(1, list.sources().size(), list.sources().toString());
        Shape shape = list.sources().get(0).shape();
        assertTrue(inSmallThread(() -> shape.contains(5, 5) && !shape.contains(8, 8) && shape.hashCode() != 0
                && shape.equals(shape) && shape.chord(5).contains(5)));
    }

    @Test
    void manyExclusionsAreNotDeep() throws Exception {
        RegionList list = parse("physical\ncircle(5,5,3)\n" + "-circle(6,6,1)\n".repeat(5000) + "-circle(60,60,1)\n");
        Shape shape = list.sources().get(0).shape();
        assertTrue(inSmallThread(() -> shape.contains(4, 4) && !shape.contains(6, 6) && shape.hashCode() != 0));
    }

    @Test
    void boundsLayersOfOperators() {
        String deep = parse("physical;circle(5,5,3)" + "+box(1,1,1,1)-box(2,2,1,1)".repeat(500)).sources().get(0)
                .error().orElseThrow();
        assertTrue(deep.contains("more than 100 layers"), deep.substring(deep.length() - 100));
    }

    @Test
    void boundsTheNumberOfShapesInARegion() {
        String many = parse("physical;circle(5,5,3)" + "+circle(5,5,3)".repeat(5000)).sources().get(0)
                .error().orElseThrow();
        assertTrue(many.endsWith("more than 5000 shapes, expected fewer"), many);
    }

    @Test
    void boundsTheNumberOfRegions() {
        RegionList list = parse("physical\n" + "annulus(1,1,1,9,n=2500)\n".repeat(5));
        assertEquals(5_000 + 3, list.sources().size());
        assertTrue(list.sources().get(5_000).error().orElseThrow().contains("more than 5000 regions"));
    }

    /** Each of these took time with the square of its length. */
    @ParameterizedTest
    @ValueSource(strings = {";", "circle(1,1,1)||\n", "circle(1,1,1)+", "#a={ ", "circle(1,1,1);"})
    void longFilesTakeTimeInProportion(String piece) {
        assertTimeout(Duration.ofSeconds(60), () -> parse("physical\n" + piece.repeat(1_000_000 / piece.length())));
    }

    @Test
    void longNumbersAreNumbers() {
        String error = RegionParser.parse("fk5;circle(99999999999:00:00.1,+2:00:00,3)", M82).sources().get(0).error()
                .orElse("");
        assertTrue(!error.contains("Exception"), error);
    }
}
