package io.github.montecat.physics;

import io.github.montecat.physics.absorption.AbsorptionBreaks;

/** Energies at which lines and single jumps are cut for integration, in keV. Stateless. */
final class LineBreaks {

    /** None. */
    static final double[] NONE = {};

    /** The outermost are where a Gaussian line ends. */
    private static final double[] WIDTHS = {-9, -6, -4, -3, -2.25, -1.5, -0.75, 0, 0.75, 1.5, 2.25, 3, 4, 6, 9};
    private static final double[] HALF_WIDTHS = {-64, -32, -16, -8, -4, -2, -1, -0.5, 0, 0.5, 1, 2, 4, 8, 16, 32, 64};

    private LineBreaks() {
    }

    /** Jumps at energies. */
    static double[] jumps(double... energies) {
        return AbsorptionBreaks.jumps(energies);
    }

    /** A Gaussian line; one without width is a jump. */
    static double[] gaussian(double redshift, double energy, double sigma) {
        double stretch = 1 + redshift;
        return sigma == 0 ? jumps(energy / stretch) : around(energy / stretch, sigma / stretch, WIDTHS);
    }

    /** A Lorentzian line; one without width is a jump. */
    static double[] lorentzian(double energy, double halfWidth) {
        return halfWidth == 0 ? jumps(energy) : around(energy, halfWidth, HALF_WIDTHS);
    }

    private static double[] around(double energy, double unit, double[] places) {
        double[] energies = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            energies[i] = energy + places[i] * unit;
        }
        return energies;
    }
}
