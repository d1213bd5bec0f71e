package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;

/**
 * The thermal bremsstrahlung of hydrogen and helium, kT^-1/2 exp(-E/kT)/E times the Gaunt factors, over the bins of a
 * grid. As in XSPEC, the density in a bin is the mean of those at its two edges, and 0 from 50 kT on.
 */
final class Bremsstrahlung {

    /** Helium by number. */
    private static final double HELIUM = 0.085;

    private Bremsstrahlung() {
    }

    /**
     * @param grid bins in keV, in the plasma's frame
     * @param kT temperature in keV
     * @param factor to multiply with
     * @return factor times the integral per bin
     */
    static double[] over(EnergyGrid grid, double kT, double factor) {
        double[] flux = new double[grid.size()];
        GauntFactor gaunt = new GauntFactor(kT, 1, 4 * HELIUM);
        double norm = factor * 0.5 / Math.sqrt(kT);
        double high = 0;
        for (int i = 0; i < flux.length; i++) {
            boolean adjoins = i > 0 && grid.low(i) == grid.high(i - 1);
            double low = adjoins ? high : density(grid.low(i), kT, gaunt);
            high = density(grid.high(i), kT, gaunt);
            flux[i] = norm * (low + high) * (grid.high(i) - grid.low(i));
        }
        return flux;
    }

    /** Times the root of kT. */
    private static double density(double energy, double kT, GauntFactor gaunt) {
        if (energy <= 0 || energy >= 50 * kT) {
            return 0;
        }
        return gaunt.at(energy) * Math.exp(-energy / kT) / energy;
    }
}
