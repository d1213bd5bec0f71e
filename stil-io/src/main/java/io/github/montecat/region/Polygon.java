package io.github.montecat.region;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * A polygon, closed by itself; where it crosses itself, points inside an even number of turns are outside.
 *
 * @param x corners in order; not to be changed
 * @param y corners in order; not to be changed
 */
record Polygon(double[] x, double[] y) implements Shape {

    @Override
    public boolean contains(double px, double py) {
        boolean inside = false;
        for (int i = 0, j = x.length - 1; i < x.length; j = i++) {
            if (y[i] > py != y[j] > py && px < (x[j] - x[i]) * (py - y[i]) / (y[j] - y[i]) + x[i]) {
                inside = !inside;
            }
        }
        return inside;
    }

    @Override
    public Intervals chord(double py) {
        double[] crossings = new double[x.length];
        int n = 0;
        for (int i = 0, j = x.length - 1; i < x.length; j = i++) {
            if (y[i] > py != y[j] > py) {
                crossings[n++] = (x[j] - x[i]) * (py - y[i]) / (y[j] - y[i]) + x[i];
            }
        }
        double[] sorted = Arrays.copyOf(crossings, n);
        Arrays.sort(sorted);
        return Intervals.ofCrossings(sorted);
    }

    @Override
    public DoubleStream heights() {
        return Arrays.stream(y);
    }

    @Override
    public Bounds bounds() {
        return new Bounds(Arrays.stream(x).min().orElseThrow(), Arrays.stream(x).max().orElseThrow(),
                Arrays.stream(y).min().orElseThrow(), Arrays.stream(y).max().orElseThrow());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Polygon o && Arrays.equals(x, o.x) && Arrays.equals(y, o.y);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(x) + Arrays.hashCode(y);
    }

    @Override
    public String toString() {
        return "Polygon[x=" + Arrays.toString(x) + ", y=" + Arrays.toString(y) + "]";
    }
}
