package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/** XSPEC's {@code zhighect}: as {@code highecut}, with both energies in the source's frame. */
final class ZHighECut implements SpectralComponent {

    @Override
    public String name() {
        return "zhighect";
    }

    @Override
    public Kind kind() {
        return Kind.MULTIPLICATIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(
                ComponentParameter.free("cutoffE", "keV", "em.energy", "energy where the cut-off starts", 10, 1e-4,
                        200),
                ComponentParameter.free("foldE", "keV", "em.energy", "e-folding energy of the cut-off", 15, 1e-4, 200),
                ComponentParameter.redshift());
    }

    @Override
    public double[] breaks(double[] parameters) {
        return new double[] {parameters[0] / (1 + parameters[2]),
            (parameters[0] + HighECut.SMALLEST) / (1 + parameters[2])};
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        return parameters -> HighECut.over(RestFrame.of(grid, parameters[2]), parameters[0], parameters[1]);
    }
}
