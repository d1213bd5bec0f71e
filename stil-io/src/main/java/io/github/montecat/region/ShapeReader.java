package io.github.montecat.region;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Makes shapes of their names and numbers. What DS9 draws as several rings or sectors becomes several shapes, inner
 * before outer ring and each ring counter-clockwise, which is the order in which DS9 counts them.
 */
final class ShapeReader {

    /** What DS9 draws but nothing can lie in. */
    static final Set<String> ANNOTATIONS = Set.of("line", "vector", "text", "ruler", "compass", "projection", "segment",
            "composite", "illustrate");

    private static final int MOST_PARTS = 10_000;

    private final CoordinateReader reader;
    private final String name;
    private final List<String> words;

    /** The parts of a shape about one centre. */
    record Parts(double x, double y, List<Shape> shapes) {
    }

    /** A pair of semi-axes or sides. */
    private record Size(double a, double b) {
    }

    /** A shape of some kind in a frame turned about the centre. */
    @FunctionalInterface
    private interface Form {
        Shape of(double a, double b);
    }

    private ShapeReader(CoordinateReader reader, String name, List<String> words) {
        this.reader = reader;
        this.name = name;
        this.words = words;
    }

    /**
     * @param reader of the system of coordinates
     * @param name of the shape, in lower case
     * @param words its numbers as written
     * @return its parts
     */
    static Parts read(CoordinateReader reader, String name, List<String> words) throws RegionSyntaxException {
        return new ShapeReader(reader, name, words).read();
    }

    private Parts read() throws RegionSyntaxException {
        switch (name) {
            case "polygon" -> {
                return polygon();
            }
            case "rectangle" -> {
                return rectangle();
            }
            default -> {
                // The others begin with their centre.
            }
        }
        if (words.size() < 2) {
            throw wrongCount("a centre and more");
        }
        double[] centre = reader.position(words.get(0), words.get(1));
        double x = centre[0];
        double y = centre[1];
        List<Shape> shapes = switch (name) {
            case "circle" -> {
                require(3, "x, y, radius");
                double r = reader.length(words.get(2), false);
                yield List.of(new Ellipse(x, y, r, r, 0));
            }
            case "point" -> {
                require(2, "x, y");
                yield List.of(reader.coordinates().binning().pixelAt(x, y));
            }
            case "annulus" -> rings((a, b) -> new Ellipse(x, y, a, b, 0), radii());
            case "ellipse" -> {
                double angle = closingAngle();
                yield rings((a, b) -> new Ellipse(x, y, a, b, angle), sizes());
            }
            case "box", "rotbox" -> {
                double angle = closingAngle();
                yield rings((a, b) -> new Box(x, y, a, b, angle), sizes());
            }
            case "pie" -> {
                require(6, "x, y, inner radius, outer radius, two angles");
                yield sectors(x, y, 0, rings((a, b) -> new Ellipse(x, y, a, b, 0), List.of(size(2, 2), size(3, 3))),
                        4, 1);
            }
            case "sector" -> {
                require(4, "x, y, two angles");
                yield List.of(Wedge.of(x, y, reader.direction(words.get(2)), reader.direction(words.get(3))));
            }
            case "panda" -> {
                require(8, "x, y, two angles, number, two radii, number");
                yield sectors(x, y, 0, rings((a, b) -> new Ellipse(x, y, a, b, 0),
                        steps(size(5, 5), size(6, 6), CoordinateReader.count(words.get(7)))), 2,
                        CoordinateReader.count(words.get(4)));
            }
            case "epanda", "bpanda" -> {
                double angle = words.size() == 10 ? reader.direction("0") : angleAt(10);
                require(words.size() == 10 ? 10 : 11,
                        "x, y, two angles, number, inner and outer sizes, number, angle");
                Form form = name.equals("epanda") ? (a, b) -> new Ellipse(x, y, a, b, angle)
                        : (a, b) -> new Box(x, y, a, b, angle);
                yield sectors(x, y, angle, rings(form, steps(size(5, 6), size(7, 8), CoordinateReader.count(words.get(9)))),
                        2, CoordinateReader.count(words.get(4)));
            }
            default -> throw new RegionSyntaxException("unknown shape '" + name + "'; known: circle, ellipse, box, "
                    + "annulus, polygon, point, panda, epanda, bpanda, pie, sector, rectangle, rotbox");
        };
        return new Parts(x, y, shapes);
    }

    private double angleAt(int i) throws RegionSyntaxException {
        if (words.size() <= i) {
            throw wrongCount("an angle as number " + (i + 1));
        }
        return reader.direction(words.get(i));
    }

    private Parts polygon() throws RegionSyntaxException {
        if (words.size() < 6 || words.size() % 2 != 0) {
            throw wrongCount("three or more pairs of coordinates");
        }
        int n = words.size() / 2;
        double[] x = new double[n];
        double[] y = new double[n];
        double sumX = 0;
        double sumY = 0;
        for (int i = 0; i < n; i++) {
            double[] corner = reader.position(words.get(2 * i), words.get(2 * i + 1));
            x[i] = corner[0];
            y[i] = corner[1];
            sumX += x[i];
            sumY += y[i];
        }
        return new Parts(sumX / n, sumY / n, List.of(new Polygon(x, y)));
    }

    private Parts rectangle() throws RegionSyntaxException {
        require(4, "x and y of two corners");
        double[] a = reader.position(words.get(0), words.get(1));
        double[] b = reader.position(words.get(2), words.get(3));
        double x = (a[0] + b[0]) / 2;
        double y = (a[1] + b[1]) / 2;
        double width = Math.abs(a[0] - b[0]);
        double height = Math.abs(a[1] - b[1]);
        if (!(width > 0 && height > 0)) {
            throw new RegionSyntaxException("the rectangle has no area");
        }
        return new Parts(x, y, List.of(new Box(x, y, width, height, 0)));
    }

    /** The last number if it is an odd one out; DS9 leaves it away where it is 0. */
    private double closingAngle() throws RegionSyntaxException {
        if (words.size() < 4) {
            throw wrongCount("x, y, two sizes or more, angle");
        }
        return reader.direction(words.size() % 2 == 1 ? words.get(words.size() - 1) : "0");
    }

    private List<Size> sizes() throws RegionSyntaxException {
        int last = words.size() % 2 == 1 ? words.size() - 1 : words.size();
        List<Size> sizes = new ArrayList<>();
        if (last > 4) {
            for (int i = 2; i < last; i += 2) {
                sizes.add(size(i, i + 1));
            }
        } else {
            sizes.add(new Size(0, 0));
            sizes.add(size(2, 3));
        }
        return sizes;
    }

    private List<Size> radii() throws RegionSyntaxException {
        if (words.size() < 4) {
            throw wrongCount("x, y, inner radius, outer radius or more");
        }
        if (words.size() == 5 && words.get(4).startsWith("n=")) {
            return steps(size(2, 2), size(3, 3), CoordinateReader.count(words.get(4).substring(2)));
        }
        List<Size> radii = new ArrayList<>();
        for (int i = 2; i < words.size(); i++) {
            radii.add(size(i, i));
        }
        return radii;
    }

    private Size size(int i, int j) throws RegionSyntaxException {
        if (words.size() <= Math.max(i, j)) {
            throw wrongCount("more");
        }
        return new Size(reader.length(words.get(i), true), reader.length(words.get(j), true));
    }

    private static List<Size> steps(Size inner, Size outer, int n) {
        List<Size> sizes = new ArrayList<>();
        for (int i = 0; i <= n; i++) {
            sizes.add(new Size(inner.a + (outer.a - inner.a) * i / n, inner.b + (outer.b - inner.b) * i / n));
        }
        return sizes;
    }

    private List<Shape> rings(Form form, List<Size> sizes) throws RegionSyntaxException {
        List<Shape> rings = new ArrayList<>();
        for (int i = 1; i < sizes.size(); i++) {
            Size inner = sizes.get(i - 1);
            Size outer = sizes.get(i);
            if (!(outer.a > 0 && outer.b > 0 && outer.a >= inner.a && outer.b >= inner.b)
                    || outer.equals(inner)) {
                throw new RegionSyntaxException("sizes of '" + name + "' must be above 0 and grow outwards");
            }
            Shape whole = form.of(outer.a, outer.b);
            rings.add(inner.a > 0 && inner.b > 0 ? new Difference(whole, form.of(inner.a, inner.b)) : whole);
        }
        return rings;
    }

    /** Cuts rings into sectors between two directions, which count from the direction of the rings' own axis. */
    private List<Shape> sectors(double x, double y, double axis, List<Shape> rings, int firstAngle, int n)
            throws RegionSyntaxException {
        double from = reader.direction(words.get(firstAngle));
        double to = reader.direction(words.get(firstAngle + 1));
        Wedge whole = Wedge.of(x, y, from + axis, to + axis);
        if ((long) rings.size() * n > MOST_PARTS) {
            throw new RegionSyntaxException("'" + name + "' has " + (long) rings.size() * n + " parts, expected "
                    + MOST_PARTS + " at most");
        }
        double span = whole.to() - whole.from();
        List<Shape> sectors = new ArrayList<>();
        for (Shape ring : rings) {
            for (int i = 0; i < n; i++) {
                sectors.add(Intersection.of(ring, new Wedge(x, y, whole.from() + span * i / n,
                        whole.from() + span * (i + 1) / n)));
            }
        }
        return sectors;
    }

    private void require(int count, String what) throws RegionSyntaxException {
        if (words.size() != count) {
            throw wrongCount(what);
        }
    }

    private RegionSyntaxException wrongCount(String what) {
        return new RegionSyntaxException("'" + name + "' takes " + what + "; it has " + words.size() + " numbers");
    }
}
