package io.github.montecat.physics;

/**
 * The sum over rings of a disk by which XSPEC's {@code diskpbb} takes its integral: five Gauss-Legendre points in each
 * of a few equal ranges of t, the temperature over that of the inner radius. Immutable.
 */
final class DiskRadii {

    /** For photon energies of 0.2 to 1 times the inner temperature. */
    static final DiskRadii COLD = new DiskRadii(10, Math.log(0.2), 0, 80);
    /** For higher photon energies. */
    static final DiskRadii HOT = new DiskRadii(5, 0, Math.log(600), 320);

    private final double first;
    private final double step;
    private final double[] t;
    private final double[] weight;
    /** 1 / (exp(x/t) - 1) by node of ln x and by point of t. */
    private final double[][] occupation;

    private DiskRadii(int ranges, double first, double last, int steps) {
        this.first = first;
        step = (last - first) / steps;
        int points = GaussLegendre.NODES.length;
        t = new double[ranges * points];
        weight = new double[t.length];
        for (int j = 0; j < t.length; j++) {
            t[j] = (j / points + 0.5 * (1 + GaussLegendre.NODES[j % points])) / ranges;
            weight[j] = 0.5 * GaussLegendre.WEIGHTS[j % points] / ranges;
        }
        occupation = new double[steps + 1][t.length];
        for (int i = 0; i <= steps; i++) {
            for (int j = 0; j < t.length; j++) {
                occupation[i][j] = 1 / Math.expm1(Math.exp(logX(i)) / t[j]);
            }
        }
    }

    /** Number of nodes in ln x, where x is the photon energy over the inner temperature. */
    int size() {
        return occupation.length;
    }

    double step() {
        return step;
    }

    double logX(int node) {
        return first + step * node;
    }

    /** Weights of the points for an exponent p of the temperature over the radius. */
    double[] weights(double p) {
        double[] weights = new double[t.length];
        for (int j = 0; j < t.length; j++) {
            weights[j] = weight[j] * Math.pow(t[j], -2 / p - 1);
        }
        return weights;
    }

    /** The integral of t^(-2/p - 1) / (exp(x/t) - 1) at a node. */
    double sum(int node, double[] weights) {
        double sum = 0;
        for (int j = 0; j < t.length; j++) {
            sum += weights[j] * occupation[node][j];
        }
        return sum;
    }

    /** Its derivative by ln x. */
    double derivative(int node, double[] weights) {
        double x = Math.exp(logX(node));
        double sum = 0;
        for (int j = 0; j < t.length; j++) {
            double n = occupation[node][j];
            sum -= weights[j] * x / t[j] * n * (1 + n);
        }
        return sum;
    }
}
