package io.github.montecat.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Points inside against java.awt.geom, areas against formulas. */
class ShapeTest {

    private static final double X = 50;
    private static final double Y = 40;

    /** Region text, the same as an AWT area, its exact area. */
    static Stream<Arguments> shapes() {
        return Stream.of(
                Arguments.of("circle(50,40,10)", new Area(ellipse(10, 10, 0)), Math.PI * 100),
                Arguments.of("ellipse(50,40,20,8,30)", new Area(ellipse(20, 8, 30)), Math.PI * 160),
                Arguments.of("box(50,40,30,12,-25)", new Area(box(30, 12, -25)), 360.0),
                Arguments.of("rotbox(50,40,30,12,65)", new Area(box(30, 12, 65)), 360.0),
                Arguments.of("rectangle(40,38,60,42)", new Area(box(20, 4, 0)), 80.0),
                Arguments.of("annulus(50,40,5,15)", minus(ellipse(15, 15, 0), ellipse(5, 5, 0)), Math.PI * 200),
                Arguments.of("ellipse(50,40,10,4,20,12,70)", minus(ellipse(20, 12, 70), ellipse(10, 4, 70)),
                        Math.PI * 200),
                Arguments.of("box(50,40,10,4,20,12,10)", minus(box(20, 12, 10), box(10, 4, 10)), 200.0),
                Arguments.of("polygon(30,30,70,30,70,60,50,40,30,60)", polygon(30, 30, 70, 30, 70, 60, 50, 40, 30, 60),
                        800.0),
                Arguments.of("panda(50,40,20,140,1,5,15,1)", and(minus(ellipse(15, 15, 0), ellipse(5, 5, 0)),
                        wedge(20, 120)), Math.PI * 200 / 3),
                Arguments.of("panda(50,40,300,420,1,0,15,1)", and(new Area(ellipse(15, 15, 0)), wedge(300, 120)),
                        Math.PI * 75),
                Arguments.of("panda(50,40,-7180,-7060,1,5,15,1)", and(minus(ellipse(15, 15, 0), ellipse(5, 5, 0)),
                        wedge(20, 120)), Math.PI * 200 / 3),
                Arguments.of("pie(50,40,5,15,350,80)", and(minus(ellipse(15, 15, 0), ellipse(5, 5, 0)),
                        wedge(350, 90)), Math.PI * 50),
                // Directions count from the axis of the turned shape.
                Arguments.of("epanda(50,40,90,270,1,6,3,20,10,1,25)", and(minus(ellipse(20, 10, 25), ellipse(6, 3, 25)),
                        wedge(115, 180)), Math.PI * (200 - 18) / 2),
                Arguments.of("bpanda(50,40,0,180,1,6,3,20,10,1,25)", and(minus(box(20, 10, 25), box(6, 3, 25)),
                        wedge(25, 180)), 91.0),
                Arguments.of("circle(50,40,10)-circle(50,40,4)", minus(ellipse(10, 10, 0), ellipse(4, 4, 0)),
                        Math.PI * 84),
                Arguments.of("circle(50,40,10)*sector(50,40,200,245)", and(new Area(ellipse(10, 10, 0)),
                        wedge(200, 45)), Math.PI * 12.5),
                Arguments.of("box(50,40,20,20,0)&!box(55,40,10,20,0)", minus(box(20, 20, 0),
                        new Rectangle2D.Double(50, 30, 10, 20)), 200.0),
                Arguments.of("box(50,40,10,10,0)+box(55,40,10,10,0)", new Area(new Rectangle2D.Double(45, 35, 15, 10)),
                        150.0));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void holdsTheSamePointsAsAwt(String text, Area area) {
        Shape shape = shape(text);
        Random random = new Random(4);
        int wrong = 0;
        for (int i = 0; i < 20_000; i++) {
            double x = 25 + 50 * random.nextDouble();
            double y = 15 + 50 * random.nextDouble();
            wrong += shape.contains(x, y) == area.contains(x, y) ? 0 : 1;
            assertEquals(shape.contains(x, y), shape.chord(y).contains(x), text + " at " + x + ", " + y);
            if (shape.contains(x, y)) {
                assertEquals(true, shape.bounds().contains(x, y), text);
            }
        }
        // AWT draws ellipses by Bezier curves, which are right within 3e-4 of the radius.
        assertEquals(0, wrong, 4, text);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void hasTheAreaOfItsFormula(String text, Area area, double expected) {
        assertEquals(expected, shape(text).area(), 1e-4 * expected, text);
    }

    private static Shape shape(String text) {
        RegionList list = RegionParser.parse("physical\n" + text, RegionParserTest.WITHOUT_SKY);
        assertEquals(1, list.sources().size());
        Region region = list.sources().get(0);
        assertEquals("", region.error().orElse(""));
        return region.shape();
    }

    private static java.awt.Shape turned(java.awt.Shape shape, double angle) {
        return AffineTransform.getRotateInstance(Math.toRadians(angle), X, Y).createTransformedShape(shape);
    }

    private static java.awt.Shape ellipse(double a, double b, double angle) {
        return turned(new Ellipse2D.Double(X - a, Y - b, 2 * a, 2 * b), angle);
    }

    private static java.awt.Shape box(double w, double h, double angle) {
        return turned(new Rectangle2D.Double(X - w / 2, Y - h / 2, w, h), angle);
    }

    /** AWT's y axis points down, so its angles run the other way. */
    /** At such an angle a full turn is lost in rounding. */
    @ParameterizedTest
    @ValueSource(strings = {"1e22,80", "-1e22,80", "80,1e22", "1e300,-1e300"})
    void anglesMayBeHuge(String angles) {
        double area = assertTimeoutPreemptively(Duration.ofSeconds(60),
                () -> shape("circle(50,40,10)*sector(50,40," + angles + ")").area());
        assertTrue(area >= 0 && area <= Math.PI * 100 * (1 + 1e-6), "area " + area);
    }

    private static Area wedge(double from, double span) {
        return new Area(new Arc2D.Double(X - 500, Y - 500, 1000, 1000, -from, -span, Arc2D.PIE));
    }

    private static Area polygon(double... xy) {
        Path2D path = new Path2D.Double();
        path.moveTo(xy[0], xy[1]);
        for (int i = 2; i < xy.length; i += 2) {
            path.lineTo(xy[i], xy[i + 1]);
        }
        path.closePath();
        return new Area(path);
    }

    private static Area minus(java.awt.Shape whole, java.awt.Shape hole) {
        Area area = new Area(whole);
        area.subtract(new Area(hole));
        return area;
    }

    private static Area and(Area one, Area other) {
        one.intersect(other);
        return one;
    }
}
