package io.github.montecat.physics;

import java.util.List;

/**
 * The integral over a disk of black bodies whose temperature falls with radius as r^-p: G(x) = integral of
 * u^(2/p - 1) / (exp(u) - 1) from x to infinity, where x is the photon energy over the temperature of the inner radius.
 * Tabulated in ln x and interpolated with its derivative, to 1e-6. Immutable.
 */
final class DiskIntegral {

    private static final double FIRST = Math.log(1e-5);
    private static final double STEP = 0.02;
    /** Where exp(-x) is about to leave the range of numbers. */
    private static final double LAST = Math.log(600);
    private static final int NODES = (int) ((LAST - FIRST) / STEP) + 1;
    private static final int POINTS = GaussLegendre.NODES.length;

    /** ln u and ln(exp(u) - 1) at the points of integration between the nodes. */
    private static final double[] LOG_U = new double[(NODES - 1) * POINTS];
    private static final double[] LOG_EXPM1 = new double[LOG_U.length];

    static {
        for (int i = 0; i < LOG_U.length; i++) {
            LOG_U[i] = FIRST + STEP * (i / POINTS + 0.5 * (1 + GaussLegendre.NODES[i % POINTS]));
            LOG_EXPM1[i] = logExpm1(Math.exp(LOG_U[i]));
        }
    }

    /** ln G and its derivative by ln x times the step, at the nodes of a range of ln x. */
    private record Table(double first, double step, double[] value, double[] slope) {

        double at(double logX) {
            double position = Math.max(0, (logX - first) / step);
            int i = (int) position;
            if (i >= value.length - 1) {
                return Double.NEGATIVE_INFINITY;
            }
            double t = position - i;
            double s = 1 - t;
            // Cubic Hermite polynomial.
            return s * s * ((1 + 2 * t) * value[i] + t * slope[i])
                    + t * t * ((1 + 2 * s) * value[i + 1] - s * slope[i + 1]);
        }
    }

    /** By ascending ln x; each holds up to where the next one starts. */
    private final List<Table> tables;

    private DiskIntegral(List<Table> tables) {
        this.tables = tables;
    }

    /**
     * The integral.
     *
     * @param p exponent of the temperature over the radius, 0.5 to 1
     */
    static DiskIntegral exact(double p) {
        return new DiskIntegral(List.of(exactTable(p)));
    }

    /**
     * The integral as XSPEC's {@code diskpbb} takes it: over so few radii that for p near 0.5 it is off by 2e-3 and
     * more between x = 0.2 and 1.
     *
     * @param p exponent of the temperature over the radius, 0.5 to 1
     */
    static DiskIntegral asXspec(double p) {
        return new DiskIntegral(List.of(exactTable(p), table(DiskRadii.COLD, p), table(DiskRadii.HOT, p)));
    }

    /**
     * @param logX ln of x
     * @return ln G(x); minus infinity from x = 600 on
     */
    double logAt(double logX) {
        int i = tables.size() - 1;
        while (i > 0 && logX <= tables.get(i).first()) {
            i--;
        }
        return tables.get(i).at(logX);
    }

    private static Table exactTable(double p) {
        double[] integrand = new double[LOG_U.length];
        for (int i = 0; i < integrand.length; i++) {
            integrand[i] = 2 / p * LOG_U[i] - LOG_EXPM1[i];
        }
        Exponential.replace(integrand);
        double[] value = new double[NODES];
        double[] slope = new double[NODES];
        double last = Math.exp(FIRST + STEP * (NODES - 1));
        double s = 2 / p - 1;
        // The incomplete gamma function far out, by parts.
        double sum = Math.exp(s * Math.log(last) - last) * (1 + s / last * (1 + (s - 1) / last));
        for (int i = NODES - 1; i >= 0; i--) {
            for (int k = 0; i < NODES - 1 && k < POINTS; k++) {
                sum += STEP / 2 * GaussLegendre.WEIGHTS[k] * integrand[i * POINTS + k];
            }
            double logX = FIRST + STEP * i;
            value[i] = Math.log(sum);
            slope[i] = -STEP * Math.exp(2 / p * logX - logExpm1(Math.exp(logX)) - value[i]);
        }
        return new Table(FIRST, STEP, value, slope);
    }

    private static Table table(DiskRadii radii, double p) {
        double[] value = new double[radii.size()];
        double[] slope = new double[radii.size()];
        double[] weights = radii.weights(p);
        for (int i = 0; i < value.length; i++) {
            double sum = radii.sum(i, weights);
            value[i] = 2 / p * radii.logX(i) + Math.log(sum);
            slope[i] = radii.step() * (2 / p + radii.derivative(i, weights) / sum);
        }
        return new Table(radii.logX(0), radii.step(), value, slope);
    }

    private static double logExpm1(double u) {
        return u > 40 ? u : Math.log(Math.expm1(u));
    }
}
