package io.github.montecat.physics.absorption;

/**
 * Atomic helium, after Yan, Sadeghpour and Dalgarno 1998, ApJ 496, 1044 (equation 14, table 4), with the four strongest
 * autoionisation resonances (Fano profiles: shape after Fernley, Taylor and Seaton 1987, J. Phys. B 20, 6457; position
 * and width after Oza 1986, Phys. Rev. A 33, 824).
 */
final class HeliumCrossSection implements CrossSection {

    private static final double THRESHOLD = 24.58;
    private static final double RYDBERG = 13.598;
    private static final double[] COEFFICIENTS = {1, -4.7416, 14.8200, -30.8678, 37.3584, -23.4585, 5.9133};
    private static final double[] SHAPE = {2.81, 2.51, 2.45, 2.44};
    private static final double[] QUANTUM_NUMBER = {1.610, 2.795, 3.817, 4.824};
    private static final double[] WIDTH = {2.64061e-3, 6.20116e-4, 2.56061e-4, 1.320159e-4};

    @Override
    public double at(double energy) {
        if (energy < THRESHOLD) {
            return 0;
        }
        double sigma = 733e-6 * Math.pow(energy / 1000, -3.5)
                * Polynomial.at(Math.sqrt(THRESHOLD / energy), COEFFICIENTS);
        for (int i = 0; i < SHAPE.length; i++) {
            // Energies in Rydberg; 1.807317 lifts the series limit from He+ (n = 2) to the neutral ground state.
            double position = 3 - 1 / (QUANTUM_NUMBER[i] * QUANTUM_NUMBER[i]) + 1.807317;
            double x = 2 * (energy / RYDBERG - position) / WIDTH[i];
            sigma *= (x - SHAPE[i]) * (x - SHAPE[i]) / (1 + x * x);
        }
        return sigma;
    }
}
