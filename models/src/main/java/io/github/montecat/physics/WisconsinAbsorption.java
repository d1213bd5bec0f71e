package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Absorption by the interstellar medium after Morrison and McCammon 1983, ApJ 270, 119: piecewise polynomials of the
 * cross section per hydrogen atom, for abundances of Anders and Ebihara 1982 and no grains. As in XSPEC, a bin
 * transmits the mean of what its two edges do; a bin with the end of a polynomial inside, the mean over its parts.
 * Below 0.03 and above 10 keV the cross section continues as E^-3, and below 13.6 eV nothing is absorbed. Immutable.
 */
final class WisconsinAbsorption {

    /** A range of energies with its polynomial. */
    private record Range(double end, double c0, double c1, double c2) {

        /** Cross section in 1e-22 cm2. */
        double at(double energy) {
            return energy < TRANSPARENT_BELOW ? 0 : ((c0 / energy + c1) / energy + c2) / energy;
        }
    }

    private static final double TRANSPARENT_BELOW = 0.0136;

    /** Table 2 of the paper in units of 1e-22 cm2; the first and the last range are XSPEC's continuation. */
    private static final List<Range> RANGES = List.of(
            new Range(0.03, 0.336, 0, 0),
            new Range(0.1, 0.173, 6.081, -21.5),
            new Range(0.284, 0.346, 2.679, -4.761),
            new Range(0.4, 0.781, 0.188, 0.043),
            new Range(0.532, 0.714, 0.668, -0.514),
            new Range(0.707, 0.955, 1.458, -0.611),
            new Range(0.867, 3.089, -3.806, 2.94),
            new Range(1.303, 1.206, 1.693, -0.477),
            new Range(1.84, 1.413, 1.468, -0.315),
            new Range(2.471, 2.027, 1.047, -0.17),
            new Range(3.21, 3.427, 0.187, 0),
            new Range(4.038, 3.522, 0.187, 0),
            new Range(7.111, 4.339, -0.024, 0.0075),
            new Range(8.331, 6.29, 0.309, 0),
            new Range(10, 7.012, 0.252, 0),
            new Range(Double.POSITIVE_INFINITY, 9.532, 0, 0));

    private static final double[] BREAKS = breaks();

    private final int bins;
    /** Of each part: its bin, its share of the bin, and the cross sections at its two ends one after the other. */
    private final int[] bin;
    private final double[] share;
    private final double[] sigma;

    /** Binds to bins in keV, in the absorber's frame. */
    WisconsinAbsorption(EnergyGrid grid) {
        bins = grid.size();
        List<double[]> parts = new ArrayList<>();
        for (int i = 0; i < bins; i++) {
            double low = grid.low(i);
            double high = grid.high(i);
            double start = low;
            for (Range range : RANGES) {
                double end = Math.min(high, range.end());
                if (end > start) {
                    parts.add(new double[] {i, (end - start) / (high - low), range.at(start), range.at(end)});
                    start = end;
                }
            }
        }
        bin = new int[parts.size()];
        share = new double[parts.size()];
        sigma = new double[2 * parts.size()];
        for (int p = 0; p < bin.length; p++) {
            bin[p] = (int) parts.get(p)[0];
            share[p] = parts.get(p)[1];
            sigma[2 * p] = parts.get(p)[2];
            sigma[2 * p + 1] = parts.get(p)[3];
        }
    }

    /** Ends of the polynomials in keV in the observer's frame, for an absorber at a redshift; not to be changed. */
    static double[] breaks(double redshift) {
        return redshift == 0 ? BREAKS : Arrays.stream(BREAKS).map(e -> e / (1 + redshift)).toArray();
    }

    private static double[] breaks() {
        return LineBreaks.jumps(DoubleStream.concat(DoubleStream.of(TRANSPARENT_BELOW),
                RANGES.stream().mapToDouble(Range::end).filter(Double::isFinite)).toArray());
    }

    /**
     * @param column hydrogen column in 1e22/cm2
     * @return transmitted fraction per bin
     */
    double[] through(double column) {
        double[] ends = Transmission.through(column, sigma);
        double[] fraction = new double[bins];
        for (int p = 0; p < bin.length; p++) {
            fraction[bin[p]] += share[p] * 0.5 * (ends[2 * p] + ends[2 * p + 1]);
        }
        return fraction;
    }
}
