package io.github.montecat.physics;

import io.github.montecat.spectrum.EnergyGrid;
import java.util.List;

/** XSPEC's {@code edge}: an absorption edge, exp(-MaxTau (E/edgeE)^-3) from edgeE on. */
final class Edge implements SpectralComponent {

    @Override
    public String name() {
        return "edge";
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
                        "optical depth at the threshold", 1, 0, 10));
    }

    @Override
    public double[] breaks(double[] parameters) {
        return LineBreaks.jumps(parameters[0]);
    }

    @Override
    public OnGrid on(EnergyGrid grid, ModelSettings settings) {
        return parameters -> AbsorptionEdge.over(grid, 0, parameters[0], parameters[1]);
    }
}
