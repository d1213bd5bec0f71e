package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.function.DoubleUnaryOperator;

/** Five-point Gauss-Legendre integration over the bins of a grid, in ln E. Immutable. */
final class GaussLegendre {

    /** An integrand over ln E: the density per keV times E. */
    @FunctionalInterface
    interface Integrand {

        /**
         * @param logE ln of the energy in keV
         * @param e the energy in keV
         */
        double at(double logE, double e);
    }

    static final double[] NODES = {-0.9061798459386640, -0.5384693101056831, 0, 0.5384693101056831,
        0.9061798459386640};
    static final double[] WEIGHTS = {0.2369268850561891, 0.4786286704993665, 128.0 / 225, 0.4786286704993665,
        0.2369268850561891};

    private static final int MAX_PIECES = 1000;

    private final double[] start;
    private final double[] width;
    private final double[] logE;
    private final double[] e;
    private final double[] high;

    /** Binds to bins in keV. */
    GaussLegendre(EnergyGrid grid) {
        int bins = grid.size();
        int points = NODES.length;
        start = new double[bins];
        width = new double[bins];
        high = grid.highs();
        logE = new double[bins * points];
        e = new double[bins * points];
        for (int i = 0; i < bins; i++) {
            double low = PowerLawIntegral.positive(grid.low(i));
            start[i] = Math.log(low);
            width[i] = Math.log1p((high[i] - low) / low);
            for (int k = 0; k < points; k++) {
                logE[i * points + k] = start[i] + width[i] * (1 + NODES[k]) / 2;
                e[i * points + k] = Math.exp(logE[i * points + k]);
            }
        }
    }

    /** The integral of a function between two bounds, taken with five points. */
    static double between(double from, double to, DoubleUnaryOperator function) {
        double half = (to - from) / 2;
        double sum = 0;
        for (int k = 0; k < NODES.length; k++) {
            sum += WEIGHTS[k] * function.applyAsDouble(from + half * (1 + NODES[k]));
        }
        return sum * half;
    }

    /**
     * Integrates over a bin, which is cut into as many pieces as an integrand that behaves as E^slope exp(-E perKeV)
     * needs for 1e-9.
     *
     * @param bin index from 0
     * @param slope steepest logarithmic slope of the power law
     * @param perKeV inverse of the energy over which the integrand falls by a factor e
     * @param integrand over ln E
     * @return the integral over the bin
     */
    double integrate(int bin, double slope, double perKeV, Integrand integrand) {
        double changes = width[bin] * (Math.abs(slope) + high[bin] * perKeV);
        // Five points resolve a change by a factor e^2.
        int pieces = (int) Math.min(MAX_PIECES, Math.ceil(changes / 2));
        int points = NODES.length;
        double sum = 0;
        if (pieces <= 1) {
            for (int k = 0; k < points; k++) {
                sum += WEIGHTS[k] * integrand.at(logE[bin * points + k], e[bin * points + k]);
            }
            return sum * width[bin] / 2;
        }
        double step = width[bin] / pieces;
        for (int piece = 0; piece < pieces; piece++) {
            for (int k = 0; k < points; k++) {
                double x = start[bin] + step * (piece + (1 + NODES[k]) / 2);
                sum += WEIGHTS[k] * integrand.at(x, Math.exp(x));
            }
        }
        return sum * step / 2;
    }
}
