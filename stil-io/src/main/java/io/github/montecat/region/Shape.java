package io.github.montecat.region;

import java.util.stream.DoubleStream;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * A set of points of the plane, in physical pixels. Implementations are immutable and safe for use by several threads.
 *
 * <p>Every shape answers two questions: whether it holds a point, and where a horizontal line runs inside it. From the
 * second comes the area of any combination of shapes, overlapping or not, by integration over the lines.
 */
public sealed interface Shape permits Box, Ellipse, Polygon, Wedge, Union, Intersection, Difference {

    /** Lines of the integration: areas are right within 1e-6. */
    int LINES = 1600;
    /** Most pieces of the integration; each has lines enough. */
    int MOST_PIECES = 50;
    /** Gauss and Legendre's points and weights for 8 lines. */
    GaussIntegrator RULE = new GaussIntegratorFactory().legendre(8);

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

    /** @return heights at which chords may jump or bend, at ends and corners, for example */
    default DoubleStream heights() {
        Bounds b = bounds();
        return DoubleStream.of(b.yMin(), b.yMax());
    }

    /** @return the area in square pixels, infinite for a shape without bounds */
    default double area() {
        Bounds b = bounds();
        if (!b.isFinite()) {
            return b.xMin() > b.xMax() || b.yMin() > b.yMax() ? 0 : Double.POSITIVE_INFINITY;
        }
        double[] inner = heights().filter(y -> y > b.yMin() && y < b.yMax()).distinct().limit(MOST_PIECES).sorted()
                .toArray();
        double[] ends = inner.length == MOST_PIECES ? new double[0] : inner;
        double sum = 0;
        for (int i = 0; i <= ends.length; i++) {
            sum += area(i == 0 ? b.yMin() : ends[i - 1], i == ends.length ? b.yMax() : ends[i],
                    LINES / (ends.length + 1));
        }
        return sum;
    }

    /**
     * The area between two heights, by Gauss and Legendre's rule for the angle t of y = middle - half cos(t): chords of
     * round shapes, which end like square roots, are smooth in t.
     */
    private double area(double low, double high, int lines) {
        double middle = (low + high) / 2;
        double half = (high - low) / 2;
        int panels = Math.max(1, lines / RULE.getNumberOfPoints());
        double width = Math.PI / panels;
        double sum = 0;
        for (int panel = 0; panel < panels && half > 0; panel++) {
            for (int i = 0; i < RULE.getNumberOfPoints(); i++) {
                double t = (panel + (1 + RULE.getPoint(i)) / 2) * width;
                sum += RULE.getWeight(i) * chord(middle - half * Math.cos(t)).length() * Math.sin(t);
            }
        }
        return sum * half * width / 2;
    }
}
