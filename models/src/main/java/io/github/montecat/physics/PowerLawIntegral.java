package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Exact integrals of E^-index over the bins of a grid. With the exponent s = 1 - index, the bin's width w and middle m
 * in ln E, the integral is exp(s m) w sinh(x)/x where x = s w / 2: one exponential per bin, and no cancellation in
 * narrow bins or near index 1. Immutable.
 */
final class PowerLawIntegral {

    /** Where a bin is taken to start that starts at 0 keV, as some responses have it: a power law diverges there. */
    private static final double LOWEST = 1e-10;

    /** Below this square of x the series of sinh(x)/x serves: its next term, x^8/362880, is less than 3e-14. */
    private static final double SMALL = 0.01;

    private final double[] middle;
    private final double[] width;
    private final double widest;

    /** Binds to bins in keV. */
    PowerLawIntegral(EnergyGrid grid) {
        middle = new double[grid.size()];
        width = new double[grid.size()];
        for (int i = 0; i < middle.length; i++) {
            double low = positive(grid.low(i));
            double high = grid.high(i);
            middle[i] = (Math.log(low) + Math.log(high)) / 2;
            width[i] = Math.log1p((high - low) / low);
        }
        widest = Arrays.stream(width).max().orElse(0);
    }

    /**
     * A component that is a power law.
     *
     * @param index photon index, from the component's parameters
     * @param factor norm to multiply with, from the component's parameters
     * @return its integrals over the bins
     */
    ExponentialForm form(ToDoubleFunction<double[]> index, ToDoubleFunction<double[]> factor) {
        return new ExponentialForm() {
            @Override
            public int size() {
                return middle.length;
            }

            @Override
            public void addExponents(double[] parameters, double[] exponents) {
                PowerLawIntegral.this.addExponents(index.applyAsDouble(parameters), exponents);
            }

            @Override
            public void scale(double[] parameters, double[] values) {
                PowerLawIntegral.this.scale(index.applyAsDouble(parameters), factor.applyAsDouble(parameters), values);
            }
        };
    }

    /**
     * @param index photon index
     * @param factor norm to multiply with
     * @return factor times the integral per bin
     */
    double[] over(double index, double factor) {
        double[] flux = new double[middle.length];
        addExponents(index, flux);
        Exponential.replace(flux);
        scale(index, factor, flux);
        return flux;
    }

    private void addExponents(double index, double[] exponents) {
        double s = 1 - index;
        for (int i = 0; i < exponents.length; i++) {
            exponents[i] += s * middle[i];
        }
    }

    private void scale(double index, double factor, double[] values) {
        double half = (1 - index) / 2;
        boolean narrow = half * widest * half * widest < SMALL;
        // Without a branch the loop runs in vectors.
        if (narrow) {
            for (int i = 0; i < values.length; i++) {
                values[i] *= factor * width[i] * series(half * width[i]);
            }
        } else {
            for (int i = 0; i < values.length; i++) {
                double x = half * width[i];
                values[i] *= factor * width[i] * (x * x < SMALL ? series(x) : Math.sinh(x) / x);
            }
        }
    }

    /** sinh(x)/x near 0. Factors, since divisions are slow. */
    private static double series(double x) {
        double square = x * x;
        return 1 + square * (1 / 6.0) * (1 + square * (1 / 20.0) * (1 + square * (1 / 42.0)));
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
