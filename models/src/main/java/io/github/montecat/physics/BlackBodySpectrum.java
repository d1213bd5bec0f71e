package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.Arrays;

/**
 * The black body's E^2 / (exp(E/kT) - 1) over the bins of a grid. As in XSPEC, a bin's value is the mean of those at
 * its two edges times its width, with E kT for the density below 1e-4 kT, and 0 where an edge lies above 60 kT.
 *
 * <p>Also as in XSPEC, edges and E/kT are rounded to single precision. The edges that come from files are so anyway;
 * on other grids the widths of 5 eV bins change by up to 2e-4, and the Wien tail by 2e-6. Without this, values would
 * differ from XSPEC's by as much. Immutable.
 */
final class BlackBodySpectrum {

    /** Edges of all bins, those that two bins share once. */
    private final float[] edges;
    /** Per bin: where its lower edge stands; its upper edge is the next. */
    private final int[] lower;

    /** Binds to bins in keV. */
    BlackBodySpectrum(EnergyGrid grid) {
        float[] found = new float[2 * grid.size()];
        lower = new int[grid.size()];
        int count = 0;
        for (int i = 0; i < lower.length; i++) {
            float low = (float) grid.low(i);
            if (count == 0 || low != found[count - 1]) {
                found[count++] = low;
            }
            lower[i] = count - 1;
            found[count++] = (float) grid.high(i);
        }
        edges = Arrays.copyOf(found, count);
    }

    /**
     * @param kT temperature in keV
     * @param factor to multiply with
     * @return factor times the integral per bin, in keV3
     */
    double[] over(double kT, double factor) {
        float inverse = 1 / (float) kT;
        double[] density = new double[edges.length];
        for (int e = 0; e < edges.length; e++) {
            density[e] = edges[e] * inverse;
        }
        Exponential.replace(density);
        for (int e = 0; e < edges.length; e++) {
            density[e] = density(edges[e], edges[e] * inverse, kT, density[e]);
        }
        double[] flux = new double[lower.length];
        for (int i = 0; i < flux.length; i++) {
            int low = lower[i];
            int high = low + 1;
            if (edges[high] * inverse > 60) {
                break;
            }
            flux[i] = factor * 0.5 * (density[low] + density[high]) * (edges[high] - edges[low]);
        }
        return flux;
    }

    private static double density(double energy, float x, double kT, double exponential) {
        if (x <= 1e-4f) {
            return energy * kT;
        }
        // expm1, which is several times slower, only where exp - 1 would lose digits.
        return energy * energy / (x < 0.1f ? Math.expm1(x) : exponential - 1);
    }
}
