package io.github.montecat.physics.absorption;

/** Polynomials of the published fits. */
final class Polynomial {

    private Polynomial() {
    }

    /** The polynomial with the given coefficients, lowest order first, at x. */
    static double at(double x, double... coefficients) {
        double sum = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            sum = sum * x + coefficients[i];
        }
        return sum;
    }
}
