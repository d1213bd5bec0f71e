package io.github.montecat.region;

/**
 * Points in one shape or the other.
 *
 * @param first one shape
 * @param second another shape
 */
record Union(Shape first, Shape second) implements Shape {

    @Override
    public boolean contains(double x, double y) {
        return first.contains(x, y) || second.contains(x, y);
    }

    @Override
    public Intervals chord(double y) {
        return first.chord(y).or(second.chord(y));
    }

    @Override
    public Bounds bounds() {
        return first.bounds().or(second.bounds());
    }
}
