package io.github.montecat.region;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Points in at least one of several shapes. A list, not a tree, so that many shapes are no deep one.
 *
 * @param shapes one or more, none of them a union
 */
record Union(List<Shape> shapes) implements Shape {

    /**
     * @param shapes one or more
     * @return the points in any of them
     */
    static Shape of(List<Shape> shapes) {
        List<Shape> flat = new ArrayList<>();
        for (Shape shape : shapes) {
            if (shape instanceof Union union) {
                flat.addAll(union.shapes);
            } else {
                flat.add(shape);
            }
        }
        return flat.size() == 1 ? flat.get(0) : new Union(List.copyOf(flat));
    }

    @Override
    public boolean contains(double x, double y) {
        for (Shape shape : shapes) {
            if (shape.contains(x, y)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Intervals chord(double y) {
        return Intervals.unionOf(shapes.stream().map(s -> s.chord(y)).toList());
    }

    @Override
    public DoubleStream heights() {
        return shapes.stream().flatMapToDouble(Shape::heights);
    }

    @Override
    public Bounds bounds() {
        return shapes.stream().map(Shape::bounds).reduce(Bounds::or).orElseThrow();
    }
}
