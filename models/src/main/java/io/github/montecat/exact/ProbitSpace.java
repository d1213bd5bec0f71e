package io.github.montecat.exact;

import io.github.montecat.random.StandardNormal;

/**
 * The unit cube stretched to a space without bounds by the normal quantile function: the uniform prior becomes the standard
 * normal distribution, and a climb need not mind the prior's ends. Stateless.
 */
final class ProbitSpace {

    /** Points at the very faces of the cube come this close. */
    private static final double EDGE = 1e-9;

    private ProbitSpace() {
    }

    static double[] fromUnit(double[] unit) {
        double[] z = new double[unit.length];
        for (int p = 0; p < z.length; p++) {
            z[p] = StandardNormal.quantile(Math.min(Math.max(unit[p], EDGE), 1 - EDGE));
        }
        return z;
    }

    static double[] toUnit(double[] z) {
        double[] unit = new double[z.length];
        for (int p = 0; p < z.length; p++) {
            unit[p] = StandardNormal.below(z[p]);
        }
        return unit;
    }

    static double[][] toUnits(double[][] zs) {
        double[][] units = new double[zs.length][];
        for (int i = 0; i < zs.length; i++) {
            units[i] = toUnit(zs[i]);
        }
        return units;
    }
}
