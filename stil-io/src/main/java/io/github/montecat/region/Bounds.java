package io.github.montecat.region;

/**
 * A rectangle along the axes that holds a shape; sides may be infinite.
 *
 * @param xMin left side
 * @param xMax right side
 * @param yMin lower side
 * @param yMax upper side
 */
public record Bounds(double xMin, double xMax, double yMin, double yMax) {

    /** The whole plane. */
    static final Bounds PLANE = new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** @return whether a point lies inside or on a side; false for NaN */
    public boolean contains(double x, double y) {
        return x >= xMin && x <= xMax && y >= yMin && y <= yMax;
    }

    /** @return whether no side is infinite */
    public boolean isFinite() {
        return Double.isFinite(xMin) && Double.isFinite(xMax) && Double.isFinite(yMin) && Double.isFinite(yMax);
    }

    /** @return whether the two have a point in common */
    boolean touches(Bounds other) {
        Bounds both = and(other);
        return both.xMin <= both.xMax && both.yMin <= both.yMax;
    }

    Bounds and(Bounds other) {
        return new Bounds(Math.max(xMin, other.xMin), Math.min(xMax, other.xMax), Math.max(yMin, other.yMin),
                Math.min(yMax, other.yMax));
    }

    Bounds or(Bounds other) {
        return new Bounds(Math.min(xMin, other.xMin), Math.max(xMax, other.xMax), Math.min(yMin, other.yMin),
                Math.max(yMax, other.yMax));
    }
}
