package io.github.montecat.assessment;

import io.github.montecat.random.PhiloxStream;
import io.github.montecat.random.RandomPurpose;
import io.github.montecat.simulate.SpectrumSimulator;
import io.github.montecat.statistic.BinnedCounts;

/**
 * Spectra that draws of a posterior predict. With a background its most likely level, given the data and the draw,
 * serves for the replicates of both measurements.
 *
 * @param data what was measured
 * @param draws expected counts of the source, for each of some posterior draws
 * @param each spectra drawn from each, from 1 up
 * @param seed seed of the replicates
 * @param row number of the spectrum; with the seed it determines them
 */
record Replicates(BinnedCounts data, double[][] draws, int each, long seed, long row) {

    /** Hears of every spectrum. */
    @FunctionalInterface
    interface Listener {

        /**
         * @param replicate a spectrum
         * @param draw number of the draw that it comes from
         */
        void drawn(BinnedCounts replicate, int draw);
    }

    /**
     * Draws all spectra.
     *
     * @param listener hears of each
     * @return the share of those with counts whose {@link CumulativeDistance} from their draw is at least that of the
     *         data; NaN if data, draws or all replicates have no counts
     */
    double compare(Listener listener) {
        int bins = data.size();
        float[] both = new float[bins];
        float[] off = new float[bins];
        double[] scale = new double[bins];
        int compared = 0;
        int asFar = 0;
        for (int s = 0; s < draws.length; s++) {
            for (int b = 0; b < bins; b++) {
                double background = data.backgroundIn(b, draws[s][b]);
                both[b] = (float) (draws[s][b] + background);
                scale[b] = data.scale(b);
                off[b] = data.hasBackground() ? (float) (background / scale[b]) : 0;
            }
            double measured = CumulativeDistance.of(data, draws[s]);
            for (int r = 0; r < each; r++) {
                int number = 2 * (s * each + r);
                BinnedCounts replicate = data.hasBackground()
                        ? BinnedCounts.of(counts(both, number), counts(off, number + 1), scale)
                        : BinnedCounts.of(counts(both, number));
                listener.drawn(replicate, s);
                double distance = CumulativeDistance.of(replicate, draws[s]);
                // NaN compares as false.
                compared += distance >= 0 && measured >= 0 ? 1 : 0;
                asFar += distance >= measured ? 1 : 0;
            }
        }
        return compared == 0 ? Double.NaN : (double) asFar / compared;
    }

    private double[] counts(float[] expected, int number) {
        double[] counts = new double[expected.length];
        SpectrumSimulator.drawCounts(expected, new PhiloxStream(seed, RandomPurpose.REPLICATES, number, row), counts);
        return counts;
    }
}
