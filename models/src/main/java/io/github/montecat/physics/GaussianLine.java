package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import org.apache.commons.numbers.gamma.ErfDifference;

/** A Gaussian line over the bins of a grid. */
final class GaussianLine {

    /** Widths from the centre beyond which nothing of the line is left at double precision. */
    private static final double REACH = 9;

    private GaussianLine() {
    }

    /**
     * @param grid bins in keV, in the observer's frame
     * @param redshift of the source
     * @param energy of the line in keV, in the source's frame
     * @param sigma its width in keV, in the source's frame; 0 puts the line into the bin with low &lt; energy &lt;=
     *        high; as in XSPEC the lowest edge of the grid belongs to its first bin, the highest to none
     * @param norm photons/cm2/s in the line; divided by 1 + redshift as in XSPEC
     * @return photons/cm2/s per bin
     */
    static double[] over(EnergyGrid grid, double redshift, double energy, double sigma, double norm) {
        double stretch = 1 + redshift;
        double observed = norm / stretch;
        double scale = 1 / (sigma * Math.sqrt(2));
        double[] flux = new double[grid.size()];
        for (int i = 0; i < flux.length; i++) {
            double low = grid.low(i) * stretch - energy;
            double high = grid.high(i) * stretch - energy;
            if (sigma == 0) {
                boolean above = low < 0 || low == 0 && i == 0;
                boolean below = high > 0 || high == 0 && i < flux.length - 1;
                flux[i] = above && below ? observed : 0;
            } else if (high > -REACH * sigma && low < REACH * sigma) {
                flux[i] = observed * 0.5 * ErfDifference.value(low * scale, high * scale);
            }
        }
        return flux;
    }
}
