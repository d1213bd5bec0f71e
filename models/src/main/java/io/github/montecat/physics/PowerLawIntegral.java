package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;

/**
 * Exact integrals of E^-index over the bins of a grid. With the exponent s = 1 - index, the bin's width w and middle m
 * in ln E, the integral is exp(s m) w sinh(x)/x where x = s w / 2: one exponential per bin, and no cancellation in
 * narrow bins or near index 1. Immutable.
 */
final class PowerLawIntegral {

    /** Where a bin is taken to start that starts at 0 keV, as some responses have it: a power law diverges there. */
    private static final double LOWEST = 1e-10;

    private final double[] low;
    private final double[] high;
    private final double[] middle;
    private final double[] width;

    /** Binds to bins in keV. */
    PowerLawIntegral(EnergyGrid grid) {
        low = grid.lows();
        high = grid.highs();
        middle = new double[low.length];
        width = new double[low.length];
        for (int i = 0; i < low.length; i++) {
            low[i] = positive(low[i]);
            middle[i] = (Math.log(low[i]) + Math.log(high[i])) / 2;
            width[i] = Math.log1p((high[i] - low[i]) / low[i]);
        }
    }

    /**
     * @param index photon index
     * @param factor norm to multiply with
     * @return factor times the integral per bin
     */
    double[] over(double index, double factor) {
        double s = 1 - index;
        double half = s / 2;
        double[] flux = new double[middle.length];
        for (int i = 0; i < flux.length; i++) {
            flux[i] = s * middle[i];
        }
        Exponential.replace(flux);
        for (int i = 0; i < flux.length; i++) {
            double x = half * width[i];
            double square = x * x;
            if (square < 0.01) {
                // Next term of the series of sinh(x)/x: x^8/362880 < 3e-14. Factors, since divisions are slow.
                double ratio = 1 + square * (1 / 6.0) * (1 + square * (1 / 20.0) * (1 + square * (1 / 42.0)));
                flux[i] = factor * flux[i] * width[i] * ratio;
            } else {
                flux[i] = factor * (Math.pow(high[i], s) - Math.pow(low[i], s)) / s;
            }
        }
        return flux;
    }

    /** The integral of E^-index between two energies in keV. */
    static double between(double low, double high, double index) {
        if (high <= LOWEST) {
            return 0;
        }
        return new PowerLawIntegral(EnergyGrid.ofEdges(low, high)).over(index, 1)[0];
    }

    /** The lower bound of a bin, but never 0 keV. */
    static double positive(double low) {
        return Math.max(low, LOWEST);
    }
}
