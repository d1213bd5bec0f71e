package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;

/**
 * The black body's E^2 / (exp(E/kT) - 1) over the bins of a grid. As in XSPEC, a bin's value is the mean of those at
 * its two edges times its width, with E kT for the density below 1e-4 kT, and 0 where an edge lies above 60 kT.
 *
 * <p>Also as in XSPEC, edges and E/kT are rounded to single precision. The edges that come from files are so anyway;
 * on other grids the widths of 5 eV bins change by up to 2e-4, and the Wien tail by 2e-6. Without this, values would
 * differ from XSPEC's by as much. Immutable.
 */
final class BlackBodySpectrum {

    private final float[] lows;
    private final float[] highs;

    /** Binds to bins in keV. */
    BlackBodySpectrum(EnergyGrid grid) {
        lows = new float[grid.size()];
        highs = new float[grid.size()];
        for (int i = 0; i < lows.length; i++) {
            lows[i] = (float) grid.low(i);
            highs[i] = (float) grid.high(i);
        }
    }

    /**
     * @param kT temperature in keV
     * @param factor to multiply with
     * @return factor times the integral per bin, in keV3
     */
    double[] over(double kT, double factor) {
        float inverse = 1 / (float) kT;
        double[] flux = new double[lows.length];
        float edge = -1;
        double atEdge = 0;
        for (int i = 0; i < flux.length; i++) {
            float low = lows[i];
            float high = highs[i];
            if (high * inverse > 60) {
                break;
            }
            double atLow = low == edge ? atEdge : density(low, low * inverse, kT);
            atEdge = density(high, high * inverse, kT);
            edge = high;
            flux[i] = factor * 0.5 * (atLow + atEdge) * (high - low);
        }
        return flux;
    }

    private static double density(double energy, float x, double kT) {
        if (x <= 1e-4f) {
            return energy * kT;
        }
        // expm1, which is several times slower, only where exp - 1 would lose digits.
        return energy * energy / (x < 0.1f ? Math.expm1(x) : Math.exp(x) - 1);
    }
}
