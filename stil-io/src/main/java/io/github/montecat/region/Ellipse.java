package io.github.montecat.region;

/**
 * An ellipse, or a circle if both semi-axes are the same.
 *
 * @param x centre
 * @param y centre
 * @param a semi-axis along the direction {@code angle}, above 0
 * @param b the other semi-axis, above 0
 * @param angle in degrees, counter-clockwise from the x axis
 */
record Ellipse(double x, double y, double a, double b, double angle) implements Shape {

    private double cos() {
        return Math.cos(Math.toRadians(angle));
    }

    private double sin() {
        return Math.sin(Math.toRadians(angle));
    }

    @Override
    public boolean contains(double px, double py) {
        double dx = px - x;
        double dy = py - y;
        if (a == b) {
            return dx * dx + dy * dy <= a * a;
        }
        double u = (dx * cos() + dy * sin()) / a;
        double v = (dy * cos() - dx * sin()) / b;
        return u * u + v * v <= 1;
    }

    @Override
    public Intervals chord(double py) {
        double dy = py - y;
        double c = cos();
        double s = sin();
        // p dx^2 + 2 q dx + r = 0 at the edge.
        double p = c * c / (a * a) + s * s / (b * b);
        double q = dy * c * s * (1 / (a * a) - 1 / (b * b));
        double r = dy * dy * (s * s / (a * a) + c * c / (b * b)) - 1;
        double root = Math.sqrt(q * q - p * r);
        return Double.isNaN(root) ? Intervals.NONE : Intervals.of(x + (-q - root) / p, x + (-q + root) / p);
    }

    @Override
    public Bounds bounds() {
        double w = Math.hypot(a * cos(), b * sin());
        double h = Math.hypot(a * sin(), b * cos());
        return new Bounds(x - w, x + w, y - h, y + h);
    }
}
