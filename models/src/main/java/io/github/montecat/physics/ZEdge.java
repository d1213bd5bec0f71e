package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/** XSPEC's {@code zedge}: as {@code edge}, with the threshold in the source's frame. */
final class ZEdge implements SpectralComponent {

    @Override
    public String name() {
        return "zedge";
    }

    @Override
    public Kind kind() {
        return Kind.MULTIPLICATIVE;
    }

    @Override
    public List<ComponentParameter> parameters() {
        return List.of(
                ComponentParameter.free("edgeE", "keV", "em.energy", "threshold energy", 7, 0, 100),
                ComponentParameter.free("MaxTau", "", "phys.absorption.opticalDepth",
                        "optical depth at the threshold", 1, 0, 10),
                ComponentParameter.redshift());
    }

    @Override
    public double[] breaks(double[] parameters) {
        return LineBreaks.jumps(parameters[0] / (1 + parameters[2]));
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        return parameters -> AbsorptionEdge.over(grid, parameters[2], parameters[0], parameters[1]);
    }
}
