package io.github.montecat.physics;

/**
 * The integral over a disk of black bodies, G(x) = integral of u^(5/3) / (exp(u) - 1) from x to infinity, where x is
 * the photon energy over the temperature of the inner radius. Tabulated once in ln x and interpolated with its exact
 * derivative, to 1e-6.
 */
final class DiskIntegral {

    private static final double FIRST = Math.log(1e-5);
    private static final double STEP = 0.02;
    /** Up to x = 700, where exp(-x) leaves the range of numbers. */
    private static final int NODES = (int) ((Math.log(700) - FIRST) / STEP) + 1;
    private static final int PARTS = 32;

    /** ln G and its derivative by ln x times the step. */
    private static final double[] VALUE = new double[NODES];
    private static final double[] SLOPE = new double[NODES];

    static {
        double last = FIRST + STEP * (NODES - 1);
        // Beyond the last node the integrand falls as exp(-u): 40 e-foldings hold all of it.
        double sum = simpson(last, Math.log(Math.exp(last) + 40), 4000);
        for (int i = NODES - 1; i >= 0; i--) {
            double x = FIRST + STEP * i;
            if (i < NODES - 1) {
                sum += simpson(x, x + STEP, PARTS);
            }
            VALUE[i] = Math.log(sum);
            SLOPE[i] = -integrand(x) / sum * STEP;
        }
    }

    private DiskIntegral() {
    }

    /**
     * @param logX ln of x
     * @return ln G(x); minus infinity from x = 700 on
     */
    static double logAt(double logX) {
        double position = (logX - FIRST) / STEP;
        if (position <= 0) {
            return VALUE[0];
        }
        int i = (int) position;
        if (i >= NODES - 1) {
            return Double.NEGATIVE_INFINITY;
        }
        double t = position - i;
        double s = 1 - t;
        // Cubic Hermite polynomial.
        return s * s * ((1 + 2 * t) * VALUE[i] + t * SLOPE[i])
                + t * t * ((1 + 2 * s) * VALUE[i + 1] - s * SLOPE[i + 1]);
    }

    /** The integrand over ln u. */
    private static double integrand(double logU) {
        double u = Math.exp(logU);
        return Math.pow(u, 8.0 / 3) / Math.expm1(u);
    }

    private static double simpson(double from, double to, int parts) {
        double h = (to - from) / parts;
        double sum = integrand(from) + integrand(to);
        for (int i = 1; i < parts; i++) {
            sum += (i % 2 == 0 ? 2 : 4) * integrand(from + h * i);
        }
        return sum * h / 3;
    }
}
