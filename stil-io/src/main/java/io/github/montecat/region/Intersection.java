package io.github.montecat.region;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Points in all of several shapes. A list, not a tree, so that many shapes are no deep one.
 *
 * @param shapes one or more
 */
record Intersection(List<Shape> shapes) implements Shape {

    /**
     * @param first a shape
     * @param second another shape
     * @return the points in both
     */
    static Intersection of(Shape first, Shape second) {
        List<Shape> all = new ArrayList<>(first instanceof Intersection i ? i.shapes : List.of(first));
        all.add(second);
        return new Intersection(List.copyOf(all));
    }

    @Override
    public boolean contains(double x, double y) {
        for (Shape shape : shapes) {
            if (!shape.contains(x, y)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Intervals chord(double y) {
        Intervals all = shapes.get(0).chord(y);
        for (int i = 1; i < shapes.size(); i++) {
            all = all.and(shapes.get(i).chord(y));
        }
        return all;
    }

    @Override
    public DoubleStream heights() {
        return shapes.stream().flatMapToDouble(Shape::heights);
    }

    @Override
    public Bounds bounds() {
        return shapes.stream().map(Shape::bounds).reduce(Bounds::and).orElseThrow();
    }
}
