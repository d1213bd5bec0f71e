package io.github.montecat.region;

/**
 * A set of points of the plane, in physical pixels. Implementations are immutable and safe for use by several threads.
 *
 * <p>Every shape answers two questions: whether it holds a point, and where a horizontal line runs inside it. From the
 * second comes the area of any combination of shapes, overlapping or not, by integration over the lines.
 */
public sealed interface Shape permits Box, Ellipse, Polygon, Wedge, Union, Intersection, Difference {

    /** Lines of the integration: a circle's area is right within 1e-6. */
    int LINES = 20_000;

    /**
     * @param x coordinate along the columns
     * @param y coordinate along the rows
     * @return whether the point lies in the shape; points on the edge belong to it
     */
    boolean contains(double x, double y);

    /**
     * @param y height of a horizontal line
     * @return the x coordinates at which it is inside
     */
    Intervals chord(double y);

    /** @return a rectangle that holds the shape; not always the smallest */
    Bounds bounds();

    /** @return the area in square pixels, infinite for a shape without bounds */
    default double area() {
        Bounds b = bounds();
        if (!b.isFinite()) {
            return b.xMin() > b.xMax() || b.yMin() > b.yMax() ? 0 : Double.POSITIVE_INFINITY;
        }
        double step = (b.yMax() - b.yMin()) / LINES;
        double sum = 0;
        for (int i = 0; i < LINES && step > 0; i++) {
            sum += chord(b.yMin() + (i + 0.5) * step).length();
        }
        return sum * step;
    }
}
