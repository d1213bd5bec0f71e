package io.github.montecat.derived;

import io.github.montecat.physics.SpectralModel;
import io.github.montecat.spectrum.EnergyGrid;

/** A model bound to the bins of one level of segments. Immutable and safe for use by several threads. */
final class BoundLevel {

    /** Sums of a source in a band: energy and photons as observed, then both without absorption. */
    static final int OBSERVED = 0;
    static final int OBSERVED_PHOTONS = 1;
    static final int UNABSORBED = 2;
    static final int UNABSORBED_PHOTONS = 3;
    /** How many there are. */
    static final int SUMS = 4;

    private final Segments segments;
    private final int level;
    private final SpectralModel.Separated model;
    /** Middles of the bins in keV. */
    private final double[] middle;
    private final boolean joined;

    /**
     * @param model the model
     * @param segments where to evaluate it
     * @param level into how many bins
     * @param joined whether to take all sources together
     */
    BoundLevel(SpectralModel model, Segments segments, int level, boolean joined) {
        this.segments = segments;
        this.level = level;
        this.joined = joined;
        EnergyGrid grid = segments.grid(level);
        this.model = model.separatedOn(grid);
        middle = new double[grid.size()];
        for (int i = 0; i < middle.length; i++) {
            middle[i] = (grid.low(i) + grid.high(i)) / 2;
        }
    }

    /**
     * Adds up bands.
     *
     * @param values values of all parameters
     * @param low lower ends of the bands in keV
     * @param high their upper ends; segments that a band holds in part do not count
     * @param without numbers of segments that do not count, ascending
     * @param sums where to add, bands x sources x {@link #SUMS}, in keV/cm2/s and photons/cm2/s
     */
    void add(double[] values, double[] low, double[] high, int[] without, double[] sums) {
        SpectralModel.Sources sources = model.at(values);
        double[][] observed = joined ? together(sources.observed()) : sources.observed();
        double[][] unabsorbed = joined ? together(sources.unabsorbed()) : sources.unabsorbed();
        int place = 0;
        for (int band = 0; band < low.length; band++) {
            int from = segments.from(low[band]);
            int until = segments.until(high[band]);
            for (int source = 0; source < observed.length; source++, place += SUMS) {
                int start = from;
                for (int skipped : without) {
                    if (skipped >= start && skipped < until) {
                        add(observed[source], unabsorbed[source], start, skipped, sums, place);
                        start = skipped + 1;
                    }
                }
                add(observed[source], unabsorbed[source], start, until, sums, place);
            }
        }
    }

    private void add(double[] observed, double[] unabsorbed, int from, int until, double[] sums, int place) {
        if (from >= until) {
            return;
        }
        int end = segments.firstBin(until, level);
        double energy = 0;
        double photons = 0;
        double clearEnergy = 0;
        double clearPhotons = 0;
        for (int i = segments.firstBin(from, level); i < end; i++) {
            energy += middle[i] * observed[i];
            photons += observed[i];
            clearEnergy += middle[i] * unabsorbed[i];
            clearPhotons += unabsorbed[i];
        }
        sums[place + OBSERVED] += energy;
        sums[place + OBSERVED_PHOTONS] += photons;
        sums[place + UNABSORBED] += clearEnergy;
        sums[place + UNABSORBED_PHOTONS] += clearPhotons;
    }

    private static double[][] together(double[][] sources) {
        if (sources.length == 1) {
            return sources;
        }
        double[] total = sources[0].clone();
        for (int s = 1; s < sources.length; s++) {
            for (int i = 0; i < total.length; i++) {
                total[i] += sources[s][i];
            }
        }
        return new double[][] {total};
    }
}
