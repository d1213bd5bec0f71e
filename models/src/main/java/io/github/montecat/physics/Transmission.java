package io.github.montecat.physics;

import java.util.function.UnaryOperator;

/**
 * What an absorber lets through: exp(-nH depth), where nH, in 1e22/cm2, is its first parameter.
 *
 * @param size number of bins
 * @param depth optical depth per bin for a column of 1, from the component's parameters
 */
record Transmission(int size, UnaryOperator<double[]> depth) implements ExponentialForm {

    /** An absorber whose optical depth depends on the column alone. */
    static Transmission of(double[] depth) {
        return new Transmission(depth.length, parameters -> depth);
    }

    /**
     * @param column hydrogen column in 1e22/cm2
     * @param depth optical depth per bin for a column of 1
     * @return transmitted fraction per bin
     */
    static double[] through(double column, double[] depth) {
        return of(depth).evaluate(new double[] {column});
    }

    @Override
    public void addExponents(double[] parameters, double[] exponents) {
        double column = parameters[0];
        double[] perColumn = depth.apply(parameters);
        for (int i = 0; i < exponents.length; i++) {
            exponents[i] -= column * perColumn[i];
        }
    }

    @Override
    public void scale(double[] parameters, double[] values) {
        // Nothing stands before the exponential.
    }
}
