package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/**
 * XSPEC's {@code highecut}: exp((cutoffE - E)/foldE) above cutoffE. As in XSPEC, E - cutoffE is 0.001 keV at least, so
 * that the factor below cutoffE is exp(-0.001 keV/foldE), a little less than 1.
 */
final class HighECut implements SpectralComponent {

    /** Smallest E - cutoffE in keV. */
    static final double SMALLEST = 0.001;

    @Override
    public String name() {
        return "highecut";
    }

    @Override
    public Kind kind() {
        return Kind.MULTIPLICATIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(
                ComponentParameter.free("cutoffE", "keV", "em.energy", "energy where the cut-off starts", 10, 1e-4,
                        1e6),
                ComponentParameter.free("foldE", "keV", "em.energy", "e-folding energy of the cut-off", 15, 1e-4, 1e6));
    }

    @Override
    public double[] breaks(double[] parameters) {
        return new double[] {parameters[0], parameters[0] + SMALLEST};
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        return parameters -> over(grid, parameters[0], parameters[1]);
    }

    /** The factor in each bin, the mean of its two edges. */
    static double[] over(EnergyGrid grid, double cutoffE, double foldE) {
        return EdgeMean.of(grid, e -> Math.exp(-Math.max(e - cutoffE, SMALLEST) / foldE));
    }
}
