package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;

/** The energy flux of a spectrum in a band, as XSPEC takes it: photons are spread evenly over their bin. */
final class EnergyFlux {

    /** With the digits XSPEC has. */
    private static final double ERG_PER_KEV = 1.602192e-9;

    private EnergyFlux() {
    }

    /**
     * @param grid bins in keV
     * @param flux photons/cm2/s per bin
     * @param low lower end of the band in keV
     * @param high upper end of the band in keV
     * @return energy flux in erg/cm2/s of what of the band the grid covers
     */
    static double between(EnergyGrid grid, double[] flux, double low, double high) {
        double sum = 0;
        for (int i = 0; i < flux.length; i++) {
            double from = Math.max(low, grid.low(i));
            double to = Math.min(high, grid.high(i));
            if (to > from) {
                sum += flux[i] * (to - from) * (to + from) / (grid.high(i) - grid.low(i));
            }
        }
        return 0.5 * ERG_PER_KEV * sum;
    }

    /** A band and another one, which may be empty, together. */
    static double[] reach(double[] band, double low, double high) {
        return high > low ? new double[] {Math.min(band[0], low), Math.max(band[1], high)} : band;
    }

    /** Scales a spectrum in place to an energy flux in a band; a spectrum without any there becomes 0. */
    static double[] scale(EnergyGrid grid, double[] flux, double low, double high, double wanted) {
        double found = between(grid, flux, low, high);
        double factor = found > 0 ? wanted / found : 0;
        for (int i = 0; i < flux.length; i++) {
            flux[i] *= factor;
        }
        return flux;
    }
}
