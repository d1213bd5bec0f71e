package io.github.montecat.region;

import java.util.stream.DoubleStream;

/**
 * All points seen from an apex within a range of directions; without end.
 *
 * @param x apex
 * @param y apex
 * @param from first direction in degrees, counter-clockwise from the x axis
 * @param to last direction, above {@code from} by 360 at most
 */
record Wedge(double x, double y, double from, double to) implements Shape {

    private static final double TURN = 360;

    /**
     * @param x apex
     * @param y apex
     * @param from first direction in degrees
     * @param to last direction in degrees, any turn; the same as the first for all directions
     * @return the wedge swept counter-clockwise from the first to the last
     */
    static Wedge of(double x, double y, double from, double to) {
        double start = belowFullTurn(from);
        double span = belowFullTurn(to) - start;
        return new Wedge(x, y, start, start + (span > 0 ? span : span + TURN));
    }

    /** The same direction from 0 to below a full turn: a file may state any angle, and a huge one loses full turns. */
    private static double belowFullTurn(double direction) {
        return (direction % TURN + TURN) % TURN;
    }

    @Override
    public boolean contains(double px, double py) {
        double direction = Math.toDegrees(Math.atan2(py - y, px - x));
        double beyond = direction - from - TURN * Math.floor((direction - from) / TURN);
        return beyond <= to - from;
    }

    @Override
    public Intervals chord(double py) {
        double dy = py - y;
        if (dy == 0) {
            return Intervals.NONE;
        }
        // Above the apex a line is seen from 180 (left end) to 0 degrees, below it from 180 to 360.
        double base = dy > 0 ? 0 : TURN / 2;
        Intervals all = Intervals.NONE;
        double first = TURN * Math.floor(-to / TURN);
        for (double turn = first; from + turn < TURN; turn += TURN) {
            double low = Math.max(from + turn, base);
            double high = Math.min(to + turn, base + TURN / 2);
            if (low < high) {
                double a = at(dy, low, base);
                double b = at(dy, high, base);
                all = all.or(Intervals.of(Math.min(a, b), Math.max(a, b)));
            }
        }
        return all;
    }

    private double at(double dy, double direction, double base) {
        if (direction == base) {
            return base == 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        } else if (direction == base + TURN / 2) {
            return base == 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return x + dy / Math.tan(Math.toRadians(direction));
    }

    @Override
    public DoubleStream heights() {
        return DoubleStream.of(y);
    }

    @Override
    public Bounds bounds() {
        return Bounds.PLANE;
    }
}
