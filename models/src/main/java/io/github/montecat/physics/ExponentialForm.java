package io.github.montecat.physics;

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
        double[] values = new double[size()];
        addExponents(parameters, values);
        Exponential.replace(values);
        scale(parameters, values);
        return values;
    }
}
