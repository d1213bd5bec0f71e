package io.github.montecat.physics;

import java.util.List;

/**
 * A component bound to a grid whose values are exponentials times something that is faster to compute. In a product the
 * exponents are added, so that all its components of this form need one exponential per bin.
 */
interface ExponentialForm extends SpectralComponent.OnGrid {

    /** @return the number of bins */
    int size();

    /**
     * Adds the exponents.
     *
     * @param parameters one value per parameter of the component
     * @param exponents one sum per bin, to be added to
     */
    void addExponents(double[] parameters, double[] exponents);

    /**
     * Multiplies by what stands before the exponentials.
     *
     * @param parameters one value per parameter of the component
     * @param values one value per bin, to be multiplied
     */
    void scale(double[] parameters, double[] values);

    @Override
    default double[] evaluate(double[] parameters) {
        return product(List.of(this), List.of(parameters));
    }

    /**
     * Multiplies components with one exponential per bin.
     *
     * @param components at least one, all on one grid
     * @param parameters those of each component
     * @return one value per bin; a new array
     */
    static double[] product(List<ExponentialForm> components, List<double[]> parameters) {
        double[] values = new double[components.get(0).size()];
        for (int c = 0; c < components.size(); c++) {
            components.get(c).addExponents(parameters.get(c), values);
        }
        Exponential.replace(values);
        for (int c = 0; c < components.size(); c++) {
            components.get(c).scale(parameters.get(c), values);
        }
        return values;
    }
}
