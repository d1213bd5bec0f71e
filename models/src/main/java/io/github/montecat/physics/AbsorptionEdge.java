package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;

/**
 * An absorption edge over the bins of a grid: exp(-tau x^-3) from x = 1 on, where x is the energy over that of the
 * edge. A bin's factor is the mean of its two edges; a bin with the threshold inside is averaged over its two parts,
 * the upper one from exp(-tau) on. Energies are in single precision as in XSPEC, which shifts a threshold within its
 * bin.
 */
final class AbsorptionEdge {

    private AbsorptionEdge() {
    }

    /**
     * @param grid bins in keV, in the observer's frame
     * @param redshift of the absorber
     * @param energy of the edge in keV, in the absorber's frame; 0 for no edge
     * @param depth optical depth at the edge
     * @return factor per bin
     */
    static double[] over(EnergyGrid grid, double redshift, double energy, double depth) {
        float stretch = 1 + (float) redshift;
        float inverse = 1 / (float) energy;
        double[] factor = new double[grid.size()];
        for (int i = 0; i < factor.length; i++) {
            float low = (float) grid.low(i) * stretch * inverse;
            float high = (float) grid.high(i) * stretch * inverse;
            if (high < 1 || energy == 0) {
                factor[i] = 1;
            } else if (low >= 1 || low == high) {
                factor[i] = 0.5 * (beyond(low, depth) + beyond(high, depth));
            } else {
                double above = 0.5 * (Math.exp(-depth) + beyond(high, depth));
                factor[i] = ((1 - low) + above * (high - 1)) / (high - low);
            }
        }
        return factor;
    }

    private static double beyond(double x, double depth) {
        return Math.exp(-depth / (x * x * x));
    }
}
