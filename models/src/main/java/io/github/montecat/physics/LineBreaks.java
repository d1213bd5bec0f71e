package io.github.montecat.physics;

/** Energies at which lines and single jumps are cut for integration, in keV. Stateless. */
final class LineBreaks {

    /** None. */
    static final double[] NONE = {};

    private static final double[] WIDTHS = {-6, -4, -3, -2.25, -1.5, -0.75, 0, 0.75, 1.5, 2.25, 3, 4, 6};
    private static final double[] HALF_WIDTHS = {-64, -32, -16, -8, -4, -2, -1, -0.5, 0, 0.5, 1, 2, 4, 8, 16, 32, 64};
    /** Half the width of a jump relative to its energy: some steps of single precision. */
    private static final double HALF_JUMP = 5e-7;

    private LineBreaks() {
    }

    /** Jumps at energies. */
    static double[] jumps(double... energies) {
        double[] both = new double[2 * energies.length];
        for (int i = 0; i < energies.length; i++) {
            both[2 * i] = energies[i] * (1 - HALF_JUMP);
            both[2 * i + 1] = energies[i] * (1 + HALF_JUMP);
        }
        return both;
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
