package io.github.montecat.region;

/**
 * Points in one shape but not in another.
 *
 * @param whole what the points are in
 * @param hole what they are not in
 */
record Difference(Shape whole, Shape hole) implements Shape {

    @Override
    public boolean contains(double x, double y) {
        return whole.contains(x, y) && !hole.contains(x, y);
    }

    @Override
    public Intervals chord(double y) {
        return whole.chord(y).minus(hole.chord(y));
    }

    @Override
    public Bounds bounds() {
        return whole.bounds();
    }
}
