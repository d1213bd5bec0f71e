package io.github.montecat.physics;

import io.github.montecat.physics.absorption.SmoothTable;
import java.util.List;

/**
 * The free-free Gaunt factor averaged over a thermal plasma, as XSPEC's {@code bremss} has it: the Born approximation
 * above kT = 13.58 Z^2 keV; below, the Born approximation times the polynomials of Kellogg, Baldwin and Koch 1975, ApJ
 * 199, 299, for the numbers of Karzas and Latter 1961, ApJS 6, 167; below 0.1358 Z^2 keV, bilinear interpolation in the
 * table of Kurucz 1970, SAO Special Report 309, and nothing beyond its end at E = 10^1.5 kT.
 *
 * <p>A sum over ions at one temperature: the Born approximation is the same for all, and the sum of polynomials is one.
 * Immutable and safe for use by several threads.
 */
final class GauntFactor {

    /** Ionisation energy of hydrogen in eV, as XSPEC has it. */
    private static final double RYDBERG = 13.58;

    /** Upper ends of E/kT for which a column of the polynomials holds; the last holds beyond. */
    private static final float[] ENERGY_ENDS = {0.03f, 0.3f, 1, 5, 15};
    /** Ionisation energies over kT times 1000 to which the rows of the polynomials belong; the last row is of 100. */
    private static final double[] IONISATION = {1, 1.7783, 3, 5.6234, 10, 30};
    /** Steps between these rows, with the digits XSPEC has. */
    private static final double[] IONISATION_STEPS = {0.7783, 1.2217, 2.6234, 4.3766, 20, 70};

    /** Coefficients of the powers 0, 1 and 2 of E/kT; rows by ionisation energy over kT, columns by E/kT. */
    private static final double[][][] POLYNOMIALS = {
        {
            {1.001, 1.004, 1.017, 1.036, 1.056, 1.121},
            {1.001, 1.005, 1.017, 1.046, 1.073, 1.115},
            {0.9991, 1.005, 1.03, 1.055, 1.102, 1.176},
            {0.997, 1.005, 1.035, 1.069, 1.134, 1.186},
            {0.9962, 1.004, 1.042, 1.1, 1.193, 1.306},
            {0.9874, 0.9962, 1.047, 1.156, 1.327, 1.485},
            {0.9681, 0.9755, 1.020, 1.208, 1.525, 1.965}},
        {
            {0.3029, 0.1616, 0.04757, 0.013, 0.0049, -0.0032},
            {0.4905, 0.2155, 0.08357, 0.02041, 0.00739, 0.00029},
            {0.654, 0.2833, 0.08057, 0.03257, 0.00759, -0.00151},
            {1.029, 0.391, 0.1266, 0.05149, 0.01274, 0.00324},
            {0.9569, 0.4891, 0.1764, 0.05914, 0.01407, -0.00024},
            {1.236, 0.7579, 0.326, 0.1077, 0.028, 0.00548},
            {1.327, 1.017, 0.6017, 0.205, 0.0605, 0.00187}},
        {
            {-1.323, -0.254, -0.01571, -0.001, -0.000184, 0.00008},
            {-4.762, -0.3386, -0.03571, -0.001786, -0.0003, 0.00001},
            {-6.349, -0.4206, -0.02571, -0.003429, -0.000234, 0.00005},
            {-13.231, -0.59, -0.04571, -0.005714, -0.000445, -0.00004},
            {-7.672, -0.6852, -0.0643, -0.005857, -0.00042, 0.00004},
            {-7.143, -0.9947, -0.12, -0.01007, -0.000851, -0.00004},
            {-3.175, -1.116, -0.2270, -0.01821, -0.001729, 0.00023}}};

    /**
     * Rows: log10 of E/kT from -4 in steps of 0.5; columns: log10 of the ionisation energy over kT from -1, likewise.
     */
    private static final double[][] KURUCZ = {
        {5.40, 5.25, 5.00, 4.69, 4.48, 4.16, 3.85},
        {4.77, 4.63, 4.40, 4.13, 3.87, 3.52, 3.27},
        {4.15, 4.02, 3.80, 3.57, 3.27, 2.98, 2.70},
        {3.54, 3.41, 3.22, 2.97, 2.70, 2.45, 2.20},
        {2.94, 2.81, 2.65, 2.44, 2.21, 2.01, 1.81},
        {2.41, 2.32, 2.19, 2.02, 1.84, 1.67, 1.50},
        {1.95, 1.90, 1.80, 1.68, 1.52, 1.41, 1.30},
        {1.55, 1.56, 1.51, 1.42, 1.33, 1.25, 1.17},
        {1.17, 1.30, 1.32, 1.30, 1.20, 1.15, 1.11},
        {0.86, 1.00, 1.15, 1.18, 1.15, 1.11, 1.08},
        {0.59, 0.76, 0.97, 1.09, 1.13, 1.10, 1.08},
        {0.38, 0.53, 0.76, 0.96, 1.08, 1.09, 1.09}};

    /** The Born approximation by E/kT. */
    private static final SmoothTable BORN = new SmoothTable(GauntFactor::born, 0x1p-10, 64, List.of());

    private final float kT;
    /** Coefficients of the powers 0, 1 and 2 of E/kT that multiply the Born approximation, by column; the sum over ions. */
    private final double[][] polynomials = new double[ENERGY_ENDS.length + 1][3];
    /** Weights of the ions in the table of Kurucz, and log10 of their ionisation energies over 1000 kT. */
    private final double[] cold;
    private final double[] logIonisation;

    /**
     * @param kT temperature in keV
     * @param weights weights of the ions with the charges 1, 2, ... in units of e
     */
    GauntFactor(double kT, double... weights) {
        this.kT = (float) kT;
        cold = new double[weights.length];
        logIonisation = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            double ionisation = (i + 1) * (i + 1) * RYDBERG / kT;
            if (ionisation > 100) {
                cold[i] = weights[i];
                logIonisation[i] = Math.log10(ionisation / 1000);
            } else if (ionisation < 1) {
                for (double[] polynomial : polynomials) {
                    polynomial[0] += weights[i];
                }
            } else {
                addPolynomials(ionisation, weights[i]);
            }
        }
    }

    private void addPolynomials(double ionisation, double weight) {
        int row = 0;
        while (row + 1 < IONISATION.length && ionisation > IONISATION[row + 1]) {
            row++;
        }
        double fraction = (ionisation - IONISATION[row]) / IONISATION_STEPS[row];
        for (int column = 0; column < polynomials.length; column++) {
            for (int power = 0; power < polynomials[column].length; power++) {
                polynomials[column][power] += weight * ((1 - fraction) * POLYNOMIALS[power][row][column]
                        + fraction * POLYNOMIALS[power][row + 1][column]);
            }
        }
    }

    /**
     * @param energy photon energy in keV, above 0
     * @return the sum of the ions' Gaunt factors, each times its weight
     */
    double at(double energy) {
        // In single precision as in XSPEC: it decides between two polynomials where an edge lies at their end.
        float u = (float) energy / kT;
        double factor = correction(Math.max(u, 0.003f));
        double sum = factor == 0 ? 0 : factor * BORN.at(u);
        for (int i = 0; i < cold.length; i++) {
            if (cold[i] != 0) {
                sum += cold[i] * kurucz(Math.log10(u), logIonisation[i]);
            }
        }
        return sum;
    }

    private double correction(float u) {
        int column = 0;
        while (column < ENERGY_ENDS.length && u > ENERGY_ENDS[column]) {
            column++;
        }
        double[] c = polynomials[column];
        return c[0] + (double) u * (c[1] + u * c[2]);
    }

    private static double kurucz(double logU, double logIonisation) {
        int row = Math.max(0, (int) (2 * logU + 8));
        if (row + 1 >= KURUCZ.length) {
            return 0;
        }
        int column = Math.max(0, Math.min(KURUCZ[0].length - 2, (int) (2 * logIonisation + 2)));
        double u = 2 * logU + 8 - row;
        double t = 2 * logIonisation + 2 - column;
        return (1 - t) * ((1 - u) * KURUCZ[row][column] + u * KURUCZ[row + 1][column])
                + t * ((1 - u) * KURUCZ[row][column + 1] + u * KURUCZ[row + 1][column + 1]);
    }

    /** sqrt(3)/pi exp(x) K0(x) with x = u/2; the Bessel function after Abramowitz and Stegun 1964, 9.8.5 and 9.8.6. */
    private static double born(double u) {
        double x = u / 2;
        if (x > 2) {
            double y = 2 / x;
            double series = 1.25331414 + y * (-0.07832358 + y * (0.02189568 + y * (-0.01062446
                    + y * (0.00587872 + y * (-0.00251540 + y * 0.00053208)))));
            return 0.5513 * series / Math.sqrt(x);
        }
        double t = x / 3.75 * (x / 3.75);
        double i0 = 1 + t * (3.5156229 + t * (3.0899424 + t * (1.2067492 + t * (0.2659732 + t * (0.0360768
                + t * 0.0045813)))));
        double y = x * x / 4;
        double k0 = -Math.log(x / 2) * i0 - 0.57721566 + y * (0.42278420 + y * (0.23069756 + y * (0.03488590
                + y * (0.00262698 + y * (0.00010750 + y * 0.00000740)))));
        return 0.5513 * Math.exp(x) * k0;
    }
}
