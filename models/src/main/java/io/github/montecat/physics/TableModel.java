package io.github.montecat.physics;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/**
 * A tabulated model, as OGIP memo 92-009 defines it: spectra at the nodes of a grid of parameters. Immutable by
 * agreement: the arrays are not copied, for they are large, and must not be changed.
 *
 * @param additive true for photons/cm2/s per bin, false for a factor (or an optical depth) per bin
 * @param axes the interpolated parameters; at least one
 * @param additional parameters that multiply further spectra, which are added
 * @param redshift whether XSPEC adds a parameter {@code z}
 * @param energies the table's bins in keV
 * @param below factor below the table's bins; unused by additive tables, which are 0 there
 * @param above factor above the table's bins; likewise
 * @param spectra {@code spectra[s][node][bin]}: s = 0 for the interpolated spectra, s = 1... for those of the
 *        additional parameters; nodes with the last axis changing fastest
 */
public record TableModel(boolean additive, List<Axis> axes, List<ComponentParameter> additional, boolean redshift,
        EnergyGrid energies, double below, double above, float[][][] spectra) {

    /**
     * An interpolated parameter.
     *
     * @param parameter its declaration; the hard limits must lie within the tabulated values
     * @param logarithmic whether to interpolate in its logarithm
     * @param values tabulated values, ascending; not copied
     */
    public record Axis(ComponentParameter parameter, boolean logarithmic, double[] values) {

        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException if there are none, they do not ascend, a logarithmic one is not positive,
         *         or the parameter's hard limits exceed them
         */
        public Axis {
            String name = parameter.name();
            if (values.length == 0) {
                throw new RefusedValueException("table parameter " + name + " has no tabulated values");
            }
            for (int i = 0; i < values.length; i++) {
                if (i > 0 && !(values[i] > values[i - 1])) {
                    throw new RefusedValueException("values of table parameter " + name + " do not ascend: "
                            + values[i] + " follows " + values[i - 1]);
                }
            }
            if (logarithmic && !(values[0] > 0)) {
                throw new RefusedValueException("table parameter " + name + " is interpolated in its logarithm but "
                        + "starts at " + values[0]);
            }
            if (parameter.hardMin() < values[0] || parameter.hardMax() > values[values.length - 1]) {
                throw new RefusedValueException("hard limits " + parameter.hardMin() + " to " + parameter.hardMax()
                        + " of table parameter " + name + " exceed its tabulated values " + values[0] + " to "
                        + values[values.length - 1]);
            }
        }
    }

    /**
     * Checks the shapes.
     *
     * @throws IllegalArgumentException if the number of spectra, nodes or bins does not fit the parameters
     */
    public TableModel {
        axes = List.copyOf(axes);
        additional = List.copyOf(additional);
        if (axes.isEmpty()) {
            throw new RefusedValueException("a table model needs at least one interpolated parameter");
        }
        if (spectra.length != 1 + additional.size()) {
            throw new RefusedValueException("table model has " + spectra.length + " sets of spectra, but 1 + "
                    + additional.size() + " for its additional parameters are expected");
        }
        int nodes = axes.stream().mapToInt(a -> a.values().length).reduce(1, Math::multiplyExact);
        for (float[][] set : spectra) {
            if (set.length != nodes) {
                throw new RefusedValueException("table model has " + set.length + " spectra, but its parameters "
                        + "have " + nodes + " nodes");
            }
            for (float[] spectrum : set) {
                if (spectrum.length != energies.size()) {
                    throw new RefusedValueException("a spectrum of the table model has " + spectrum.length
                            + " bins, its energy grid " + energies.size());
                }
            }
        }
    }
}
