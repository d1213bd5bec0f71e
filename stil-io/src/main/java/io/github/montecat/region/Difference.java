package io.github.montecat.region;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Points in one shape but not in another.
 *
 * @param whole what the points are in
 * @param hole what they are not in
 */
record Difference(Shape whole, Shape hole) implements Shape {

    /**
     * @param whole a shape
     * @param hole another shape
     * @return the points in one and not in the other; holes are joined, so that many are no deep shape
     */
    static Difference of(Shape whole, Shape hole) {
        return whole instanceof Difference d ? new Difference(d.whole, Union.of(List.of(d.hole, hole)))
                : new Difference(whole, hole);
    }

    @Override
    public boolean contains(double x, double y) {
        return whole.contains(x, y) && !hole.contains(x, y);
    }

    @Override
    public Intervals chord(double y) {
        return whole.chord(y).minus(hole.chord(y));
    }

    @Override
    public DoubleStream heights() {
        return DoubleStream.concat(whole.heights(), hole.heights());
    }

    @Override
    public Bounds bounds() {
        return whole.bounds();
    }
}
