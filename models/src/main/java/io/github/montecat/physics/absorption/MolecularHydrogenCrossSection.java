package io.github.montecat.physics.absorption;

/**
 * Molecular hydrogen, per molecule: Yan, Sadeghpour and Dalgarno 1998, ApJ 496, 1044, with the fit of Wilms, Allen and
 * McCray 2000, ApJ 542, 914 between 30 and 85 eV. As in TBabs, the erratum of 2001 (ApJ 559, 1194), which only concerns
 * energies below 85 eV, is not applied; below 18 eV the fit is too low by nearly a factor of two.
 */
final class MolecularHydrogenCrossSection implements CrossSection {

    private static final double THRESHOLD = 15.4;
    private static final double[] TO_18_EV = {-37.895, 99.723, -87.227, 25.4};
    private static final double[] TO_30_EV = {0.071, -0.673, 1.977, -0.692};
    private static final double[] TO_85_EV = {0.664, -11.768, 78.118, -231.339, 368.053, -189.953};
    private static final double[] ABOVE = {1, -2.003, -4.806, 50.577, -171.044, 231.608, -81.885};

    @Override
    public double at(double energy) {
        if (energy <= THRESHOLD) {
            return 0;
        }
        double x = energy / THRESHOLD;
        if (energy < 18) {
            return 100 * Polynomial.at(x, TO_18_EV);
        }
        if (energy < 30) {
            return 20 * Math.pow(x, -0.252) * Polynomial.at(1 / x, TO_30_EV);
        }
        if (energy < 85) {
            return Polynomial.at(1 / x, TO_85_EV);
        }
        return 45.57e-6 * Math.pow(energy / 1000, -3.5) * Polynomial.at(1 / Math.sqrt(x), ABOVE);
    }
}
