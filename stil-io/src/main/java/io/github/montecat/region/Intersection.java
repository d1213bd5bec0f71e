package io.github.montecat.region;

/**
 * Points in both shapes.
 *
 * @param first one shape
 * @param second another shape
 */
record Intersection(Shape first, Shape second) implements Shape {

    @Override
    public boolean contains(double x, double y) {
        return first.contains(x, y) && second.contains(x, y);
    }

    @Override
    public Intervals chord(double y) {
        return first.chord(y).and(second.chord(y));
    }

    @Override
    public Bounds bounds() {
        return first.bounds().and(second.bounds());
    }
}
