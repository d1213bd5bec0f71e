package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;

/** Energy grids as a component sees them: shifted to the frame of the source, in double or in single precision. */
final class RestFrame {

    private RestFrame() {
    }

    /** The bins of a grid in the frame of a source: their energies times 1 + redshift. */
    static EnergyGrid of(EnergyGrid grid, double redshift) {
        return redshift == 0 ? grid : scaled(grid, 1 + redshift);
    }

    /** The bins of a grid with all energies multiplied by a positive factor. */
    static EnergyGrid scaled(EnergyGrid grid, double factor) {
        double[] low = grid.lows();
        double[] high = grid.highs();
        for (int i = 0; i < low.length; i++) {
            low[i] *= factor;
            high[i] *= factor;
        }
        return new EnergyGrid(low, high);
    }

    /**
     * As {@link #of}, with edges rounded to single precision, as XSPEC hands them to those of its components that are
     * written in Fortran. At 10 keV this changes the width of a bin of 10 eV by up to 7e-5, and so the photons in it. A
     * bin that would vanish keeps its bounds.
     */
    static EnergyGrid single(EnergyGrid grid, double redshift) {
        float stretch = 1 + (float) redshift;
        double[] low = grid.lows();
        double[] high = grid.highs();
        for (int i = 0; i < low.length; i++) {
            float from = (float) low[i] * stretch;
            float to = (float) high[i] * stretch;
            boolean vanishes = from == to;
            low[i] = vanishes ? low[i] * stretch : from;
            high[i] = vanishes ? high[i] * stretch : to;
        }
        return new EnergyGrid(low, high);
    }
}
