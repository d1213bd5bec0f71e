package io.github.montecat.region;

/**
 * A rectangle turned about its centre.
 *
 * @param x centre
 * @param y centre
 * @param width side along the direction {@code angle}, above 0
 * @param height the other side, above 0
 * @param angle in degrees, counter-clockwise from the x axis
 */
record Box(double x, double y, double width, double height, double angle) implements Shape {

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
        return 2 * Math.abs(dx * cos() + dy * sin()) <= width && 2 * Math.abs(dy * cos() - dx * sin()) <= height;
    }

    @Override
    public Intervals chord(double py) {
        return corners().chord(py);
    }

    private Polygon corners() {
        double[] px = new double[4];
        double[] py = new double[4];
        for (int i = 0; i < 4; i++) {
            double u = (i == 0 || i == 3 ? -width : width) / 2;
            double v = (i < 2 ? -height : height) / 2;
            px[i] = x + u * cos() - v * sin();
            py[i] = y + u * sin() + v * cos();
        }
        return new Polygon(px, py);
    }

    @Override
    public Bounds bounds() {
        double w = (width * Math.abs(cos()) + height * Math.abs(sin())) / 2;
        double h = (width * Math.abs(sin()) + height * Math.abs(cos())) / 2;
        return new Bounds(x - w, x + w, y - h, y + h);
    }

    @Override
    public double area() {
        return width * height;
    }
}
